"""`layerlab replay`: runs a script as typed at the host's prompt."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from webapp.cli import script_source
from webapp.simulator.script import Typed, run_script
from webapp.simulator.start import NoSuchImage, new_world

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable

HELP = "run a script as typed at the host's prompt"


def add_arguments(parser: ArgumentParser) -> None:
    """Add this subcommand's flags."""
    script_source.add_arguments(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object a command")


def run(arguments: Namespace) -> int:
    """Run the script and print what came of it; 0 when the script could be read."""
    try:
        script = script_source.read(arguments)
        world = new_world(script_source.images(arguments))
    except script_source.UnreadableScript as fault:
        print(f"layerlab: {fault}", file=sys.stderr)
        return 2
    except NoSuchImage as fault:
        print(f"layerlab: the catalogue has no image {fault}", file=sys.stderr)
        return 2
    _, commands = run_script(world, script)
    lines = _objects(commands) if arguments.json else _transcript(commands)
    for line in lines:
        print(line)
    return 0


def _objects(commands: Iterable[Typed]) -> Iterable[str]:
    return (json.dumps(command.as_json(), ensure_ascii=False) for command in commands)


def _transcript(commands: Iterable[Typed]) -> Iterable[str]:
    for command in commands:
        sign = "$" if command.where == "host" else "#"
        first, *rest = command.command.split("\n")
        yield f"{sign} {first}"
        yield from (f"> {line}" for line in rest)
        text = "".join(text for _, text in command.output).rstrip("\n")
        if text:
            yield text
