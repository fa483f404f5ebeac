"""Layerlab: where a container's data lives, shown on a simulated machine."""
