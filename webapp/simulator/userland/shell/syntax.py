"""The shape of a parsed script: words, redirections and commands as immutable values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Literal:
    """Text that was not quoted: it is open to tilde, brace and pathname expansion."""

    text: str


@dataclass(frozen=True, slots=True)
class Quoted:
    r"""Text from '…', $'…' or behind a backslash: it stands for itself."""

    text: str


@dataclass(frozen=True, slots=True)
class DoubleQuoted:
    """What stood between double quotes; an empty one still makes a field."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """``$name`` or ``${name…}``.

    `operator` is "" for the plain value, "length" for ``${#x}``, "indirect" for ``${!x}``, "bad"
    for a substitution whose error is only reported when it is expanded, "slice" for ``${x:o:l}``,
    else the operator as typed (``:-``, ``%%``, ``//`` ...). `argument` is the word behind
    the operator, `second` the replacement of ``/`` or the length of a slice.
    """

    name: str
    operator: str = ""
    argument: Word | None = None
    second: Word | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class CommandSubstitution:
    """``$(…)`` or backquotes: the commands whose output is meant."""

    body: Sequence
    source: str


@dataclass(frozen=True, slots=True)
class ArithmeticExpansion:
    """``$((…))``: an expression in which parameters and substitutions are expanded first."""

    expression: Word
    source: str


@dataclass(frozen=True, slots=True)
class NotSimulated:
    """Syntax that the real shell has and this one does not; `what` names it."""

    what: str


Part: TypeAlias = (
    Literal
    | Quoted
    | DoubleQuoted
    | Parameter
    | CommandSubstitution
    | ArithmeticExpansion
    | NotSimulated
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a command, and the text it was typed as."""

    parts: tuple[Part, ...]
    source: str = ""

    @property
    def literal(self) -> str | None:
        """The word's text if nothing in it is quoted or expanded, else None."""
        if not self.parts:
            return ""
        if len(self.parts) == 1 and isinstance(self.parts[0], Literal):
            return self.parts[0].text
        return None

    @property
    def is_quoted(self) -> bool:
        """Whether any of it was quoted (a here-document's delimiter, a case pattern)."""
        return any(isinstance(part, Quoted | DoubleQuoted) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Redirect:
    """One redirection.

    `operator` is one of ``< > >> >| <> <& >& &> &>> << <<< ``; `fd` None means the operator's own
    default. For a here-document `target` is its text as a word of quoted and expanded parts.
    """

    operator: str
    fd: int | None
    target: Word


@dataclass(frozen=True, slots=True)
class Assignment:
    """``name=value`` or ``name+=value`` in front of a command."""

    name: str
    value: Word
    append: bool = False


@dataclass(frozen=True, slots=True)
class Simple:
    """Assignments, words and redirections; any of the three may be empty."""

    assignments: tuple[Assignment, ...]
    words: tuple[Word, ...]
    redirects: tuple[Redirect, ...]
    line: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """One or more commands joined by pipes, perhaps with ``!`` in front."""

    commands: tuple[Command, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class AndOr:
    """Pipelines joined by ``&&`` and ``||``; `operators[i]` stands before `pipelines[i + 1]`."""

    pipelines: tuple[Pipeline, ...]
    operators: tuple[str, ...] = ()
    background: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Sequence:
    """Lists divided by ``;``, ``&`` or newlines."""

    items: tuple[AndOr, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """``{ …; }``."""

    body: Sequence
    redirects: tuple[Redirect, ...] = ()
    line: int = 1


@dataclass(frozen=True, slots=True)
class Subshell:
    """``( … )``."""

    body: Sequence
    redirects: tuple[Redirect, ...] = ()
    line: int = 1


@dataclass(frozen=True, slots=True)
class If:
    """``if``, each ``elif`` and ``else``; clauses are (condition, body)."""

    clauses: tuple[tuple[Sequence, Sequence], ...]
    otherwise: Sequence | None
    redirects: tuple[Redirect, ...] = ()
    line: int = 1


@dataclass(frozen=True, slots=True)
class While:
    """``while`` or ``until``."""

    condition: Sequence
    body: Sequence
    until: bool
    redirects: tuple[Redirect, ...] = ()
    line: int = 1


@dataclass(frozen=True, slots=True)
class For:
    """``for name in words``; `words` None means ``"$@"``."""

    name: str
    words: tuple[Word, ...] | None
    body: Sequence
    redirects: tuple[Redirect, ...] = ()
    line: int = 1


@dataclass(frozen=True, slots=True)
class ArithmeticFor:
    """``for ((first; test; step))``."""

    first: Word
    test: Word
    step: Word
    body: Sequence
    redirects: tuple[Redirect, ...] = ()
    line: int = 1


@dataclass(frozen=True, slots=True)
class CaseItem:
    """The patterns of one branch, what it runs, and how it ends: ``;;``, ``;&`` or ``;;&``."""

    patterns: tuple[Word, ...]
    body: Sequence
    ending: str = ";;"


@dataclass(frozen=True, slots=True)
class Case:
    """``case word in … esac``."""

    word: Word
    items: tuple[CaseItem, ...]
    redirects: tuple[Redirect, ...] = ()
    line: int = 1


@dataclass(frozen=True, slots=True)
class ArithmeticCommand:
    """``(( … ))``: status 0 when the value is not zero."""

    expression: Word
    redirects: tuple[Redirect, ...] = ()
    line: int = 1


@dataclass(frozen=True, slots=True)
class Conditional:
    """``[[ … ]]`` as its words; `operators` marks those that are ``&& || ( ) ! < >``."""

    words: tuple[Word, ...]
    operators: frozenset[int]
    redirects: tuple[Redirect, ...] = ()
    line: int = 1


@dataclass(frozen=True, slots=True)
class Function:
    """``name() command``."""

    name: str
    body: Command
    source: str
    line: int = 1


Compound: TypeAlias = (
    Group | Subshell | If | While | For | ArithmeticFor | Case | ArithmeticCommand | Conditional
)
Command: TypeAlias = Simple | Compound | Function
