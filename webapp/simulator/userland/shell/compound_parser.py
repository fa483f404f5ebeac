"""The grammar of pipelines and of the commands in them."""

from __future__ import annotations

from dataclasses import replace

from webapp.simulator.userland.shell.scanner import MAX_DEPTH, NAME
from webapp.simulator.userland.shell.simple_parser import SimpleParser
from webapp.simulator.userland.shell.syntax import (
    AndOr,
    ArithmeticCommand,
    ArithmeticFor,
    Case,
    CaseItem,
    Command,
    Compound,
    For,
    Function,
    Group,
    If,
    Literal,
    Pipeline,
    Redirect,
    Sequence,
    Simple,
    Subshell,
    While,
    Word,
)
from webapp.simulator.userland.shell.syntax_error import Fault, ShellSyntaxError
from webapp.simulator.userland.shell.tokens import REDIRECTIONS, Token

CLOSING = frozenset(["then", "elif", "else", "fi", "do", "done", "esac", "}"])
_UNSUPPORTED = frozenset({"select", "coproc"})


class CompoundParser(SimpleParser):
    """Reads pipelines, compound commands and function definitions."""

    def and_or(self) -> AndOr:
        """Read an and-or list; see the parser."""
        raise NotImplementedError

    def compound_list(self, *ends: str) -> Sequence:
        """Read a list inside a compound command; see the parser."""
        raise NotImplementedError

    def pipeline(self) -> Pipeline:
        """Read commands joined by ``|``."""
        negated = False
        self.expand_aliases()
        while self.peek().literal == "!":
            self.take()
            negated = not negated
            self.expand_aliases()
        if negated and self.dialect.name == "bash" and self._ends_pipeline(self.peek()):
            line = self.peek().line
            return Pipeline((Simple((), (), (), line),), negated)
        commands = [self.command()]
        while self.peek().is_operator("|", "|&"):
            if self.take().text == "|&":
                commands[-1] = _with_errors_piped(commands[-1])
            self.skip_newlines()
            commands.append(self.command())
        return Pipeline(tuple(commands), negated)

    def _ends_pipeline(self, token: Token) -> bool:
        return token.kind in ("newline", "end") or token.is_operator(";", "&", ")", "&&", "||")

    def command(self) -> Command:
        """Read one command of any kind."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ShellSyntaxError(Fault.DEPTH, line=self.line)
        self.expand_aliases()
        token = self.peek()
        compound = self._compound(token)
        found: Command
        if compound is not None:
            found = self._redirected(compound)
        else:
            if token.literal in CLOSING:
                raise self.unexpected(token)
            if self._function_word(token):
                found = self._function_after_word()
            else:
                found = self._simple_or_function(token)
        self.depth -= 1
        return found

    def _compound(self, token: Token) -> Compound | None:
        if token.is_operator("("):
            return self._parenthesis()
        match token.literal:
            case "{":
                line = self.take().line
                body = self.compound_list("}")
                self.take()
                return Group(body, line=line)
            case "if":
                return self._if()
            case "while" | "until":
                return self._while()
            case "for":
                return self._for()
            case "case":
                return self._case()
            case "[[" if self.dialect.double_bracket_grammar:
                return self.conditional()
            case word if word in _UNSUPPORTED and self.dialect.name == "bash":
                raise ShellSyntaxError(Fault.NOT_SIMULATED, word or "", line=token.line)
        return None

    def _redirected(self, command: Compound) -> Compound:
        redirects: list[Redirect] = []
        while self.peek().is_operator(*REDIRECTIONS):
            redirects.append(self.redirect())
        if not redirects:
            return command
        return replace(command, redirects=(*command.redirects, *redirects))

    def _parenthesis(self) -> Compound:
        token = self.peek()
        if self.dialect.double_parenthesis and self.text.startswith("((", token.start):
            self.forget()
            expression = self.double_parenthesis()
            if expression is not None:
                return ArithmeticCommand(expression, line=token.line)
        self.take()
        body = self.compound_list(")")
        self.take()
        return Subshell(body, line=token.line)

    def expect(self, word: str) -> Token:
        """Take the reserved word or operator `word`, or complain of what is there."""
        token = self.peek()
        if token.literal != word and not token.is_operator(word):
            raise self.unexpected(token, expecting=word)
        return self.take()

    def _if(self) -> Compound:
        line = self.take().line
        clauses: list[tuple[Sequence, Sequence]] = []
        otherwise: Sequence | None = None
        condition = self.compound_list("then")
        while True:
            self.expect("then")
            clauses.append((condition, self.compound_list("elif", "else", "fi")))
            token = self.take()
            if token.literal == "elif":
                condition = self.compound_list("then")
                continue
            if token.literal == "else":
                otherwise = self.compound_list("fi")
                self.expect("fi")
            return If(tuple(clauses), otherwise, line=line)

    def _while(self) -> Compound:
        token = self.take()
        condition = self.compound_list("do")
        return While(condition, self._do_group(), token.literal == "until", line=token.line)

    def _do_group(self) -> Sequence:
        self.expect("do")
        body = self.compound_list("done")
        self.expect("done")
        return body

    def _for(self) -> Compound:
        line = self.take().line
        token = self.peek()
        if self.dialect.double_parenthesis and token.is_operator("("):
            return self._arithmetic_for(line)
        name = token.literal
        if token.kind == "word" and (name is None or not NAME.fullmatch(name)):
            raise ShellSyntaxError(
                Fault.FOR_NAME, token.word.source if token.word else "", line=line
            )
        if token.kind != "word" or name is None:
            if self.dialect.name == "bash":
                raise self.unexpected(token)
            ends = token.kind == "end"
            raise ShellSyntaxError(Fault.FOR_NAME, line=line, incomplete=ends)
        self.take()
        words: tuple[Word, ...] | None = None
        if self.peek().is_operator(";"):
            self.take()
            self.skip_newlines()
        else:
            self.skip_newlines()
            if self.peek().literal == "in":
                self.take()
                words = self._words_to_line_end()
        if self.dialect.name == "bash" and self.peek().literal == "{":
            return For(name, words, self._braced_body(), line=line)
        return For(name, words, self._do_group(), line=line)

    def _words_to_line_end(self) -> tuple[Word, ...]:
        words: list[Word] = []
        while self.peek().kind == "word":
            word = self.take().word
            if word is not None:
                words.append(word)
        token = self.peek()
        if token.kind != "newline" and not token.is_operator(";"):
            raise self.unexpected(token)
        self.take()
        self.skip_newlines()
        return tuple(words)

    def _braced_body(self) -> Sequence:
        self.take()
        body = self.compound_list("}")
        self.expect("}")
        return body

    def _arithmetic_for(self, line: int) -> Compound:
        self.forget()
        start = self.position
        if not self.text.startswith("((", start):
            raise self.unexpected(self.peek())
        expression = self.double_parenthesis()
        if expression is None:
            raise self.unexpected(self.peek())
        pieces = expression.source.split(";")
        if len(pieces) != 3:
            raise ShellSyntaxError(
                Fault.ARITHMETIC_FOR, self.text[start : self.position].strip(), line=line
            )
        first, test, step = (self.expression_of(piece) for piece in pieces)
        if self.peek().is_operator(";"):
            self.take()
        self.skip_newlines()
        body = self._braced_body() if self.peek().literal == "{" else self._do_group()
        return ArithmeticFor(first, test, step, body, line=line)

    def _case(self) -> Compound:
        line = self.take().line
        token = self.take()
        if token.word is None:
            raise self.unexpected(token, expecting="word")
        self.skip_newlines()
        if self.peek().literal != "in":
            raise self.unexpected(self.peek(), expecting="in")
        self.take()
        items: list[CaseItem] = []
        self.skip_newlines()
        while self.peek().literal != "esac":
            items.append(self._case_item())
            self.skip_newlines()
        self.take()
        return Case(token.word, tuple(items), line=line)

    def _case_item(self) -> CaseItem:
        if self.peek().is_operator("("):
            self.take()
        patterns: list[Word] = []
        while True:
            token = self.peek()
            if token.word is None:
                expecting = ")" if token.kind == "end" else ""
                raise self.unexpected(token, expecting=expecting)
            patterns.append(token.word)
            self.take()
            if not self.peek().is_operator("|"):
                break
            self.take()
        if not self.peek().is_operator(")"):
            raise self.unexpected(self.peek(), expecting=")")
        self.take()
        self.skip_newlines()
        body = Sequence(())
        if not self.peek().is_operator(";;", ";&", ";;&") and self.peek().literal != "esac":
            body = self.compound_list(";;", ";&", ";;&", "esac")
        ending = self.take().text if self.peek().kind == "operator" else ";;"
        return CaseItem(tuple(patterns), body, ending)

    def _function_word(self, token: Token) -> bool:
        return token.literal == "function" and self.dialect.function_word

    def _function_after_word(self) -> Command:
        line = self.take().line
        token = self.take()
        if token.word is None:
            raise self.unexpected(token, expecting="word")
        if self.peek().is_operator("("):
            self.take()
            self.expect(")")
        return self._function_body(token.word.source, line)

    def _simple_or_function(self, token: Token) -> Command:
        found = self.simple()
        if found is not None:
            return found
        name = token.word.source if token.word else ""
        if self.dialect.name == "dash" and not NAME.fullmatch(name):
            raise ShellSyntaxError(Fault.FUNCTION_NAME, name, line=token.line)
        return self._function_body(name, token.line)

    def _function_body(self, name: str, line: int) -> Command:
        self.skip_newlines()
        start = self.peek().start
        if self.dialect.name == "bash" and not self._opens_compound(self.peek()):
            raise self.unexpected(self.peek())
        body = self.command()
        return Function(name, body, self.text[start : self.position].strip(), line)

    def _opens_compound(self, token: Token) -> bool:
        return token.is_operator("(") or token.literal in (
            "{",
            "if",
            "while",
            "until",
            "for",
            "case",
            "[[",
        )


def _with_errors_piped(command: Command) -> Command:
    """`a |& b` is `a 2>&1 | b`, the redirection coming last."""
    if isinstance(command, Function):
        return command
    to_stdout = Redirect(">&", 2, Word((Literal("1"),), "1"))
    return replace(command, redirects=(*command.redirects, to_stdout))
