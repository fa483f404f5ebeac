"""`layerlab diagram`: the picture after a script, as SVG, PNG, DOT or JSON."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from webapp.cli import script_source
from webapp.diagrams.compose import compose
from webapp.diagrams.draw import draw
from webapp.diagrams.labelled import labelled_dot
from webapp.diagrams.raster import png
from webapp.language import LANGUAGES, translations
from webapp.simulator.script import run_script
from webapp.simulator.start import NoSuchImage, new_world

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from webapp.diagrams.scene import Scene

HELP = "draw the picture after a script"
ENDINGS = (".svg", ".png", ".dot", ".json")


def add_arguments(parser: ArgumentParser) -> None:
    """Add this subcommand's flags."""
    script_source.add_arguments(parser)
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="OUT",
        help="the file to write; its ending says what: svg, png, dot, json",
    )
    parser.add_argument("--seen-from", default="", metavar="CONTAINER", help="whose view to take")
    parser.add_argument("--language", choices=sorted(LANGUAGES), default="en")


def run(arguments: Namespace) -> int:
    """Run the script, draw what is there then, and write it."""
    out = Path(arguments.output)
    if out.suffix not in ENDINGS:
        print(f"layerlab: {out}: must end in one of {', '.join(ENDINGS)}", file=sys.stderr)
        return 2
    try:
        script = script_source.read(arguments)
        world = new_world(script_source.images(arguments))
    except script_source.UnreadableScript as fault:
        print(f"layerlab: {fault}", file=sys.stderr)
        return 2
    except NoSuchImage as fault:
        print(f"layerlab: the catalogue has no image {fault}", file=sys.stderr)
        return 2
    world, commands = run_script(world, script)
    events = commands[-1].events if commands else ()
    scene = compose(world, events, seen_from=arguments.seen_from)
    out.write_bytes(_encode(scene, out.suffix, arguments.language))
    return 0


def _encode(scene: Scene, ending: str, language: str) -> bytes:
    if ending == ".dot":
        return labelled_dot(scene).encode()
    if ending == ".json":
        return json.dumps(dataclasses.asdict(scene), ensure_ascii=False, indent=2).encode()
    words = translations(language)
    svg = draw(scene, language, words.gettext, words.ngettext, standalone=True)
    return png(svg) if ending == ".png" else svg.encode()
