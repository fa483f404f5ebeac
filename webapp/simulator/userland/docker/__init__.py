"""The docker client 26.1: its flags, help, tables, templates and messages, and the program itself."""
