"""The shell machine's stack: what is left to do, as immutable values, the next thing on top."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from webapp.simulator.userland.shell.syntax import (
        AndOr,
        ArithmeticCommand,
        ArithmeticFor,
        Case,
        Command,
        Conditional,
        For,
        If,
        Sequence,
        Simple,
        While,
    )
    from webapp.simulator.userland.shell.variables import Variable


@dataclass(frozen=True, slots=True)
class Mode:
    """How a command runs: `tested` where -e doesn't count, `last` where the shell ends with it."""

    tested: bool = False
    last: bool = False


PLAIN = Mode()
TESTED = Mode(tested=True)


@dataclass(frozen=True, slots=True)
class ScriptText:
    """A script whose text is known: ``-c``, a file, eval, a trap; `kind` says which."""

    text: str
    kind: str
    position: int = 0
    line: int = 1
    mode: Mode = PLAIN
    name: str = ""


@dataclass(frozen=True, slots=True)
class ScriptInput:
    """Commands read from standard input, a line at a time; `buffer` is what is read and not run."""

    terminal: bool
    buffer: str = ""
    line: int = 1
    wanted_more: bool = False


@dataclass(frozen=True, slots=True)
class RunSequence:
    """Lists, from the one at `index` on."""

    body: Sequence
    index: int = 0
    mode: Mode = PLAIN


@dataclass(frozen=True, slots=True)
class RunAndOr:
    """An and-or list; the pipeline at `index` is next."""

    node: AndOr
    index: int = 0
    mode: Mode = PLAIN


@dataclass(frozen=True, slots=True)
class PipelineEnd:
    """Turns the status round after ``!``, and lets -e look at it."""

    negated: bool
    checked: bool
    mode: Mode


@dataclass(frozen=True, slots=True)
class RunCommand:
    """Any command that is not begun."""

    command: Command
    mode: Mode = PLAIN


@dataclass(frozen=True, slots=True)
class RunSimple:
    """A simple command whose substitutions have given `results` so far."""

    command: Simple
    mode: Mode
    results: tuple[str, ...] = ()
    substituted: int | None = None


@dataclass(frozen=True, slots=True)
class RunWords:
    """A builtin or program whose words are known (``command``); `path` is searched for it."""

    words: tuple[str, ...]
    mode: Mode
    path: str | None = None


@dataclass(frozen=True, slots=True)
class RunRedirected:
    """A compound command whose redirections are being expanded."""

    command: Command
    mode: Mode
    results: tuple[str, ...] = ()
    substituted: int | None = None


@dataclass(frozen=True, slots=True)
class RunIf:
    """Behind the condition of clause `index`."""

    node: If
    index: int
    mode: Mode


@dataclass(frozen=True, slots=True)
class RunWhile:
    """A loop: behind its condition (`asked`) or in front of it. `status` is the body's last."""

    node: While
    asked: bool
    status: int
    mode: Mode


@dataclass(frozen=True, slots=True)
class ForWords:
    """A ``for`` whose words are being expanded."""

    node: For
    mode: Mode
    results: tuple[str, ...] = ()
    substituted: int | None = None


@dataclass(frozen=True, slots=True)
class RunFor:
    """A ``for`` with its words; the one at `index` is next."""

    node: For
    words: tuple[str, ...]
    index: int
    mode: Mode


@dataclass(frozen=True, slots=True)
class RunArithmeticFor:
    """``for ((…))``: its `stage` is "first", "test" or "step"."""

    node: ArithmeticFor
    stage: str
    status: int
    mode: Mode
    results: tuple[str, ...] = ()
    substituted: int | None = None


@dataclass(frozen=True, slots=True)
class RunCase:
    """A ``case`` whose word, or the patterns of branch `index`, are being expanded."""

    node: Case
    mode: Mode
    results: tuple[str, ...] = ()
    substituted: int | None = None


@dataclass(frozen=True, slots=True)
class FallThrough:
    """Behind a branch that ended in ``;&``: the branch at `index` runs too."""

    node: Case
    index: int
    mode: Mode


@dataclass(frozen=True, slots=True)
class RunTest:
    """``(( ))`` or ``[[ ]]``."""

    node: ArithmeticCommand | Conditional
    results: tuple[str, ...] = ()
    substituted: int | None = None


@dataclass(frozen=True, slots=True)
class Children:
    """Waits for the processes of a pipeline; the last one's status counts."""

    pids: tuple[int, ...]
    statuses: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Capture:
    """Waits for the output of a command substitution; `output` is None until it has ended."""

    pid: int
    fd: int
    output: str | None = None


@dataclass(frozen=True, slots=True)
class RestoreFds:
    """Puts descriptors back: (descriptor, where it is kept or None if it was closed)."""

    saved: tuple[tuple[int, int | None], ...]


@dataclass(frozen=True, slots=True)
class RestoreVariables:
    """Puts variables back that were assigned in front of a command."""

    saved: tuple[tuple[str, Variable | None], ...]


@dataclass(frozen=True, slots=True)
class EndFunction:
    """Ends a function: the caller's parameters and what ``local`` covered come back."""

    name: str
    positional: tuple[str, ...]
    covered: tuple[tuple[str, Variable | None], ...] = ()


@dataclass(frozen=True, slots=True)
class EndSource:
    """Ends a sourced file; `positional` are the caller's parameters if the file got its own."""

    positional: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class EndEval:
    """Marks where an eval or a trap began; a trap puts `status` back."""

    status: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The read builtin, waiting for its line."""

    names: tuple[str, ...]
    raw: bool
    fd: int
    delimiter: str
    count: int | None
    prompt: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """The wait builtin; `wanted` is the process whose status is asked for."""

    pids: tuple[int, ...]
    wanted: int | None


@dataclass(frozen=True, slots=True)
class ChildStart:
    """The first thing a forked shell does: it takes no signals for its parent."""


@dataclass(frozen=True, slots=True)
class Finish:
    """The end of the shell, behind its EXIT trap."""

    status: int


Frame: TypeAlias = (
    ScriptText
    | ScriptInput
    | RunSequence
    | RunAndOr
    | PipelineEnd
    | RunCommand
    | RunSimple
    | RunWords
    | RunRedirected
    | RunIf
    | RunWhile
    | ForWords
    | RunFor
    | RunArithmeticFor
    | RunCase
    | FallThrough
    | RunTest
    | Children
    | Capture
    | RestoreFds
    | RestoreVariables
    | EndFunction
    | EndSource
    | EndEval
    | Reading
    | Waiting
    | ChildStart
    | Finish
)

Expanding: TypeAlias = RunSimple | RunRedirected | ForWords | RunArithmeticFor | RunCase | RunTest
"""Frames that expand words, and so keep the outputs of substitutions."""

LOOPS = (RunWhile, RunFor, RunArithmeticFor)
