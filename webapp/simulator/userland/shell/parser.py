"""The grammar: from a script's tokens to its commands, a line at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.simulator.userland.shell.compound_parser import CLOSING, CompoundParser
from webapp.simulator.userland.shell.syntax import AndOr, Pipeline, Sequence
from webapp.simulator.userland.shell.syntax_error import Fault, ShellSyntaxError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from webapp.simulator.userland.shell.dialect import Dialect


@dataclass(frozen=True, slots=True)
class ParsedLine:
    """The commands of one line, None at the end of the script, and where the next line begins.

    `open_here_documents` holds the (line, delimiter) of those that the script's end has closed.
    """

    commands: Sequence | None
    end: int
    lines: int
    open_here_documents: tuple[tuple[int, str], ...] = ()


class Parser(CompoundParser):
    """Reads lists, and with them whole scripts."""

    def next_line(self) -> ParsedLine:
        """Read one line's commands, and the lines that belong to them."""
        items: list[AndOr] = []
        while True:
            token = self.peek()
            if token.kind == "newline":
                self.take()
                if items:
                    break
                continue
            if token.kind == "end":
                if not items:
                    return ParsedLine(None, self.position - self.grown, self.line)
                break
            items.append(self.and_or())
            following = self.peek()
            if following.kind not in ("newline", "end") and not items[-1].background:
                if not following.is_operator(";"):
                    raise self.unexpected(following)
                self.take()
        return ParsedLine(
            Sequence(tuple(items)),
            self.position - self.grown,
            self.line,
            tuple(self.here_documents_without_end),
        )

    def and_or(self) -> AndOr:
        """Read pipelines joined by ``&&`` and ``||``, and the ``&`` behind them."""
        start = self.peek().start
        pipelines: list[Pipeline] = [self.pipeline()]
        operators: list[str] = []
        while self.peek().is_operator("&&", "||"):
            operators.append(self.take().text)
            self.skip_newlines()
            pipelines.append(self.pipeline())
        end = self.peek().start
        source = self.text[start:end].strip()
        background = self.peek().is_operator("&")
        if background:
            self.take()
        return AndOr(tuple(pipelines), tuple(operators), background, source)

    def compound_list(self, *ends: str) -> Sequence:
        """Read commands until one of the reserved words or operators `ends`, left where it is."""
        items: list[AndOr] = []
        self.skip_newlines()
        while True:
            self.expand_aliases()
            token = self.peek()
            if items and (token.literal in ends or token.is_operator(*ends)):
                break
            if token.kind == "end" or (items and token.literal in CLOSING):
                raise self.unexpected(token, expecting=self.expected(ends))
            items.append(self.and_or())
            following = self.peek()
            if following.kind == "newline":
                self.skip_newlines()
            elif following.is_operator(";"):
                self.take()
                self.skip_newlines()
            elif items[-1].background:
                self.skip_newlines()
            elif not (following.literal in ends or following.is_operator(*ends)):
                raise self.unexpected(following, expecting=self.expected(ends))
        return Sequence(tuple(items))

    def commands_until_parenthesis(self) -> Sequence:
        pending = self.set_pending_aside()
        self.skip_newlines()
        try:
            empty = self.peek().is_operator(")")
            body = Sequence(()) if empty else self.compound_list(")")
        except ShellSyntaxError as error:
            if error.incomplete and self.dialect.name == "bash" and error.at_end:
                error.fault, error.token = Fault.QUOTE, ")"
            raise
        self.take()
        self.bring_pending_back(pending)
        return body

    def commands_of(self, text: str) -> Sequence:
        inner = Parser(text, 0, self.dialect, aliases=self.aliases)
        inner.depth = self.depth + 1
        inner.first_line = self.line
        items: list[AndOr] = []
        try:
            while (line := inner.next_line()).commands is not None:
                items.extend(line.commands.items)
        except ShellSyntaxError as error:
            error.incomplete = False
            raise
        return Sequence(tuple(items))


def parse_line(
    text: str,
    position: int,
    dialect: Dialect,
    *,
    aliases: Mapping[str, str] | None = None,
    first_line: int = 1,
    more_may_come: bool = False,
) -> ParsedLine:
    """Read the next line of commands from `position` on.

    Raises ShellSyntaxError; its `incomplete` says whether more text could mend it.
    """
    if dialect.name == "bash" and not more_may_come and text[-1:] not in ("\n", "\\"):
        # bash reads ``-c`` as if a newline stood behind it.
        text += "\n"
    parser = Parser(text, position, dialect, aliases=aliases, more_may_come=more_may_come)
    parser.first_line = first_line
    return parser.next_line()


def parse_script(text: str, dialect: Dialect) -> Sequence:
    """Read a whole script at once, without aliases."""
    items: list[AndOr] = []
    line = ParsedLine(None, 0, 1)
    while True:
        line = parse_line(text, line.end, dialect, first_line=line.lines)
        if line.commands is None:
            return Sequence(tuple(items))
        items.extend(line.commands.items)


def is_complete(text: str, dialect: Dialect) -> bool:
    """Whether a shell that read `text` from a terminal would run it (or complain), not read on."""
    line = ParsedLine(None, 0, 1)
    if not text.endswith("\n"):
        text += "\n"
    try:
        while True:
            line = parse_line(text, line.end, dialect, more_may_come=True)
            if line.commands is None:
                return True
    except ShellSyntaxError as error:
        return not error.incomplete
