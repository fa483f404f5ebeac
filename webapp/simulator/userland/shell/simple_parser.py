"""The grammar of simple commands, redirections and ``[[ … ]]``."""

from __future__ import annotations

import re

from webapp.simulator.userland.shell.scanner import Context
from webapp.simulator.userland.shell.syntax import (
    Assignment,
    Compound,
    Conditional,
    Literal,
    Redirect,
    Simple,
    Word,
)
from webapp.simulator.userland.shell.syntax_error import Fault, ShellSyntaxError
from webapp.simulator.userland.shell.tokens import REDIRECTIONS, RESERVED, Token, Tokens

_ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(\+?)=")
_ARRAY_ELEMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\[")
_EOF_EXPECTING = frozenset({")", "}", "then", "fi", "do", "done"})


class SimpleParser(Tokens):
    """Reads the commands that are no compound ones."""

    def unexpected(self, token: Token, *, expecting: str = "") -> ShellSyntaxError:
        """The complaint about a token that can't stand where it does."""
        literal = token.literal
        name = token.name
        reserved = token.kind != "word" or literal in RESERVED
        if token.kind == "word":
            source = token.word.source if token.word else ""
            name = source if self.dialect.name == "bash" or reserved else "word"
        elif token.kind == "operator" and self.dialect.name == "bash":
            name = token.text
        return ShellSyntaxError(
            Fault.UNEXPECTED,
            name,
            expecting=expecting,
            line=token.line + (token.kind == "newline" and self.dialect.name != "bash"),
            incomplete=token.kind == "end",
            reserved=reserved,
        )

    def expected(self, ends: tuple[str, ...]) -> str:
        """The one word that a list should have ended with, as dash names it."""
        named = [end for end in ends if end in _EOF_EXPECTING]
        if "esac" in ends:
            return ";;"
        return named[-1] if named else ""

    def expand_aliases(self) -> None:
        """Replace the next word as long as it is an alias."""
        while self.replace_alias():
            pass

    def expression_of(self, text: str) -> Word:
        """Read arithmetic out of a piece of text."""
        inner = type(self)(text, 0, self.dialect)
        inner.depth = self.depth
        return Word(inner.parts(Context.ARITHMETIC), text)

    def simple(self) -> Simple | None:
        """Read a simple command; None when it was ``name()``, behind the parenthesis."""
        assignments: list[Assignment] = []
        words: list[Word] = []
        redirects: list[Redirect] = []
        first = self.peek()
        end = first.start
        while True:
            if words and self.next_word_is_aliased():
                self.expand_aliases()
            token = self.peek()
            if token.word is not None:
                assignment = None if words else self._assignment(token.word)
                self.take()
                if assignment:
                    assignments.append(assignment)
                    self.expand_aliases()
                else:
                    words.append(token.word)
            elif token.is_operator(*REDIRECTIONS):
                redirects.append(self.redirect())
            elif self._function_opens(token, words, assignments, redirects):
                self.take()
                if not self.peek().is_operator(")"):
                    raise self.unexpected(self.peek(), expecting=")")
                self.take()
                return None
            elif self._bracket_operator(token, words):
                self.take()
                words.append(Word((Literal(token.text),), token.text))
            elif token.is_operator("<(", ">("):
                raise ShellSyntaxError(Fault.NOT_SIMULATED, "process substitution", line=token.line)
            else:
                break
            end = self.position
        if not (assignments or words or redirects):
            raise self.unexpected(first)
        source = self.text[first.start : end]
        return Simple(tuple(assignments), tuple(words), tuple(redirects), first.line, source)

    def _function_opens(
        self,
        token: Token,
        words: list[Word],
        assignments: list[Assignment],
        redirects: list[Redirect],
    ) -> bool:
        if not token.is_operator("(") or len(words) != 1 or assignments or redirects:
            return False
        return words[0].literal is not None or self.dialect.name != "bash"

    def _bracket_operator(self, token: Token, words: list[Word]) -> bool:
        """Ash reads ``[[ a && b ]]`` as a command whose arguments are ``&&`` and ``||`` too."""
        return (
            self.dialect.double_bracket
            and not self.dialect.double_bracket_grammar
            and bool(words)
            and words[0].literal == "[["
            and words[-1].literal != "]]"
            and token.is_operator("&&", "||", "(", ")")
        )

    def _assignment(self, word: Word) -> Assignment | None:
        if not word.parts or not isinstance(word.parts[0], Literal):
            return None
        head = word.parts[0].text
        if self.dialect.append_assignment and _ARRAY_ELEMENT.match(head) and "]=" in word.source:
            raise ShellSyntaxError(Fault.NOT_SIMULATED, "arrays", line=self.line)
        match = _ASSIGNMENT.match(head)
        if not match or (match.group(2) and not self.dialect.append_assignment):
            return None
        if self.text.startswith("(", self.position) and self.dialect.name == "bash":
            raise ShellSyntaxError(Fault.NOT_SIMULATED, "arrays", line=self.line)
        rest = head[match.end() :]
        parts = ((Literal(rest),) if rest else ()) + word.parts[1:]
        value = Word(parts, word.source[match.end() :])
        return Assignment(match.group(1), value, bool(match.group(2)))

    def redirect(self) -> Redirect:
        """Read a redirection and its word."""
        token = self.take()
        target = self.peek()
        if target.word is None:
            raise self.unexpected(target)
        self.take()
        word = target.word
        operator = token.text
        if operator in ("<<", "<<-"):
            word = self.here_document(operator, word)
            operator = "<<"
        return Redirect(operator, token.fd, word)

    def conditional(self) -> Compound:
        """Read ``[[ … ]]`` whole."""
        line = self.take().line
        words: list[Word] = []
        operators: set[int] = set()
        while True:
            if words and words[-1].literal == "=~" and len(words) - 1 not in operators:
                self.forget()
                self._skip_blanks()
                start = self.position
                words.append(Word(self.parts(Context.REGEX), self.text[start : self.position]))
                if not words[-1].source:
                    raise self._conditional_fault(self.peek())
                continue
            token = self.peek()
            if token.literal == "]]":
                self.take()
                return Conditional(tuple(words), frozenset(operators), line=line)
            if token.kind == "newline" and (not words or len(words) - 1 in operators):
                self.take()
            elif token.word is not None:
                if token.literal == "!":
                    operators.add(len(words))
                words.append(token.word)
                self.take()
            elif token.is_operator("&&", "||", "(", ")", "<", ">"):
                operators.add(len(words))
                words.append(Word((Literal(token.text),), token.text))
                self.take()
            else:
                raise self._conditional_fault(token)

    def _skip_blanks(self) -> None:
        while self.text[self.position : self.position + 1] in (" ", "\t"):
            self.position += 1

    def _conditional_fault(self, token: Token) -> ShellSyntaxError:
        error = self.unexpected(token)
        error.fault = Fault.CONDITIONAL
        return error
