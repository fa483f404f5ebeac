"""The commands of the docker client as data: usage, help, flags, how many arguments."""
