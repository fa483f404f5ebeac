"""Divides a script into operators and words, replaces aliases, and collects here-documents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.simulator.userland.shell.parameter_scanner import ParameterScanner
from webapp.simulator.userland.shell.scanner import Context
from webapp.simulator.userland.shell.syntax import Literal, Quoted, Word
from webapp.simulator.userland.shell.syntax_error import Fault, ShellSyntaxError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from webapp.simulator.userland.shell.dialect import Dialect

RESERVED = frozenset(
    [
        "if",
        "then",
        "elif",
        "else",
        "fi",
        "do",
        "done",
        "case",
        "esac",
        "while",
        "until",
        "for",
        "{",
        "}",
        "!",
        "in",
    ]
)
_BLANK = re.compile(r"(?:[ \t]|\\\n)*(?:#[^\n]*)?")
_DIGITS_BEFORE_REDIRECT = re.compile(r"[0-9]+(?=[<>])")
_OPERATORS = re.compile(r"&&|\|\||;;|<<-|<<|>>|<&|>&|<>|>\||[;&|<>()]")
_BASH_OPERATORS = re.compile(
    r"&&|\|\||;;&|;;|;&|&>>|&>|\|&|<<<|<<-|<<|>>|<&|>&|<>|>\||<\(|>\(|[;&|<>()]"
)
_ASH_OPERATORS = re.compile(r"&&|\|\||;;|&>>|&>|<<-|<<|>>|<&|>&|<>|>\||<\(|>\(|[;&|<>()]")
_MAX_ALIASES = 100
REDIRECTIONS = frozenset(["<", ">", ">>", ">|", "<>", "<&", ">&", "&>", "&>>", "<<", "<<-", "<<<"])


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is "operator", "word", "newline" or "end"; `text` an operator or the word as typed."""

    kind: str
    text: str
    start: int
    line: int
    word: Word | None = None
    fd: int | None = None

    @property
    def name(self) -> str:
        """The token as dash and ash call it in complaints."""
        if self.kind == "end":
            return "end of file"
        if self.kind == "newline":
            return "newline"
        if self.kind == "operator":
            return "redirection" if self.text in REDIRECTIONS else self.text
        return "word"

    def is_operator(self, *texts: str) -> bool:
        """Whether it is one of these operators."""
        return self.kind == "operator" and self.text in texts

    @property
    def literal(self) -> str | None:
        """The text of a word in which nothing is quoted, else None."""
        return self.word.literal if self.kind == "word" and self.word else None


@dataclass(slots=True)
class _HereDocument:
    word: Word
    delimiter: str
    quoted: bool
    strip_tabs: bool
    line: int


