"""What dockerd does: images, containers, volumes, the builder, prune and disk usage."""
