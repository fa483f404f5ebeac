"""Reads words: quoting, and everything that a dollar or a backquote opens."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from webapp.simulator.userland.shell.ansi_quotes import read_ansi_quotes
from webapp.simulator.userland.shell.syntax import (
    ArithmeticExpansion,
    CommandSubstitution,
    DoubleQuoted,
    Literal,
    Parameter,
    Part,
    Quoted,
    Sequence,
    Word,
)
from webapp.simulator.userland.shell.syntax_error import Fault, ShellSyntaxError

if TYPE_CHECKING:
    from collections.abc import Callable

    from webapp.simulator.userland.shell.dialect import Dialect

MAX_DEPTH = 50
"""Nesting of quotes, substitutions and compound commands; Python's own stack ends far later."""

METACHARACTERS = frozenset(" \t\n;&|<>()")
SPECIAL_PARAMETERS = frozenset("@*#?$!-0123456789")
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class Context(Enum):
    """Where text stands, which decides what ends it and what is special in it."""

    BARE = re.compile(r"[^ \t\n;&|<>()\\'\"$`]+")
    DOUBLE = re.compile(r"[^\"\\$`]+")
    BRACE = re.compile(r"[^}\\'\"$`]+")
    BRACE_DOUBLE = re.compile(r"[^}\\\"$`]+")
    HERE = re.compile(r"[^\\$`]+")
    ARITHMETIC = re.compile(r"[^()\\$`\"]+")
    REGEX = re.compile(r"[^ \t\n()\\'\"$`]+")


UNQUOTED = frozenset({Context.BARE, Context.BRACE, Context.REGEX})
_DOUBLE_ESCAPES = {
    Context.DOUBLE: '"\\$`',
    Context.HERE: "\\$`",
    Context.BRACE_DOUBLE: '"\\$`}',
    Context.ARITHMETIC: '\\$`"',
}


