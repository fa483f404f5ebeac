"""A small program: its options in each dialect, its body, and what a body works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.simulator.kernel.budget import BudgetExceeded
from webapp.simulator.kernel.errno import OsError
from webapp.simulator.userland.coreutils.dialect import BUSYBOX, GNU, Dialect
from webapp.simulator.userland.coreutils.options import (
    Grammar,
    MissingOption,
    OptionError,
    Options,
    parse,
)
from webapp.simulator.userland.coreutils.quoting import Name

if TYPE_CHECKING:
    from collections.abc import Callable

    from webapp.simulator.kernel.process import Wait
    from webapp.simulator.kernel.sys import Sys


_MOST = 1 << 40
"""Larger numbers than this mean nothing to any program here."""


class Stop(Exception):
    """A program ends here with this status; what there was to say has been said."""

    def __init__(self, status: int = 1) -> None:
        """Keep the exit status."""
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a program: its system calls, its dialect, and what it was asked."""

    command: Command
    sys: Sys
    dialect: Dialect
    options: Options

    @property
    def gnu(self) -> bool:
        """Whether this is GNU's program."""
        return self.dialect is GNU

    @property
    def operands(self) -> tuple[str, ...]:
        """The arguments that are no options."""
        return self.options.operands

    @property
    def name(self) -> str:
        """The name in front of messages."""
        return program_name(self.sys, self.dialect)

    def has(self, *keys: str) -> bool:
        """Whether any of these options was given."""
        return self.options.has(*keys)

    def number(self, key: str, default: int, *, base: int = 10) -> int:
        """The number given to an option; complains and ends the program where it is none."""
        text = self.options.value(key)
        if text is None:
            return default
        try:
            found = int(text[:20], base)
        except ValueError:
            raise self.stop("bad number", text) from None
        if not 0 <= found <= _MOST:
            raise self.stop("bad number", text)
        return found

    def say(self, key: str, path: str = "", error: OsError | str = "", **more: object) -> None:
        """Write a message of the dialect to standard error."""
        words = error.strerror if isinstance(error, OsError) else error
        names = {k: Name(v) if isinstance(v, str) else v for k, v in more.items()}
        template = self.dialect.message(self.command.name, key)
        self.sys.err(
            template.format(
                name=program_name(self.sys, self.dialect), path=Name(path), error=words, **names
            )
        )

    def stop(
        self, key: str, path: str = "", error: OsError | str = "", status: int = 1, **more: object
    ) -> Stop:
        """Write a message and give the exception that ends the program."""
        self.say(key, path, error, **more)
        return Stop(status)

    def bad_usage(self, words: str = "") -> Stop:
        """Complain about the usage, if there are words to do so, and end the program."""
        name = program_name(self.sys, self.dialect)
        if words:
            self.sys.err(f"{name}: {words}\n")
        if self.gnu and self.command.synopsis:
            self.sys.err(self.command.synopsis.format(name=name))
        self.sys.err(self.dialect.usage(name, self.command.name))
        return Stop(self.command.usage_status if self.gnu else self.command.busybox_usage_status)


@dataclass(frozen=True, slots=True)
class Command:
    """A program as it is declared; without a grammar, a dialect doesn't have it."""

    name: str
    body: Callable[[Run], int | Wait]
    gnu: Grammar | None = None
    busybox: Grammar | None = None
    usage_status: int = 1
    busybox_usage_status: int = 1
    rewrite: Callable[[tuple[str, ...], bool], tuple[str, ...]] | None = None
    """Puts old forms of options, such as ``head -3``, into today's; the flag says GNU."""
    synopsis: str = ""
    """What GNU's program says of its usage before it points to ``--help``."""


def program_name(sys: Sys, dialect: Dialect) -> str:
    """The name in front of messages: GNU's as it was called, busybox's the applet's."""
    return sys.argv[0] if dialect is GNU and sys.argv else sys.name


def start(command: Command, dialect: Dialect, sys: Sys) -> int | Wait:
    """Run a declared program."""
    grammar = command.gnu if dialect is GNU else command.busybox
    assert grammar is not None
    try:
        return _run(command, dialect, grammar, sys)
    except Stop as stop:
        return stop.status
    except MissingOption as missing:
        return sys.not_simulated(f"{command.name} {missing.option}")
    except (ValueError, ArithmeticError):
        return sys.not_simulated(f"{command.name} with such a number")
    except RecursionError:
        raise BudgetExceeded("directories nested deeper than the machine follows") from None


def _run(command: Command, dialect: Dialect, grammar: Grammar, sys: Sys) -> int | Wait:
    run = Run(command, sys, dialect, Options((), sys.args))
    if not grammar.raw and "--help" in sys.args[:1]:
        text = dialect.help(command.name)
        if text is None:
            raise MissingOption("--help")
        sys.err(text)
        return 0
    if dialect is GNU and not grammar.raw and "--version" in sys.args[:1]:
        raise MissingOption("--version")
    try:
        args = sys.args
        if command.rewrite is not None:
            args = command.rewrite(args, dialect is GNU)
        options = parse(grammar, args)
    except OptionError as error:
        raise run.bad_usage(error.text) from None
    run = Run(command, sys, dialect, options)
    try:
        return command.body(run)
    except OsError as error:
        # What no part of the program expected is a write that failed.
        run.say("write", "", error)
        return 1


__all__ = ["BUSYBOX", "GNU", "Command", "Grammar", "Run", "Stop", "start"]
