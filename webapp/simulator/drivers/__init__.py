"""How storage drivers lay the layers of images and containers on the host's disk."""