class Scanner:
    """A place in a script's text, and how to read the next word there.

    Those who know more fill in how the inside of ``$(…)``, of backquotes and of ``${…}`` is read.
    """

    def __init__(self, text: str, position: int, dialect: Dialect) -> None:
        self.text = text
        self.position = position
        self.dialect = dialect
        self.depth = 0
        self.first_line = 1
        self._origin = position
        self._no_arithmetic: set[int] = set()

    @property
    def line(self) -> int:
        """The line that the scanner is on, counted from `first_line`."""
        return self.first_line + self.text.count("\n", self._origin, self.position)

    def commands_until_parenthesis(self) -> Sequence:
        """Parse the commands of ``$(…)``; the parser knows how."""
        raise NotImplementedError

    def commands_of(self, text: str) -> Sequence:
        """Parse the commands between backquotes; the parser knows how."""
        raise NotImplementedError

    def word(self) -> Word:
        """Read one word in the open; the scanner stands on its first character."""
        start = self.position
        parts = self.parts(Context.BARE)
        return Word(parts, self.text[start : self.position])

    def parts(self, context: Context) -> tuple[Part, ...]:
        """Read the parts of a word until what ends it in `context`, which is not consumed."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ShellSyntaxError(Fault.DEPTH, line=self.line)
        found: list[Part] = []
        parentheses = 0
        ordinary = context.value
        text = self.text
        while self.position < len(text):
            run = ordinary.match(text, self.position)
            if run:
                self.position = run.end()
                _add(found, run.group(), quoted=False)
                continue
            character = text[self.position]
            if character == "$":
                self._dollar(found, context)
            elif character == "`":
                found.append(self._backquote(context))
            elif character == "\\":
                self._backslash(found, context)
            elif character == '"' and context not in (Context.DOUBLE, Context.HERE):
                if context is Context.ARITHMETIC:
                    self.position += 1
                else:
                    found.append(self._double_quotes())
            elif character == "'":
                found.append(self._single_quotes())
            elif character in "()" and context in (Context.ARITHMETIC, Context.REGEX):
                if character == ")" and not parentheses:
                    break
                parentheses += 1 if character == "(" else -1
                self.position += 1
                _add(found, character, quoted=False)
            elif character in " \t" and context is Context.REGEX and parentheses:
                self.position += 1
                _add(found, character, quoted=False)
            else:
                break
        self.depth -= 1
        return tuple(found)

    def _backslash(self, found: list[Part], context: Context) -> None:
        following = self.text[self.position + 1 : self.position + 2]
        if following == "\n":
            self.position += 2
            if self.position >= len(self.text):
                self.unfinished_line()
            return
        if not following:
            self.unfinished_line()
            self.position += 1
            _add(found, "\\", quoted=True)
            return
        self.position += 2
        if context in UNQUOTED or following in _DOUBLE_ESCAPES[context]:
            _add(found, following, quoted=True)
        else:
            _add(found, "\\" + following, quoted=True)

    def unfinished_line(self) -> None:
        """Called where the text ends behind a backslash; the parser minds when more may come."""

    def _single_quotes(self) -> Part:
        start = self.position
        end = self.text.find("'", start + 1)
        if end < 0:
            raise self._unterminated("'")
        self.position = end + 1
        return Quoted(self.text[start + 1 : end])

    def _double_quotes(self) -> Part:
        line = self.line
        self.position += 1
        parts = self.parts(Context.DOUBLE)
        if self.position >= len(self.text):
            raise self._unterminated('"', line)
        self.position += 1
        return DoubleQuoted(parts)

    def _unterminated(self, quote: str, line: int = 0) -> ShellSyntaxError:
        return ShellSyntaxError(Fault.QUOTE, quote, line=line or self.line, incomplete=True)

    def _backquote(self, context: Context) -> Part:
        line = self.line
        start = self.position
        escapes = '\\$`"' if context in (Context.DOUBLE, Context.BRACE_DOUBLE) else "\\$`"
        inside: list[str] = []
        self.position += 1
        while self.position < len(self.text):
            character = self.text[self.position]
            self.position += 1
            if character == "`":
                source = self.text[start : self.position]
                return CommandSubstitution(self.commands_of("".join(inside)), source)
            if character == "\\" and self.text[self.position : self.position + 1] in escapes:
                inside.append(self.text[self.position : self.position + 1])
                self.position += 1
            else:
                inside.append(character)
        raise ShellSyntaxError(Fault.BACKQUOTE, "`", line=line, incomplete=True)

    def _dollar(self, found: list[Part], context: Context) -> None:
        text, start = self.text, self.position
        following = text[start + 1 : start + 2]
        quotes_work = context in UNQUOTED
        if text.startswith("$((", start):
            found.append(self._arithmetic_or_commands())
        elif following == "(":
            found.append(self._command_substitution())
        elif following == "{":
            found.append(self.braced(context))
        elif following == "[" and self.dialect.dollar_bracket:
            found.append(self._bracket_arithmetic())
        elif following == "'" and quotes_work and self.dialect.ansi_quotes:
            value, end = read_ansi_quotes(text, start + 2)
            if end < 0:
                raise self._unterminated("'")
            self.position = end
            found.append(Quoted(value))
        elif following == '"' and quotes_work and self.dialect.indirection:
            self.position += 1
        elif following and following in SPECIAL_PARAMETERS:
            self.position += 2
            found.append(Parameter(following, source=text[start : self.position]))
        elif name := NAME.match(text, start + 1):
            self.position = name.end()
            found.append(Parameter(name.group(), source=name.group()))
        else:
            self.position += 1
            _add(found, "$", quoted=False)

    def _command_substitution(self) -> Part:
        start = self.position
        self.position += 2
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ShellSyntaxError(Fault.DEPTH, line=self.line)
        body = self.commands_until_parenthesis()
        self.depth -= 1
        return CommandSubstitution(body, self.text[start : self.position])

    def _arithmetic_or_commands(self) -> Part:
        """``$((`` opens arithmetic, unless what closes it shows that it was a subshell."""
        start = self.position
        line = self.line
        # What has proved to be no arithmetic isn't tried again when an outer one proves the same.
        behind = len(self.text) - start
        if behind not in self._no_arithmetic:
            self.position += 3
            expression = self._expression()
            if expression is not None:
                return ArithmeticExpansion(expression, self.text[start : self.position])
            if self.position >= len(self.text):
                raise ShellSyntaxError(Fault.ARITHMETIC, ")", line=line, incomplete=True)
            self._no_arithmetic.add(behind)
            self.position = start
        try:
            return self._command_substitution()
        except ShellSyntaxError as error:
            if error.incomplete:
                raise ShellSyntaxError(Fault.ARITHMETIC, ")", line=line, incomplete=True) from None
            raise

    def _expression(self) -> Word | None:
        """Read an expression and the ``))`` behind it, or None where that isn't what follows."""
        start = self.position
        parts = self.parts(Context.ARITHMETIC)
        if not self.text.startswith("))", self.position):
            return None
        self.position += 2
        return Word(parts, self.text[start : self.position - 2])

    def double_parenthesis(self) -> Word | None:
        """Read ``((expression))``, or leave the scanner where it was and return None."""
        start, line = self.position, self.line
        self.position += 2
        expression = self._expression()
        if expression is None:
            if self.position >= len(self.text):
                raise ShellSyntaxError(Fault.ARITHMETIC, ")", line=line, incomplete=True)
            self.position = start
        return expression

    def _bracket_arithmetic(self) -> Part:
        start = self.position
        end = self.text.find("]", start)
        if end < 0:
            raise ShellSyntaxError(Fault.ARITHMETIC, "]", line=self.line, incomplete=True)
        inner = type(self)(self.text[start + 2 : end], 0, self.dialect)
        inner.depth = self.depth
        expression = Word(inner.parts(Context.ARITHMETIC), self.text[start + 2 : end])
        self.position = end + 1
        return ArithmeticExpansion(expression, self.text[start : self.position])

    def braced(self, context: Context) -> Part:
        """Read ``${…}``; the parameter scanner knows how."""
        raise NotImplementedError


def _add(found: list[Part], text: str, *, quoted: bool) -> None:
    """Append text, joining it to a neighbour of its kind."""
    kind: Callable[[str], Part] = Quoted if quoted else Literal
    if found and isinstance(found[-1], Quoted if quoted else Literal):
        found[-1] = kind(found[-1].text + text)
    else:
        found.append(kind(text))
