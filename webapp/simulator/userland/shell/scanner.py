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
    NotSimulated,
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
_DIGITS = re.compile(r"[0-9]+")
_OPERATORS = re.compile(r":?[-=?+]|%%?|##?|//?|\^\^?|,,?|@[A-Za-z]|:")


class Context(Enum):
    """Where text stands, which decides what ends it and what is special in it."""

    BARE = re.compile(r"[^ \t\n;&|<>()\\'\"$`]+")
    DOUBLE = re.compile(r"[^\"\\$`]+")
    BRACE = re.compile(r"[^}\\'\"$`]+")
    BRACE_DOUBLE = re.compile(r"[^}\\\"$`]+")
    HERE = re.compile(r"[^\\$`]+")
    ARITHMETIC = re.compile(r"[^()\\$`\"]+")
    REGEX = re.compile(r"[^ \t\n()\\'\"$`]+")


_UNQUOTED = frozenset({Context.BARE, Context.BRACE, Context.REGEX})
_DOUBLE_ESCAPES = {
    Context.DOUBLE: '"\\$`',
    Context.HERE: "\\$`",
    Context.BRACE_DOUBLE: '"\\$`}',
    Context.ARITHMETIC: '\\$`"',
}


class Scanner:
    """A place in a script's text, and how to read the next word there.

    `commands` parses the inside of ``$(…)``: it is given a scanner at the first character inside and
    leaves it behind the closing parenthesis.
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
        if context in _UNQUOTED or following in _DOUBLE_ESCAPES[context]:
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
        quotes_work = context in _UNQUOTED
        if text.startswith("$((", start):
            found.append(self._arithmetic_or_commands())
        elif following == "(":
            found.append(self._command_substitution())
        elif following == "{":
            found.append(self._braced(context))
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

    def _braced(self, context: Context) -> Part:
        """Read ``${…}``; a form that makes no sense is kept and complained of when it is expanded."""
        start, line = self.position, self.line
        text = self.text
        self.position += 2
        length = False
        indirect = False
        if text.startswith("#", self.position) and self._is_length(self.position + 1):
            length = True
            self.position += 1
        elif text.startswith("!", self.position) and self.dialect.indirection:
            if NAME.match(text, self.position + 1):
                indirect = True
                self.position += 1
        name = self._parameter_name()
        if name is None:
            return self._bad(start, line, context)
        closing = text[self.position : self.position + 1]
        if closing == "}":
            self.position += 1
            operator = "length" if length else "indirect" if indirect else ""
            return Parameter(name, operator, source=text[start : self.position])
        if closing == "[" and self.dialect.indirection:
            self._bad(start, line, context)
            return NotSimulated("arrays")
        found = _OPERATORS.match(text, self.position)
        if found is None or length or indirect or not self._operator_known(found.group()):
            return self._bad(start, line, context)
        self.position = found.end()
        return self._operand(name, found.group(), start, line, context)

    def _is_length(self, position: int) -> bool:
        following = self.text[position : position + 1]
        if following == "}" or not following:
            return False
        if NAME.match(self.text, position):
            return True
        return following in SPECIAL_PARAMETERS and self.text[position + 1 : position + 2] == "}"

    def _parameter_name(self) -> str | None:
        match = NAME.match(self.text, self.position) or _DIGITS.match(self.text, self.position)
        if match:
            self.position = match.end()
            return match.group()
        character = self.text[self.position : self.position + 1]
        if character and character in SPECIAL_PARAMETERS:
            self.position += 1
            return character
        return None

    def _operator_known(self, operator: str) -> bool:
        if operator == ":" or operator.startswith("/"):
            return self.dialect.slices
        if operator[0] in "^,":
            return self.dialect.case_changes
        return operator[0] != "@"

    def _operand(self, name: str, operator: str, start: int, line: int, context: Context) -> Part:
        inside = Context.BRACE if context in _UNQUOTED else Context.BRACE_DOUBLE
        if inside is Context.BRACE_DOUBLE and operator[0] in "%#/":
            # Behind a pattern operator quotes quote, even between double quotes.
            inside = Context.BRACE
        first = self.position
        parts = self.parts(inside)
        argument = Word(parts, self.text[first : self.position])
        if self.position >= len(self.text):
            raise ShellSyntaxError(Fault.BRACE, "}", line=line, incomplete=True)
        self.position += 1
        source = self.text[start : self.position]
        second: Word | None = None
        if operator in ("/", "//"):
            argument, second = split_word(argument, "/")
            if (
                operator == "/"
                and self.dialect.name == "bash"
                and argument.source[:1] in ("#", "%")
            ):
                operator += argument.source[0]
                argument = _without_first(argument)
        elif operator == ":":
            operator = "slice"
            argument, second = split_word(argument, ":")
        return Parameter(name, operator, argument, second, source)

    def _bad(self, start: int, line: int, context: Context) -> Part:
        """Skip to the closing brace of a substitution that no shell of this dialect knows."""
        inside = Context.BRACE if context in _UNQUOTED else Context.BRACE_DOUBLE
        self.parts(inside)
        if self.position >= len(self.text):
            raise ShellSyntaxError(Fault.BRACE, "}", line=line, incomplete=True)
        self.position += 1
        if self.dialect.name == "ash":
            raise ShellSyntaxError(Fault.BAD_SUBSTITUTION, line=self.line)
        return Parameter("", "bad", source=self.text[start : self.position])


def _add(found: list[Part], text: str, *, quoted: bool) -> None:
    """Append text, joining it to a neighbour of its kind."""
    kind: Callable[[str], Part] = Quoted if quoted else Literal
    if found and isinstance(found[-1], Quoted if quoted else Literal):
        found[-1] = kind(found[-1].text + text)
    else:
        found.append(kind(text))


def split_word(word: Word, divider: str) -> tuple[Word, Word | None]:
    """Divide a word at the first unquoted `divider` behind its first character, or not at all."""
    for index, part in enumerate(word.parts):
        if isinstance(part, Literal):
            skip = 1 if index == 0 and divider == "/" else 0
            place = part.text.find(divider, skip)
            if place >= 0:
                left = (*word.parts[:index], *_literal(part.text[:place]))
                right = (*_literal(part.text[place + 1 :]), *word.parts[index + 1 :])
                return Word(left, word.source), Word(right, word.source)
    return word, None


def _literal(text: str) -> tuple[Part, ...]:
    return (Literal(text),) if text else ()


def _without_first(word: Word) -> Word:
    head = word.parts[0]
    if isinstance(head, Literal):
        return Word((*_literal(head.text[1:]), *word.parts[1:]), word.source[1:])
    return word
