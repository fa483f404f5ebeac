"""The `layerlab` command: one module a subcommand."""

from __future__ import annotations

from webapp.cli.main import main

__all__ = ["main"]
