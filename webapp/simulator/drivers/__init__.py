"""Storage drivers: how each lays image layers and writable layers on the host's disk."""
