"""Tasks, and the fences below them that belong to them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from webapp.lessons.characters import check_machine_text
from webapp.lessons.model import Check, Near, Script, Task, Text
from webapp.lessons.prose import block_text
from webapp.lessons.sections import check_id
from webapp.simulator.facts.grammar import FactError, parse_fact
from webapp.simulator.facts.values import NothingLeftBehind
from webapp.simulator.places import NAME

if TYPE_CHECKING:
    from webapp.lessons.faults import Faults
    from webapp.lessons.sections import Fence

PARTS: Final = ("solution", "check", "keep", "near", "wrong", "hint", "goal", "note")
"""The words of fences that belong to the task above them."""

MOST_LINES: Final = 60
LONGEST_LINE: Final = 2_000
_MOST: Final = {"solution": 6, "near": 16, "wrong": 48, "hint": 8, "note": 8, "check": 4, "keep": 4}
_OUTPUT_TEXT: Final = re.compile(r"  (?:is|contains|matches)  (?!.*  (?:is|contains|matches)  )")


@dataclass(slots=True)
class _NearDraft:
    check: Check
    text: Text
    wrongs: list[Script] = field(default_factory=list)


@dataclass(slots=True)
class TaskDraft:
    """A task while the fences below it are being read."""

    fence: Fence
    id: str = ""
    strict: bool = False
    focus: str | None = None
    counts: dict[str, int] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)
    keeps: list[Check] = field(default_factory=list)
    solutions: list[Script] = field(default_factory=list)
    nears: list[_NearDraft] = field(default_factory=list)
    hints: list[Text] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    goal: Text | None = None

    def finish(self, faults: Faults) -> Task:
        """The task, once nothing more belongs to it."""
        line = self.fence.line
        if not self.fence.text.strip():
            faults.fault(line, "this task says nothing", "say what is to be reached")
        if not self.checks:
            faults.warn(line, f"nothing checks the task `{self.id}`", "add a `check`")
        elif not self.solutions:
            faults.fault(line, f"nothing proves the task `{self.id}`", "add a `solution`")
        for near in self.nears:
            if not near.wrongs:
                faults.warn(near.check.line, "nothing proves this `near`", "add a `wrong` below it")
        if self.strict and self.checks:
            nothing = Check(NothingLeftBehind(), "nothing is left behind", line)
            self.checks.append(nothing)
        return Task(
            id=self.id,
            text=block_text(self.fence.text, line + 1, faults),
            checks=tuple(self.checks),
            keeps=tuple(self.keeps),
            solutions=tuple(self.solutions),
            nears=tuple(Near(near.check, near.text, tuple(near.wrongs)) for near in self.nears),
            hints=tuple(self.hints),
            goal=self.goal,
            notes=tuple(self.notes),
            strict=self.strict,
            focus=self.focus,
            line=line,
        )


def begin_task(fence: Fence, faults: Faults) -> TaskDraft:
    """A task by its first line: `task ID [strict] [focus NAME]`."""
    draft = TaskDraft(fence)
    words = list(fence.args)
    if not words:
        faults.fault(fence.line, "this task has no id", "write `task an-id`")
        return draft
    draft.id = words.pop(0)
    check_id(draft.id, fence.line, faults)
    while words:
        word = words.pop(0)
        if word == "strict" and not draft.strict:
            draft.strict = True
        elif word == "focus" and words and draft.focus is None:
            draft.focus = words.pop(0)
            if not re.fullmatch(NAME, draft.focus):
                faults.fault(fence.line, f"`{draft.focus}` names no container", "focus NAME")
        else:
            faults.fault(fence.line, f"`{word}` is not known here", "`strict` and `focus NAME` are")
    return draft


def add_part(draft: TaskDraft, fence: Fence, faults: Faults) -> None:
    """Take in a fence that belongs to the task."""
    word, line = fence.word, fence.line
    refuse_words(fence, faults)
    draft.counts[word] = draft.counts.get(word, 0) + 1
    if draft.counts[word] > _MOST.get(word, 1):
        faults.fault(line, f"a task has at most {_MOST.get(word, 1)} `{word}`", "leave some out")
        return
    if not fence.text.strip():
        faults.fault(line, f"this `{word}` is empty", "fill it, or leave it out")
    elif word == "solution":
        draft.solutions.append(read_script(fence, faults))
    elif word in {"check", "keep"}:
        into = draft.checks if word == "check" else draft.keeps
        into.extend(read_checks(fence, faults))
    elif word == "near":
        if near := _near(fence, faults):
            draft.nears.append(near)
    elif word == "wrong":
        if draft.nears:
            draft.nears[-1].wrongs.append(read_script(fence, faults))
        else:
            faults.fault(line, "this `wrong` has no `near` above it", "put it below its `near`")
    elif word == "goal":
        draft.goal = block_text(fence.text, line + 1, faults)
    else:
        into_texts = draft.hints if word == "hint" else draft.notes
        into_texts.append(block_text(fence.text, line + 1, faults))


def refuse_words(fence: Fence, faults: Faults) -> None:
    """Note words behind a fence's first that say nothing."""
    if fence.args:
        faults.fault(fence.line, f"`{fence.args[0]}` is not known behind `{fence.word}`", "drop it")


def read_script(fence: Fence, faults: Faults) -> Script:
    """The commands of a fence, without blank lines around them."""
    body = list(fence.body)
    line = fence.line + 1
    while body and not body[0].strip():
        body.pop(0)
        line += 1
    while body and not body[-1].strip():
        body.pop()
    script = Script(tuple(body), line)
    check_script(script, faults)
    return script


def check_script(script: Script, faults: Faults) -> None:
    """Note what the machine cannot read in commands, and what is over the budget."""
    if len(script.lines) > MOST_LINES:
        faults.fault(script.line, f"a script has at most {MOST_LINES} lines", "split it")
    for line, text in enumerate(script.lines, script.line):
        if len(text) > LONGEST_LINE:
            faults.fault(line, f"a line has at most {LONGEST_LINE} characters", "shorten it")
        check_machine_text(text, line, faults)


def read_checks(fence: Fence, faults: Faults) -> list[Check]:
    """The facts of a fence, one a line."""
    checks = []
    if len(fence.body) > MOST_LINES:
        faults.fault(fence.line, f"a fence has at most {MOST_LINES} facts", "split it")
        return []
    for line, text in enumerate(fence.body, fence.line + 1):
        if text.strip() and (check := _check(text, line, faults)):
            checks.append(check)
    return checks


def _check(text: str, line: int, faults: Faults) -> Check | None:
    source = text.rstrip(" ")
    # What a command must print is the author's own text; all before it is the machine's.
    found = _OUTPUT_TEXT.search(source) if source.startswith("$") else None
    if not check_machine_text(source[: found.end()] if found else source, line, faults):
        return None
    if found and "\t" in source:
        faults.fault(line, "a tab stands where the machine reads", "write blanks, or match `\\t`")
        return None
    try:
        return Check(parse_fact(source), source, line)
    except FactError as error:
        faults.fault(line, f"{error.message}: `{source}`", error.mend)
        return None


def _near(fence: Fence, faults: Faults) -> _NearDraft | None:
    check = _check(fence.body[0], fence.line + 1, faults)
    sentence = "\n".join(fence.body[1:])
    if not sentence.strip():
        faults.fault(
            fence.line, "this `near` says nothing", "write the fact, and below it what to say"
        )
        return None
    text = block_text(sentence, fence.line + 2, faults)
    return _NearDraft(check, text) if check else None
