"""What Linux does: inodes, filesystems as persistent values, mount tables, overlay, processes, errno."""
