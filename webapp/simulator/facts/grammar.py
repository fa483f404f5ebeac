"""Reading one line as a fact, or saying why it is none and how to mend it."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Final, cast

import re2

from webapp.simulator.facts.forms import FORMS, OUTPUT, read_fields
from webapp.simulator.facts.values import Output

if TYPE_CHECKING:
    from webapp.simulator.facts.values import Fact, OutputComparison

LONGEST: Final = 500
"""The most characters that a fact may have."""

_DIVIDER: Final = re.compile(r"(?<=\S)  (?P<word>is|contains|matches)  (?=\S)")
_BLANKS: Final = re.compile(r" {2,}")


class FactError(ValueError):
    """A line that is no fact; `mend` says what to write instead."""

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend


def parse_fact(line: str) -> Fact:
    """The fact that `line` states.

    Raises FactError with the nearest form where it states none. Nothing is guessed at: case,
    blanks and quotes count.
    """
    if len(line) > LONGEST:
        raise FactError(f"a fact has at most {LONGEST} characters", "shorten it")
    if line.startswith("$"):
        return _output(line)
    for form in FORMS:
        fields = read_fields(form, line)
        if fields is not None:
            return form.build(fields)
    raise FactError("this is no fact", _nearest(line))


def _output(line: str) -> Output:
    """`$ command  word  text`: the last such word with two blanks on both sides divides."""
    if not line.startswith("$ ") or not line[2:].strip():
        raise FactError("a command stands behind `$ `", f"write `{OUTPUT}`")
    dividers = list(_DIVIDER.finditer(line))
    if not dividers:
        raise FactError(
            "nothing says what this command's output must be",
            f"write `{OUTPUT}`, with two blanks on each side of the word",
        )
    last = dividers[-1]
    command, text = line[2 : last.start()].strip(), line[last.end() :]
    if last["word"] == "matches":
        try:
            re2.compile(text, _quiet())
        except re2.error as error:
            raise FactError(
                f"`{text}` is no regular expression: {error}", "write it in re2's syntax"
            ) from None
    return Output(command, cast("OutputComparison", last["word"]), text)


def _quiet() -> re2.Options:
    options = re2.Options()
    options.log_errors = False
    return options


def _nearest(line: str) -> str:
    squeezed = _BLANKS.sub(" ", line).strip()
    if squeezed != line and any(read_fields(form, squeezed) is not None for form in FORMS):
        return f"write it with single blanks: `{squeezed}`"
    examples = [form.example for form in FORMS]
    close = difflib.get_close_matches(line, examples, n=1, cutoff=0.0)[0]
    form = next(form for form in FORMS if form.example == close)
    return f"the nearest form is `{form.written}`, as in `{form.example}`"
