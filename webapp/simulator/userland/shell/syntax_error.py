"""What is wrong with a script's text, before any shell has put it into its own words."""

from __future__ import annotations

from enum import Enum


class Fault(Enum):
    """The kinds of mistake that shells tell apart."""

    UNEXPECTED = "unexpected"
    QUOTE = "quote"
    BACKQUOTE = "backquote"
    BRACE = "brace"
    ARITHMETIC = "arithmetic"
    FOR_NAME = "for name"
    FUNCTION_NAME = "function name"
    BAD_SUBSTITUTION = "bad substitution"
    CONDITIONAL = "conditional"
    ARITHMETIC_FOR = "arithmetic for"
    DEPTH = "depth"
    NOT_SIMULATED = "not simulated"


class ShellSyntaxError(Exception):
    """A script that cannot be read.

    `token` is what stood there: an operator or reserved word as typed, or one of "word", "newline",
    "redirection" and "end of file". `expecting` is the one token that would have been right, or "".
    `incomplete` says that more text could still make it right.
    """

    def __init__(
        self,
        fault: Fault,
        token: str = "",
        *,
        expecting: str = "",
        line: int = 1,
        incomplete: bool = False,
        reserved: bool = True,
    ) -> None:
        super().__init__(fault.value, token, expecting, line)
        self.fault = fault
        self.token = token
        self.expecting = expecting
        self.line = line
        self.incomplete = incomplete
        self.reserved = reserved
        """False when `token` is the text of an ordinary word, which only bash repeats."""

    @property
    def at_end(self) -> bool:
        """Whether it was the end of the text that should not have been there."""
        return self.fault is Fault.UNEXPECTED and self.token == "end of file"  # noqa: S105
