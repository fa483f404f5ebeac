"""What BuildKit prints of a build: plain lines, or the last picture of its terminal display."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.userland.docker.tables import display_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webapp.simulator.engine.api import BuildStep, Built

_COLUMNS = 80
_TIME = "0.0s"
_STATUS = "status"


def _told(step: BuildStep) -> list[str]:
    """What the builder itself says below a step, such as `transferring context: 2B done`."""
    return [line.rstrip("\n") for stream, line in step.output if stream == _STATUS]


def _written(step: BuildStep) -> list[str]:
    """What the step's process wrote."""
    return [line.rstrip("\n") for stream, line in step.output if stream != _STATUS]


def plain(steps: Sequence[BuildStep]) -> str:
    """The log as `--progress=plain` prints it."""
    out = '#0 building with "default" instance using docker driver\n'
    for number, step in enumerate(steps, 1):
        written = _written(step)
        out += f"\n#{number} {step.title}\n"
        out += "".join(f"#{number} {line}\n" for line in _told(step))
        out += "".join(f"#{number} 0.1 {line}\n" for line in written)
        if step.error:
            out += f"#{number} ERROR: {step.error}\n"
        elif step.cached:
            out += f"#{number} CACHED\n"
        else:
            out += f"#{number} DONE {'0.1s' if written else _TIME}\n"
    return out


def display(steps: Sequence[BuildStep]) -> str:
    """The log as it stands on a terminal at the end."""
    count = f"({len(steps)}/{len(steps)})"
    head = f"[+] Building 0.1s {count} FINISHED"
    out = head + "docker:default".rjust(_COLUMNS - len(head)) + "\n"
    for step in steps:
        mark = "ERROR " if step.error else "CACHED " if step.cached else ""
        out += _line(f" => {mark}{step.title}")
        out += "".join(_line(f" => => {line.removesuffix(' done')}") for line in _told(step))
    return out


def _line(text: str) -> str:
    room = _COLUMNS - len(_TIME) - 1
    while display_width(text) > room - 1:
        text = text[:-1]
    return text + " " * (room - display_width(text)) + f" {_TIME}\n"


def failure(built: Built) -> str:
    """What follows the log of a build that failed: the step, its place in the file, the error."""
    out = ""
    failed = next((step for step in built.steps if step.error), None)
    if failed is not None:
        out += f"------\n > {failed.title}:\n"
        out += "".join(f"0.1 {line}\n" for line in _written(failed))
        out += "------\n"
    return f"{out}{built.excerpt}ERROR: failed to solve: {built.error}\n"
