"""Parses a Go template; what is wrong is said in the words of Go's parser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from webapp.simulator.userland.docker.quoting import quoted
from webapp.simulator.userland.docker.template import nodes
from webapp.simulator.userland.docker.template.lexer import KEYWORDS, Kind, Token, lex
from webapp.simulator.userland.docker.template.literals import LiteralError, number, unquoted

if TYPE_CHECKING:
    from collections.abc import Collection

_OPERANDS = frozenset(
    (
        Kind.BOOL,
        Kind.CHARACTER,
        Kind.DOT,
        Kind.FIELD,
        Kind.IDENTIFIER,
        Kind.NUMBER,
        Kind.NIL,
        Kind.RAW_STRING,
        Kind.STRING,
        Kind.VARIABLE,
        Kind.OPEN,
    )
)
_NOT_KEPT = re.compile(r"\{\{(?:- )?\s*(define|template|block)\b")
_DEEPEST = 60


class TemplateError(Exception):
    """A template that does not parse or run, in Go's words; `partial` was printed before."""

    partial: str = ""


class NotSimulatedError(Exception):
    """Something that Go's templates have and these have not."""


class _Parser:
    def __init__(self, source: str, functions: Collection[str], name: str) -> None:
        self.name = name
        self.tokens = lex(source)
        self.place = 0
        self.functions = functions
        self.variables = ["$"]
        self.loops = 0
        self.depth = 0
        self.action_line = 0

    # Tokens

    def next(self) -> Token:
        token = self.tokens[min(self.place, len(self.tokens) - 1)]
        self.place += 1
        return token

    def peek(self) -> Token:
        return self.tokens[min(self.place, len(self.tokens) - 1)]

    def skip_space(self) -> Token:
        while self.peek().kind is Kind.SPACE:
            self.place += 1
        return self.peek()

    def next_word(self) -> Token:
        self.skip_space()
        return self.next()

    def error(self, message: str, line: int | None = None) -> TemplateError:
        if line is None:
            line = self.tokens[min(max(self.place - 1, 0), len(self.tokens) - 1)].line
        return TemplateError(f"template: {self.name}:{line}: {message}")

    def unexpected(self, token: Token, context: str) -> TemplateError:
        if token.kind is Kind.ERROR:
            extra = ""
            if self.action_line and self.action_line != token.line:
                extra = f" in action started at {self.name}:{self.action_line}"
                if token.text.endswith(" action"):
                    extra = extra.removeprefix(" in action")
            return self.error(f"{token.text}{extra}", token.line)
        return self.error(f"unexpected {_shown(token)} in {context}", token.line)

    # Lists of nodes

    def parse(self) -> tuple[nodes.Node, ...]:
        body: list[nodes.Node] = []
        while self.peek().kind is not Kind.EOF:
            node = self.text_or_action()
            if isinstance(node, str):
                raise self.error(f"unexpected {{{{{node}}}}}")
            body.append(node)
        return tuple(body)

    def body(self) -> tuple[tuple[nodes.Node, ...], str]:
        """The nodes up to `{{end}}` or `{{else ...}}`, and which of them it was."""
        out: list[nodes.Node] = []
        while self.peek().kind is not Kind.EOF:
            node = self.text_or_action()
            if isinstance(node, str):
                return tuple(out), node
            out.append(node)
        raise self.error("unexpected EOF", self.peek().line)

    def text_or_action(self) -> nodes.Node | str:
        token = self.next()
        if token.kind is Kind.TEXT:
            return nodes.Text(token.text)
        if token.kind is Kind.LEFT:
            self.action_line = token.line
            node = self.action()
            self.action_line = 0
            return node
        raise self.unexpected(token, "input")

    def action(self) -> nodes.Node | str:
        token = self.skip_space()
        if token.kind is Kind.KEYWORD:
            self.next()
            match token.text:
                case "if" | "with" | "range":
                    return self.branch(token.text)
                case "end":
                    self.closed("end")
                    return "end"
                case "else":
                    return self.otherwise()
                case "break" | "continue":
                    self.closed(f"{{{{{token.text}}}}}")
                    if not self.loops:
                        raise self.error(f"{{{{{token.text}}}}} outside {{{{range}}}}", token.line)
                    return nodes.Leave(token.text)
                case _:
                    raise NotSimulatedError(f"{{{{{token.text}}}}} in a template")
        return nodes.Action(self.pipeline("command", Kind.RIGHT))

    def closed(self, context: str) -> None:
        token = self.next_word()
        if token.kind is not Kind.RIGHT:
            raise self.unexpected(token, context)

    def otherwise(self) -> str:
        token = self.skip_space()
        if token.kind is Kind.KEYWORD and token.text in {"if", "with"}:
            return f"else {token.text}"
        self.closed("else")
        return "else"

    def branch(self, word: str) -> nodes.Branch:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise NotSimulatedError(f"templates nested more than {_DEEPEST} deep")
        known = len(self.variables)
        pipe = self.pipeline(word, Kind.RIGHT)
        self.loops += word == "range"
        body, last = self.body()
        self.loops -= word == "range"
        other: tuple[nodes.Node, ...] = ()
        if last == f"else {word}":
            self.next_word()
            other = (self.branch(word),)
        elif last == "else":
            other, last = self.body()
            if last != "end":
                raise self.error(f"expected end; found {{{{{last}}}}}")
        elif last != "end":
            raise self.error(f"unexpected <{last.split()[1]}> in else")
        del self.variables[known:]
        self.depth -= 1
        return nodes.Branch(word, pipe, body, other)

    # Pipelines

    def pipeline(self, context: str, end: Kind) -> nodes.Pipe:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise NotSimulatedError(f"templates nested more than {_DEEPEST} deep")
        at = self.skip_space().at
        names, assigns = self.declarations(context)
        commands: list[nodes.Command] = []
        while True:
            token = self.next_word()
            if token.kind is end:
                break
            if token.kind not in _OPERANDS:
                raise self.unexpected(token, context)
            self.place -= 1
            commands.append(self.command())
        if not commands:
            raise self.error(f"missing value for {context}")
        for stage, command in enumerate(commands[1:], 2):
            if isinstance(command.args[0], nodes.Dot | nodes.Literal):
                raise self.error(f"non executable command in pipeline stage {stage}")
        self.depth -= 1
        return nodes.Pipe(at, names, assigns, tuple(commands))

    def declarations(self, context: str) -> tuple[tuple[str, ...], bool]:
        names: list[str] = []
        while self.skip_space().kind is Kind.VARIABLE:
            start = self.place
            variable = self.next()
            following = self.skip_space()
            if following.kind in {Kind.ASSIGN, Kind.DECLARE}:
                self.next()
                names.append(variable.text)
                self.variables.append(variable.text)
                return tuple(names), following.kind is Kind.ASSIGN
            if following.kind is not Kind.CHAR or following.text != ",":
                self.place = start
                break
            self.next()
            names.append(variable.text)
            self.variables.append(variable.text)
            if context != "range" or len(names) >= 2:
                raise self.error(f"too many declarations in {context}")
            if self.skip_space().kind not in {Kind.VARIABLE, Kind.RIGHT, Kind.CLOSE}:
                raise self.error("range can only initialize variables")
        return tuple(names), False

    def command(self) -> nodes.Command:
        at = self.skip_space().at
        args: list[nodes.Operand] = []
        while True:
            self.skip_space()
            operand = self.operand()
            if operand is not None:
                args.append(operand)
            token = self.next()
            if token.kind is Kind.SPACE:
                continue
            if token.kind in {Kind.RIGHT, Kind.CLOSE}:
                self.place -= 1
            elif token.kind is not Kind.PIPE:
                raise self.unexpected(token, "operand")
            break
        if not args:
            raise self.error("empty command")
        return nodes.Command(at, tuple(args))

    def operand(self) -> nodes.Operand | None:
        node = self.term()
        if node is None or self.peek().kind is not Kind.FIELD:
            return node
        at = self.peek().at
        names: tuple[str, ...] = ()
        while self.peek().kind is Kind.FIELD:
            names += (self.next().text[1:],)
        match node:
            case nodes.Field():
                return nodes.Field(at, node.names + names)
            case nodes.Variable():
                return nodes.Variable(at, node.names + names)
            case nodes.Literal():
                raise self.error(f"unexpected . after term {quoted(node.text)}")
            case nodes.Dot():
                raise self.error('unexpected . after term "."')
            case nodes.Identifier() | nodes.Chain() | nodes.Pipe():
                return nodes.Chain(at, node, names)

    def term(self) -> nodes.Operand | None:
        token = self.next_word()
        match token.kind:
            case Kind.IDENTIFIER:
                if token.text not in self.functions:
                    raise self.error(f"function {quoted(token.text)} not defined")
                return nodes.Identifier(token.at, token.text)
            case Kind.DOT:
                return nodes.Dot(token.at)
            case Kind.NIL:
                return nodes.Literal(token.at, None, "nil")
            case Kind.VARIABLE:
                if token.text not in self.variables:
                    raise self.error(f"undefined variable {quoted(token.text)}")
                return nodes.Variable(token.at, (token.text,))
            case Kind.FIELD:
                return nodes.Field(token.at, (token.text[1:],))
            case Kind.BOOL:
                return nodes.Literal(token.at, token.text == "true", token.text)
            case Kind.OPEN:
                return self.pipeline("parenthesized pipeline", Kind.CLOSE)
            case Kind.NUMBER | Kind.CHARACTER | Kind.STRING | Kind.RAW_STRING:
                return self.literal(token)
        self.place -= 1
        return None

    def literal(self, token: Token) -> nodes.Literal:
        try:
            if token.kind is Kind.NUMBER:
                return nodes.Literal(token.at, number(token.text), token.text)
            text = unquoted(token.text)
        except LiteralError as error:
            raise self.error(str(error)) from None
        value = ord(text) if token.kind is Kind.CHARACTER else text
        return nodes.Literal(token.at, value, token.text)


def _shown(token: Token) -> str:
    if token.kind is Kind.EOF:
        return "EOF"
    if token.kind in {Kind.KEYWORD, Kind.DOT, Kind.NIL} or token.text in KEYWORDS:
        return f"<{token.text}>"
    if len(token.text) > 10:
        return f"{quoted(token.text[:10])}..."
    return quoted(token.text)


def parse(source: str, functions: Collection[str], name: str = "") -> tuple[nodes.Node, ...]:
    """The nodes of a template. Raises TemplateError, or NotSimulatedError for `{{define}}`."""
    kept = _NOT_KEPT.search(source)
    if kept:
        raise NotSimulatedError(f"{{{{{kept.group(1)}}}}} in a template")
    return _Parser(source, functions, name).parse()
