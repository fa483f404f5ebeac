"""Lists as `--format` has them: tables aligned as Go's tabwriter does, JSON, templates."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from webapp.simulator.userland.docker.template.govalues import Struct
from webapp.simulator.userland.docker.template.template import Template, TemplateError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


_NARROWEST = 10
_PADDING = 3


class FormatError(Exception):
    """A format that is no template or does not fit the rows, in the client's words."""


def listing(form: str, headers: Mapping[str, str], rows: Iterable[Struct]) -> str:
    """Every row through the format: `table ...` with its header aligned, `json`, or a template.

    Raises FormatError; nothing is printed then.
    """
    table = form.startswith("table")
    source = form.removeprefix("table") if table else form
    if form == "json":
        source = "{{json .}}"
    source = source.strip(" ").replace("\\t", "\t").replace("\\n", "\n")
    try:
        template = Template.of(source)
        lines = "".join(f"{template.run(row)}\n" for row in rows)
    except TemplateError as error:
        raise FormatError(f"template parsing error: {error}") from None
    if not table:
        return lines
    return aligned(f"{_header(template, headers)}\n{lines}")


def _header(template: Template, headers: Mapping[str, str]) -> str:
    try:
        return template.header(
            Struct("SubHeaderContext", headers, methods={"Label": _label}, partial=True)
        )
    except TemplateError:
        return ""


def _label(name: str) -> str:
    """The header of a column that shows a label: the last part of its name."""
    return name.rpartition(".")[2].replace("-", " ").replace("_", " ")


def aligned(text: str, narrowest: int = _NARROWEST, padding: int = _PADDING) -> str:
    """Cells that end in a tab put under each other, as wide as the widest and 3 columns more.

    A column runs on over neighbouring lines that have it, and is 10 columns wide at least.
    """
    lines = [line.split("\t") for line in text.split("\n")]
    out: list[str] = []
    _align(lines, (0, len(lines)), [], out, (narrowest, padding))
    return "\n".join(out)


def _align(
    lines: list[list[str]],
    span: tuple[int, int],
    widths: list[int],
    out: list[str],
    limits: tuple[int, int],
) -> None:
    column = len(widths)
    start, end = span
    at = start
    while at < end:
        if column >= len(lines[at]) - 1:
            at += 1
            continue
        out.extend(_padded(line, widths) for line in lines[start:at])
        start = at
        width = limits[0]
        while at < end and column < len(lines[at]) - 1:
            width = max(width, display_width(lines[at][column]) + limits[1])
            at += 1
        _align(lines, (start, at), [*widths, width], out, limits)
        start = at
    out.extend(_padded(line, widths) for line in lines[start:end])


def _padded(cells: list[str], widths: list[int]) -> str:
    out = ""
    for number, cell in enumerate(cells):
        out += cell
        if number < len(widths):
            out += " " * (widths[number] - display_width(cell))
    return out


def display_width(text: str) -> int:
    """Columns of a terminal: two for an East Asian wide character."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def ellipsis(text: str, most: int) -> str:
    """The text cut to so many columns, with `…` where something is missing."""
    if display_width(text) <= most:
        return text
    out, width = "", 0
    for char in text:
        width += display_width(char)
        if width > most - 1:
            break
        out += char
    return out + "…"
