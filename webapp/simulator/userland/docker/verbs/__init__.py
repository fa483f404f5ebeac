"""What each command does: one module a family, one function a command."""
