"""The docker client 26.1: flags, help, tables, templates, messages, and the program itself."""
