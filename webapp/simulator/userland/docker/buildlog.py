"""What BuildKit prints of a build: plain lines, or the last picture of its terminal display."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.simulator.userland.docker.tables import display_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webapp.simulator.engine.api import BuildStep, Built

_COLUMNS = 80
_TIME = "0.0s"
_MOST_CONTEXT_LINES = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One numbered part of the log: its title, lines below it, and how it ended."""

    title: str
    lines: tuple[str, ...] = ()
    cached: bool = False
    error: str = ""
    output: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sizes:
    """What the client sent, in bytes: the Dockerfile, .dockerignore, the context."""

    dockerfile: int
    ignore: int
    context: int


def parts(
    built: Built, name: str, sizes: Sizes, bases: Sequence[str], tags: Sequence[str]
) -> list[Part]:
    """The parts of a build's log, in BuildKit's order."""
    found = [_internal(f"load build definition from {name}", "dockerfile", sizes.dockerfile)]
    if not built.steps and built.image is None:
        return found
    found += [Part(f"[internal] load metadata for {base}") for base in bases]
    found.append(_internal("load .dockerignore", "context", sizes.ignore))
    steps = list(built.steps)
    while steps and "] FROM " in steps[0].title:
        found.append(_of_step(steps.pop(0)))
    if any(_reads_context(step.title) for step in steps):
        found.append(_internal("load build context", "context", sizes.context))
    found += [_of_step(step) for step in steps]
    if built.image is not None:
        lines = ("exporting layers", f"writing image {built.image}")
        names = tuple(f"naming to {tag}" for tag in tags)
        found.append(Part("exporting to image", (*lines, *names)))
    return found


def _internal(title: str, what: str, size: int) -> Part:
    shown = f"{size}B" if size < 1000 else f"{size / 1000:.2f}kB"
    return Part(f"[internal] {title}", (f"transferring {what}: {shown}",))


def _reads_context(title: str) -> bool:
    words = title.partition("] ")[2].split()
    return bool(words) and words[0] in {"COPY", "ADD"} and "--from=" not in title


def _of_step(step: BuildStep) -> Part:
    lines = tuple(line.rstrip("\n") for _, line in step.output)
    return Part(step.title, cached=step.cached, error=step.error, output=lines)


def plain(found: Sequence[Part]) -> str:
    """The log as `--progress=plain` prints it."""
    out = '#0 building with "default" instance using docker driver\n'
    for number, part in enumerate(found, 1):
        out += f"\n#{number} {part.title}\n"
        out += "".join(f"#{number} {line} done\n" for line in part.lines)
        out += "".join(f"#{number} 0.1 {line}\n" for line in part.output)
        if part.error:
            out += f"#{number} ERROR: {part.error}\n"
        elif part.cached:
            out += f"#{number} CACHED\n"
        else:
            out += f"#{number} DONE {'0.1s' if part.output else _TIME}\n"
    return out


def display(found: Sequence[Part]) -> str:
    """The log as it stands on a terminal at the end."""
    count = f"({len(found)}/{len(found)})"
    head = f"[+] Building 0.1s {count} FINISHED"
    out = head + "docker:default".rjust(_COLUMNS - len(head)) + "\n"
    for part in found:
        mark = "ERROR " if part.error else "CACHED " if part.cached else ""
        out += _line(f" => {mark}{part.title}")
        out += "".join(_line(f" => => {line}") for line in part.lines)
    return out


def _line(text: str) -> str:
    room = _COLUMNS - len(_TIME) - 1
    while display_width(text) > room - 1:
        text = text[:-1]
    return text + " " * (room - display_width(text)) + f" {_TIME}\n"


def failure(built: Built, name: str, dockerfile: str) -> str:
    """What follows the log of a build that failed: the step, its place in the file, the error."""
    out = ""
    failed = next((step for step in built.steps if step.error), None)
    if failed is not None:
        out += f"------\n > {failed.title}:\n"
        out += "".join(f"0.1 {line.rstrip(chr(10))}\n" for _, line in failed.output)
        out += "------\n"
    line = _line_of(built.error, failed.title if failed is not None else "", dockerfile)
    if line:
        out += _excerpt(name, dockerfile, *line)
    return f"{out}ERROR: failed to solve: {built.error}\n"


def _line_of(error: str, title: str, dockerfile: str) -> tuple[int, int] | None:
    """The first and last line of the instruction that failed."""
    prefix = "dockerfile parse error on line "
    if error.startswith(prefix):
        number = error.removeprefix(prefix).partition(":")[0]
        return (int(number), int(number)) if number.isdecimal() else None
    wanted = " ".join(title.partition("] ")[2].split())
    if not wanted:
        return None
    lines = dockerfile.split("\n")
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) - 1 and lines[end].rstrip().endswith("\\"):
            end += 1
        words = " ".join(line.rstrip().removesuffix("\\") for line in lines[start : end + 1])
        verb, _, rest = " ".join(words.split()).partition(" ")
        if wanted == f"{verb.upper()} {rest}":
            return start + 1, end + 1
        start = end + 1
    return None


def _excerpt(name: str, dockerfile: str, first: int, last: int) -> str:
    lines = dockerfile.split("\n")
    low = max(1, first - _MOST_CONTEXT_LINES // 2)
    high = min(len(lines), last + _MOST_CONTEXT_LINES // 2)
    span = f"{first}-{last}" if last > first else str(first)
    rule = "-" * 20
    out = f"{name}:{span}\n{rule}\n"
    for number in range(low, high + 1):
        mark = ">>>" if first <= number <= last else "   "
        out += f"{number:>4} | {mark} {lines[number - 1]}\n"
    return f"{out}{rule}\n"
