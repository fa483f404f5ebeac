"""The images that a registry would hold, as data, and the host that everything starts on."""
