"""What Linux does.

Inodes, filesystems as persistent values, mount tables, overlay, processes, errno.
"""
