"""Reads what stands between the braces of ``${…}``."""

from __future__ import annotations

import re

from webapp.simulator.userland.shell.scanner import (
    NAME,
    SPECIAL_PARAMETERS,
    UNQUOTED,
    Context,
    Scanner,
)
from webapp.simulator.userland.shell.syntax import Literal, NotSimulated, Parameter, Part, Word
from webapp.simulator.userland.shell.syntax_error import Fault, ShellSyntaxError

_DIGITS = re.compile(r"[0-9]+")
_OPERATORS = re.compile(r":?[-=?+]|%%?|##?|//?|\^\^?|,,?|@[A-Za-z]|:")


class ParameterScanner(Scanner):
    """A scanner that knows parameter expansions."""

    def braced(self, context: Context) -> Part:
        """Read ``${…}``; a form that makes no sense is complained of when it is expanded."""
        start, line = self.position, self.line
        text = self.text
        self.position += 2
        length = False
        indirect = False
        if text.startswith("#", self.position) and self._is_length(self.position + 1):
            length = True
            self.position += 1
        elif (
            self.dialect.indirection
            and text.startswith("!", self.position)
            and NAME.match(text, self.position + 1)
        ):
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
        inside = Context.BRACE if context in UNQUOTED else Context.BRACE_DOUBLE
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
        inside = Context.BRACE if context in UNQUOTED else Context.BRACE_DOUBLE
        self.parts(inside)
        if self.position >= len(self.text):
            raise ShellSyntaxError(Fault.BRACE, "}", line=line, incomplete=True)
        self.position += 1
        if self.dialect.name == "ash":
            raise ShellSyntaxError(Fault.BAD_SUBSTITUTION, line=self.line)
        return Parameter("", "bad", source=self.text[start : self.position])


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
