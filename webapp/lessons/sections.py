"""The body of a lesson cut into steps, and each step into prose and fences."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from webapp.lessons.characters import check_machine_text, meant
from webapp.lessons.prose import MARKDOWN

if TYPE_CHECKING:
    from markdown_it.token import Token

    from webapp.lessons.faults import Faults

ID: Final = re.compile(r"[a-z][a-z0-9-]{0,63}")
WORDS: Final = (
    *("predict", "quiz", "run", "demo", "compare", "task", "solution", "check", "keep"),
    *("near", "wrong", "hint", "goal", "note"),
)
"""The words that make a fence something for the machine."""

CODE: Final = ("", "text", "sh", "console", "dockerfile", "json", "yaml", "html", "toml")
"""The words of fences that are part of the prose and are never run."""

OPENING: Final = "start"
"""The id of the step above the first heading."""

MOST_STEPS: Final = 40
MOST_FENCES: Final = 400
_HEADING: Final = re.compile(r"(?P<title>.*\S)\s+\{#(?P<id>[^}]*)\}")


@dataclass(frozen=True, slots=True)
class Passage:
    """Prose as it stands in the file, and how many paragraphs and the like it has."""

    source: str
    line: int
    paragraphs: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Fence:
    """A fence with a word of ours; `body` holds its lines, the first is line `line` + 1."""

    word: str
    args: tuple[str, ...]
    body: tuple[str, ...]
    line: int

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.body)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the second rank and what stands under it."""

    id: str
    title: str
    line: int
    items: tuple[Passage | Fence, ...]


@dataclass(slots=True)
class _Draft:
    id: str
    title: str
    line: int
    items: list[Passage | Fence]
    prose: list[tuple[int, int]]


def cut(body: str, first: int, faults: Faults) -> tuple[Section, ...]:
    """The steps of a body whose first line is line `first` of the file."""
    lines = body.split("\n")
    draft = _Draft(OPENING, "", first, [], [])
    drafts = [draft]
    fences = 0
    tokens = MARKDOWN.parse(body)
    for number, token in enumerate(tokens):
        if token.map is None or token.nesting < 0:
            continue
        start, end = token.map
        if token.level and token.type == "fence" and token.info.split()[:1]:
            _refuse_nested(token, first + start, faults)
        if token.level:
            continue
        if token.type == "heading_open" and token.tag in {"h1", "h2"}:
            _end_prose(draft, lines, first)
            if token.tag == "h1" or token.markup != "##":
                faults.fault(first + start, "a step begins with `## `", "write `## Title {#id}`")
            draft = _heading(tokens[number + 1].content, first + start, faults)
            drafts.append(draft)
        elif token.type == "fence" and (fence := _fence(token, lines, first, faults)):
            _end_prose(draft, lines, first)
            draft.items.append(fence)
            fences += 1
        else:
            draft.prose.append((start, end))
    _end_prose(draft, lines, first)
    if len(drafts) > MOST_STEPS or fences > MOST_FENCES:
        faults.fault(
            first, f"a lesson has at most {MOST_STEPS} steps and {MOST_FENCES} fences", "split it"
        )
    if not drafts[0].items:
        drafts = drafts[1:]
    return tuple(Section(d.id, d.title, d.line, tuple(d.items)) for d in drafts)


def _end_prose(draft: _Draft, lines: list[str], first: int) -> None:
    if not draft.prose:
        return
    start, end = draft.prose[0][0], draft.prose[-1][1]
    paragraphs = tuple((first + a, "\n".join(lines[a:b])) for a, b in draft.prose)
    draft.items.append(Passage("\n".join(lines[start:end]), first + start, paragraphs))
    draft.prose.clear()


def _heading(content: str, line: int, faults: Faults) -> _Draft:
    found = _HEADING.fullmatch(content)
    if found is None:
        tail = content[content.rfind("｛") :] if "｛" in content else content[content.rfind("{") :]
        if any(meant(character) for character in tail):
            check_machine_text(tail, line, faults, quotes=False)
        else:
            faults.fault(line, "this heading has no id", "write it as `## Title {#an-id}`")
        return _Draft("", content, line, [], [])
    if check_id(found["id"], line, faults) and found["id"] == OPENING:
        mend = "choose another: it is that of what stands above the first heading"
        faults.fault(line, f"a step can't have the id `{OPENING}`", mend)
    return _Draft(found["id"], found["title"], line, [], [])


def check_id(name: str, line: int, faults: Faults) -> bool:
    """Whether `name` can be an id."""
    if ID.fullmatch(name):
        return True
    if check_machine_text(name, line, faults, quotes=False):
        faults.fault(
            line,
            f"`{name}` is no id",
            "begin with a small letter; small letters, digits and - follow",
        )
    return False


def _refuse_nested(token: Token, line: int, faults: Faults) -> None:
    word = token.info.split()[0]
    if word in WORDS:
        faults.fault(line, f"this `{word}` stands inside a list or quotation", "move it out")


def _fence(token: Token, lines: list[str], first: int, faults: Faults) -> Fence | None:
    """The fence of ours that `token` is, or None where it is code in the prose."""
    assert token.map is not None
    start, end = token.map
    line = first + start
    if not lines[end - 1].lstrip().startswith(token.markup) or end - 1 == start:
        faults.fault(line, "this fence never ends", f"close it with {token.markup}")
    words = token.info.split()
    if not words or words[0] in CODE:
        return None
    if not check_machine_text(token.info, line, faults, quotes=False):
        return Fence("", (), (), line)
    if words[0] not in WORDS:
        near = difflib.get_close_matches(words[0], WORDS, n=1)
        mend = f"did you mean `{near[0]}`?" if near else f"write one of {', '.join(WORDS)}"
        faults.fault(line, f"there is no fence `{words[0]}`", mend)
        return Fence("", (), (), line)
    body = token.content.split("\n")
    if body and not body[-1]:
        body.pop()
    return Fence(words[0], tuple(words[1:]), tuple(body), line)
