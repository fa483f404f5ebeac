"""The `layerlab` command: one module a subcommand."""

from __future__ import annotations


def main() -> int:
    """Run the `layerlab` command and return its exit status."""
    return 2