class Tokens(ParameterScanner):
    """The tokens of a script, one ahead.

    With `more_may_come` a here-document without its end is incomplete, not ended by the text's end.
    """

    def __init__(
        self,
        text: str,
        position: int,
        dialect: Dialect,
        *,
        aliases: Mapping[str, str] | None = None,
        more_may_come: bool = False,
    ) -> None:
        super().__init__(text, position, dialect)
        self.aliases: Mapping[str, str] = aliases or {}
        self.more_may_come = more_may_come
        self.here_documents_without_end: list[tuple[int, str]] = []
        self.grown = 0
        """By how much aliases have lengthened the text before the position."""
        self._pending: list[_HereDocument] = []
        self._ahead: Token | None = None
        self._active_aliases: list[tuple[str, int]] = []
        self._alias_count = 0
        self._next_word_too = -1
        if dialect.here_strings and dialect.name == "bash":
            self._operators = _BASH_OPERATORS
        else:
            self._operators = _ASH_OPERATORS if dialect.both_redirect else _OPERATORS

    def unfinished_line(self) -> None:
        if self.more_may_come:
            raise ShellSyntaxError(Fault.QUOTE, "\\", line=self.line, incomplete=True)

    def peek(self) -> Token:
        """The next token, left where it is."""
        if self._ahead is None:
            self._ahead = self._read()
        return self._ahead

    def take(self) -> Token:
        """The next token, consumed."""
        token = self.peek()
        self._ahead = None
        return token

    def forget(self) -> None:
        """Step back in front of the token that was peeked at."""
        if self._ahead is not None:
            self.position = self._ahead.start
            self._ahead = None

    def skip_newlines(self) -> None:
        """Consume newlines."""
        while self.peek().kind == "newline":
            self.take()

    def _read(self) -> Token:
        blank = _BLANK.match(self.text, self.position)
        if blank:
            self.position = blank.end()
            if self.text.startswith("\\\n", self.position - 2) and self.position == len(self.text):
                self.unfinished_line()
        start = self.position
        if start >= len(self.text):
            line = self.line
            self._read_here_documents()
            return Token("end", "", start, line)
        line = self.line
        if self.text[start] == "\n":
            self.position += 1
            self._read_here_documents()
            return Token("newline", "\n", start, line)
        digits = _DIGITS_BEFORE_REDIRECT.match(self.text, start)
        fd = int(digits.group()) if digits and len(digits.group()) < 5 else None
        place = digits.end() if digits and fd is not None else start
        operator = self._operators.match(self.text, place)
        if operator:
            self.position = operator.end()
            return Token("operator", operator.group(), start, line, fd=fd)
        return Token("word", "", start, line, self.word())

    def replace_alias(self) -> bool:
        """Put the value of the alias that is the next word in its place; False if it is none."""
        token = self.peek()
        name = token.literal
        if name is None or name not in self.aliases:
            return False
        behind = len(self.text) - self.position
        self._active_aliases = [
            (other, rest) for other, rest in self._active_aliases if behind > rest
        ]
        if any(other == name for other, _ in self._active_aliases):
            return False
        self._alias_count += 1
        if self._alias_count > _MAX_ALIASES:
            raise ShellSyntaxError(Fault.DEPTH, line=token.line)
        value = self.aliases[name]
        self.text = self.text[: token.start] + value + self.text[self.position :]
        self.grown += len(value) - (self.position - token.start)
        self._active_aliases.append((name, behind))
        self.position = token.start
        self._ahead = None
        self._next_word_too = behind if value[-1:] in (" ", "\t") else -1
        return True

    def next_word_is_aliased(self) -> bool:
        """Whether the alias replaced last ended in a blank and its text is now used up."""
        if self._next_word_too < 0:
            return False
        token = self.peek()
        if len(self.text) - token.start <= self._next_word_too:
            self._next_word_too = -1
            return True
        return False

    def here_document(self, operator: str, delimiter: Word) -> Word:
        """The word that will hold a here-document's text once the line has ended."""
        text = "".join(
            part.text if isinstance(part, Literal | Quoted) else "" for part in delimiter.parts
        )
        if any(not isinstance(part, Literal | Quoted) for part in delimiter.parts):
            text = _unquoted(delimiter.source)
        word = Word((), "")
        self._pending.append(
            _HereDocument(word, text, delimiter.is_quoted, operator == "<<-", self.line)
        )
        return word

    def set_pending_aside(self) -> list[_HereDocument]:
        """Begin an inner script, whose newlines don't start the outer one's here-documents."""
        pending, self._pending = self._pending, []
        return pending

    def bring_pending_back(self, pending: list[_HereDocument]) -> None:
        """End an inner script."""
        self._read_here_documents()
        self._pending = pending

    def _read_here_documents(self) -> None:
        pending, self._pending = self._pending, []
        for document in pending:
            lines: list[str] = []
            ended = False
            while self.position < len(self.text):
                end = self.text.find("\n", self.position)
                end = len(self.text) if end < 0 else end
                line = self.text[self.position : end]
                self.position = min(end + 1, len(self.text))
                if document.strip_tabs:
                    line = line.lstrip("\t")
                if line == document.delimiter:
                    ended = True
                    break
                lines.append(line + "\n")
            if not ended:
                if self.more_may_come:
                    raise ShellSyntaxError(Fault.QUOTE, "<<", line=self.line, incomplete=True)
                self.here_documents_without_end.append((document.line, document.delimiter))
                if lines and not self.text.endswith("\n"):
                    lines[-1] = lines[-1][:-1]
            body = "".join(lines)
            # The word was handed out when its operator was read; its text is only known now.
            object.__setattr__(document.word, "parts", self._here_parts(body, document.quoted))
            object.__setattr__(document.word, "source", body)

    def _here_parts(self, body: str, quoted: bool) -> tuple[Quoted, ...] | tuple[object, ...]:
        if quoted:
            return (Quoted(body),) if body else ()
        inner = type(self)(body, 0, self.dialect)
        inner.depth = self.depth
        return inner.parts(Context.HERE)


def _unquoted(source: str) -> str:
    return source.replace('"', "").replace("'", "").replace("\\", "")
