"""How a build fails: with the solver's message, and lines of the Dockerfile that it points to."""

from __future__ import annotations


class NotSimulated(Exception):
    """Something that a Dockerfile may say and this builder does not do."""

    def __init__(self, what: str) -> None:
        """Keep what it is, in a few words."""
        super().__init__(what)
        self.what = what


class BuildError(Exception):
    """The message that follows "failed to solve: ", and the lines of the Dockerfile meant by it.

    `short` is what the step itself shows, where that is less. `exit_code` is a RUN's.
    """

    def __init__(
        self,
        message: str,
        lines: tuple[int, int] | None = None,
        *,
        short: str = "",
        exit_code: int = 0,
    ) -> None:
        """Keep the message and where it points to (first and last line, from 1 on)."""
        super().__init__(message)
        self.message = message
        self.lines = lines
        self.short = short or message
        self.exit_code = exit_code

    def at(self, lines: tuple[int, int]) -> BuildError:
        """The same error, pointing to these lines unless it points somewhere already."""
        if self.lines is None:
            self.lines = lines
        return self


def parse_error(line: int, message: str) -> str:
    """The words for an instruction that cannot be."""
    return f"dockerfile parse error on line {line}: {message}"


def excerpt(name: str, text: str, lines: tuple[int, int]) -> str:
    """The part of a Dockerfile around `lines`, marked as BuildKit's clients mark it."""
    rows = text.split("\n")
    first, last = lines[0], min(lines[1], len(rows))
    start, end = first, last
    pad, padded = (4 if first == last else 2), 0
    while padded < pad:
        if start > 1:
            start -= 1
            padded += 1
        if end != len(rows):
            end += 1
            padded += 1
        padded += 1
    shown = [f"{name}:{first}", "-" * 20]
    for number in range(start, end + 1):
        mark = ">>>" if first <= number <= last else "   "
        shown.append(f" {number:3d} | {mark} {rows[number - 1]}")
    shown.append("-" * 20)
    return "\n".join(shown) + "\n"
