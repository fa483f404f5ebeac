"""Predictions and quizzes: a question, its choices, and why the right one is right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from webapp.lessons.characters import check_machine_text
from webapp.lessons.model import Choice, Predict, Quiz, Text
from webapp.lessons.prose import block_text, inline_text
from webapp.lessons.sections import check_id
from webapp.simulator.places import FORMS, parse_place

if TYPE_CHECKING:
    from webapp.lessons.faults import Faults
    from webapp.lessons.sections import Fence

_MARKED: Final = re.compile(r"- \[(?P<mark>[ x])\] (?P<text>\S.*)")
_UNMARKED: Final = re.compile(r"- (?P<text>\S.*)")
_BECAUSE: Final = re.compile(r"because:(?: (?P<text>.*))?")
# What a line that was meant as one of these begins with, so that a slip is not taken for prose.
_LIKE_CHOICE: Final = re.compile(r"\s*[-*+\u2013\uff0d]\s*[\[\uff3b\u3010]")
_LIKE_BECAUSE: Final = re.compile(r"\s*because\s*[:\uff1a]", re.IGNORECASE)
MOST_CHOICES: Final = 6


@dataclass(slots=True)
class _Parts:
    question: list[str]
    choices: list[tuple[str, str, int]]
    because: list[str]
    because_line: int


def _split(fence: Fence, faults: Faults, *, marked: bool) -> _Parts:
    """The lines of a question by what they are; `choices` hold mark, text and line."""
    parts = _Parts([], [], [], 0)
    pattern = _MARKED if marked else _UNMARKED
    for line, text in enumerate(fence.body, fence.line + 1):
        if parts.because_line:
            parts.because.append(text)
        elif found := _BECAUSE.fullmatch(text):
            parts.because_line = line
            parts.because.append(found["text"] or "")
        elif found := pattern.fullmatch(text) if marked or not _MARKED.match(text) else None:
            parts.choices.append((found["mark"] if marked else " ", found["text"], line))
        elif _LIKE_CHOICE.match(text) or text.startswith("- "):
            _refuse_choice(text, line, faults, marked=marked)
        elif _LIKE_BECAUSE.match(text):
            head = text[: text.lower().index("because") + len("because") + 1]
            if check_machine_text(head, line, faults, quotes=False):
                faults.fault(line, "this `because:` cannot be read", "write `because: …`")
        elif parts.choices and text.strip():
            faults.fault(line, "a choice is one line", "join it, or begin it with `- [ ] `")
        elif not parts.choices:
            parts.question.append(text)
    return parts


def _refuse_choice(text: str, line: int, faults: Faults, *, marked: bool) -> None:
    if not marked:
        faults.fault(line, "a translated choice has no mark", "write `- ` and the choice")
    elif check_machine_text(text[:6], line, faults, quotes=False):
        faults.fault(line, "this choice cannot be read", "write `- [ ] ` or `- [x] ` before it")


def _require(fence: Fence, parts: _Parts, faults: Faults) -> bool:
    before = len(faults.found)
    if not "".join(parts.question).strip():
        faults.fault(fence.line, "nothing is asked here", "write the question above the choices")
    if not 2 <= len(parts.choices) <= MOST_CHOICES:
        faults.fault(
            fence.line,
            f"a question has 2 to {MOST_CHOICES} choices",
            f"it has {len(parts.choices)}",
        )
    if not "".join(parts.because).strip():
        faults.fault(fence.line, "nothing says why", "end it with `because: …`")
    return len(faults.found) == before


def _choice(mark: str, text: str, line: int, faults: Faults, *, by_place: bool) -> Choice:
    right = mark == "x"
    if not by_place:
        return Choice(inline_text(text, line, faults), None, right)
    place = parse_place(text)
    if place is None and check_machine_text(text, line, faults, quotes=False):
        faults.fault(line, f"`{text}` is no place", f"write one of: {'; '.join(FORMS)}")
    return Choice(None, place, right)


def read_question(fence: Fence, faults: Faults) -> Predict | Quiz | None:
    """A `predict` or `quiz` fence: `ID [place]`, question, marked choices, `because:`."""
    before = len(faults.found)
    name, *words = fence.args or ("",)
    if not fence.args:
        faults.fault(fence.line, f"this {fence.word} has no id", f"write `{fence.word} an-id`")
    else:
        check_id(name, fence.line, faults)
    by_place = words == ["place"]
    if words and not by_place:
        faults.fault(fence.line, f"`{' '.join(words)}` is not known here", "only `place` is")
    parts = _split(fence, faults, marked=True)
    right = sum(mark == "x" for mark, _, _ in parts.choices)
    if parts.choices and right != 1:
        faults.fault(fence.line, f"{right} choices are right", "mark exactly one with `- [x] `")
    choices = tuple(_choice(*given, faults, by_place=by_place) for given in parts.choices)
    if len(faults.found) > before or not _require(fence, parts, faults):
        return None
    if len({choice.place or (choice.text and choice.text.source) for choice in choices}) < len(
        choices
    ):
        faults.fault(fence.line, "two choices are the same", "keep one")
        return None
    kind = Quiz if fence.word == "quiz" else Predict
    return kind(name, _question(fence, parts, faults), choices, _because(parts, faults), fence.line)


def _question(fence: Fence, parts: _Parts, faults: Faults) -> Text:
    return block_text("\n".join(parts.question), fence.line + 1, faults)


def _because(parts: _Parts, faults: Faults) -> Text:
    return block_text("\n".join(parts.because), parts.because_line, faults)


def translate_question(original: Predict, fence: Fence, faults: Faults) -> Predict | None:
    """The original in the words of a translation: its choices in their order, without marks.

    Places need no translation; the choices of such a question are left out.
    """
    parts = _split(fence, faults, marked=False)
    wanted = 0 if original.by_place else len(original.choices)
    if len(parts.choices) != wanted:
        faults.fault(
            fence.line, f"{len(parts.choices)} choices translate {wanted}", "write each, in order"
        )
        return None
    if len(fence.args) != 1:
        faults.fault(fence.line, "only the id stands behind this word", "leave the rest out")
        return None
    if not "".join(parts.question).strip() or not "".join(parts.because).strip():
        faults.fault(fence.line, "the question or its `because:` is missing", "translate both")
        return None
    choices = original.choices
    if wanted:
        choices = tuple(
            Choice(inline_text(text, line, faults), None, choice.right)
            for choice, (_, text, line) in zip(original.choices, parts.choices, strict=True)
        )
    question, because = _question(fence, parts, faults), _because(parts, faults)
    return type(original)(original.id, question, choices, because, fence.line)
