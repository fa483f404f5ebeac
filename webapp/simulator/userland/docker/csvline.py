"""One line of comma-separated values, quoted as Go's encoding/csv has it."""

from __future__ import annotations


class CsvError(ValueError):
    """A line that is no CSV, in the words of Go's reader."""


def split(text: str) -> list[str]:
    """The fields of the first line that is not empty."""
    line = next((each for each in text.split("\n") if each not in {"", "\r"}), None)
    if line is None:
        raise CsvError("EOF")
    fields: list[str] = []
    at = 0
    while True:
        if line.startswith('"', at):
            field, at = _quoted(line, at)
        else:
            end = line.find(",", at)
            end = len(line) if end < 0 else end
            field = line[at:end]
            if '"' in field:
                column = len(line[: at + field.index('"')].encode()) + 1
                message = f'parse error on line 1, column {column}: bare " in non-quoted-field'
                raise CsvError(message)
            at = end
        fields.append(field)
        if at >= len(line):
            return fields
        at += 1


def _quoted(line: str, at: int) -> tuple[str, int]:
    field = ""
    start = at + 1
    while True:
        end = line.find('"', start)
        if end < 0:
            raise _unbalanced(line)
        field += line[start:end]
        if line.startswith('""', end):
            field += '"'
            start = end + 2
            continue
        if end + 1 < len(line) and line[end + 1] != ",":
            raise _unbalanced(line[:end])
        return field, end + 1


def _unbalanced(before: str) -> CsvError:
    column = len(before.encode()) + 1
    return CsvError(
        f'parse error on line 1, column {column}: extraneous or missing " in quoted-field',
    )
