"""The `layerlab` command: its subcommands and their flags."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module, metadata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SUBCOMMANDS = ("serve", "replay", "diagram", "check")
"""Each is a module here with `HELP`, `add_arguments(parser)` and `run(arguments) -> int`."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the `layerlab` command and return its exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(
        prog="layerlab", description="A course on where a container keeps its data."
    )
    version = metadata.version("layerlab")
    parser.add_argument("--version", action="version", version=f"layerlab {version}")
    commands = parser.add_subparsers(dest="subcommand", required=True, metavar="COMMAND")
    # Starting a web server's imports to replay a script would take longer than the script.
    wanted = [name for name in SUBCOMMANDS if name in words[:1]] or SUBCOMMANDS
    for name in wanted:
        module = import_module(f"webapp.cli.{name}")
        command = commands.add_parser(name, help=module.HELP, description=module.HELP)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    arguments = parser.parse_args(words)
    status: int = arguments.run(arguments)
    return status
