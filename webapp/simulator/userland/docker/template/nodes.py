"""The parts of a parsed template. `at` counts bytes; `text` is what Go prints of the node."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Dot:
    """`.`."""

    at: int
    text: str = "."


@dataclass(frozen=True, slots=True)
class Field:
    """`.A.B`, taken from dot."""

    at: int
    names: tuple[str, ...]

    @property
    def text(self) -> str:
        return "".join(f".{name}" for name in self.names)


@dataclass(frozen=True, slots=True)
class Variable:
    """`$x.A.B`; the first name is the variable's, `$` with it."""

    at: int
    names: tuple[str, ...]

    @property
    def text(self) -> str:
        return ".".join(self.names)


@dataclass(frozen=True, slots=True)
class Identifier:
    """A function's name."""

    at: int
    name: str

    @property
    def text(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Literal:
    """A string, number, boolean or nil."""

    at: int
    value: Any
    text: str


@dataclass(frozen=True, slots=True)
class Chain:
    """`(pipeline).A.B`."""

    at: int
    base: Operand
    names: tuple[str, ...]

    @property
    def text(self) -> str:
        base = f"({self.base.text})" if isinstance(self.base, Pipe) else self.base.text
        return base + "".join(f".{name}" for name in self.names)


@dataclass(frozen=True, slots=True)
class Command:
    """An operand, or a function with its arguments."""

    at: int
    args: tuple[Operand, ...]

    @property
    def text(self) -> str:
        shown = (f"({arg.text})" if isinstance(arg, Pipe) else arg.text for arg in self.args)
        return " ".join(shown)


@dataclass(frozen=True, slots=True)
class Pipe:
    """`$a, $b := command | command`; `assigns` is `=` in the place of `:=`."""

    at: int
    names: tuple[str, ...]
    assigns: bool
    commands: tuple[Command, ...]

    @property
    def text(self) -> str:
        head = ""
        if self.names:
            head = ", ".join(self.names) + (" = " if self.assigns else " := ")
        return head + " | ".join(command.text for command in self.commands)


Operand = Dot | Field | Variable | Identifier | Literal | Chain | Pipe


@dataclass(frozen=True, slots=True)
class Text:
    """Text between actions."""

    text: str


@dataclass(frozen=True, slots=True)
class Action:
    """`{{pipeline}}`: its value is printed, unless it only sets a variable."""

    pipe: Pipe


@dataclass(frozen=True, slots=True)
class Branch:
    """`{{if}}`, `{{with}}` or `{{range}}`, as `word` says, with what stands under `{{else}}`."""

    word: str
    pipe: Pipe
    body: tuple[Node, ...]
    otherwise: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Leave:
    """`{{break}}` or `{{continue}}`."""

    word: str


Node = Text | Action | Branch | Leave
