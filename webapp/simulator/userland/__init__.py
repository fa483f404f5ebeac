"""The programs of the simulated machine: the shell, the small tools, and the docker client."""
