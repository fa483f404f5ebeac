"""Reads a script for a subcommand: from a file, or from standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

MOST_BYTES = 4 << 20


class UnreadableScript(Exception):
    """A script could not be read; the message says which and why."""


def add_arguments(parser: ArgumentParser) -> None:
    """Add what subcommands that run a script take."""
    parser.add_argument("script", metavar="FILE|-", help="the script, or - for standard input")
    parser.add_argument(
        "--image",
        action="append",
        default=[],
        metavar="NAME",
        help="an image that is there from the start, beside busybox; may be given again",
    )


def read(arguments: Namespace) -> str:
    """The script's text; raises UnreadableScript."""
    name: str = arguments.script
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as fault:
        raise UnreadableScript(f"{name}: {fault.strerror}") from fault
    if len(data) > MOST_BYTES:
        raise UnreadableScript(f"{name}: a script may have {MOST_BYTES >> 20} MB at the most")
    try:
        return data.decode()
    except UnicodeDecodeError as fault:
        raise UnreadableScript(f"{name}: byte {fault.start} is not UTF-8") from fault


def images(arguments: Namespace) -> tuple[str, ...]:
    """The images of the first world."""
    return ("busybox", *(name for name in arguments.image if name != "busybox"))
