"""From words to fields: a pure function of words, variables and substitutions already run.

An expansion that meets a command substitution whose output is not known yet raises
NeedsSubstitution; the machine runs the command and expands anew. What the expansion assigns
(``${x:=v}``, ``$((i++))``) is gathered in `assigned` and takes effect only when it has succeeded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.userland.shell.arithmetic import evaluate
from webapp.simulator.userland.shell.braces import expand_braces
from webapp.simulator.userland.shell.expansion_faults import ExpansionFault, NeedsSubstitution
from webapp.simulator.userland.shell.fields import (
    DEFAULT_IFS,
    Break,
    Chunk,
    Piece,
    join_pieces,
    split_fields,
    text_of,
)
from webapp.simulator.userland.shell.limits import Allowance
from webapp.simulator.userland.shell.parameters import expand_parameter
from webapp.simulator.userland.shell.pathnames import expand_pathname
from webapp.simulator.userland.shell.pattern import Pattern, Run, compile_pattern
from webapp.simulator.userland.shell.syntax import (
    ArithmeticExpansion,
    CommandSubstitution,
    DoubleQuoted,
    Literal,
    Parameter,
    Part,
    Quoted,
    Word,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from webapp.simulator.userland.shell.variables import Environment


class Expansion:
    """The expansion of one command's words, in order."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.assigned: dict[str, str] = {}
        self.allowance = Allowance()
        self._met = 0

    # Variables

    def get(self, name: str) -> str | None:
        """The value of a variable, as far as this expansion has come."""
        if name in self.assigned:
            return self.assigned[name]
        computed = self.environment.computed(name)
        if computed is not None:
            return computed
        variable = self.environment.variables.get(name)
        return variable.value if variable else None

    def put(self, name: str, value: str) -> None:
        """Assign a variable once the expansion has succeeded."""
        variable = self.environment.variables.get(name)
        if variable and variable.readonly:
            raise ExpansionFault("readonly", name)
        self.allowance.spend_bytes(len(value))
        self.assigned[name] = value

    @property
    def ifs(self) -> str:
        """The characters that divide fields."""
        value = self.get("IFS")
        return DEFAULT_IFS if value is None else value

    # Whole words

    def fields(self, words: Iterable[Word]) -> list[str]:
        """Expand words to the arguments they make."""
        found: list[str] = []
        for word in words:
            found.extend(self.word_fields(word))
        return found

    def word_fields(self, word: Word) -> list[str]:
        """Expand one word to any number of fields."""
        plain = word.literal
        if plain is not None and (plain == "[" or not any(sign in plain for sign in "*?[~{")):
            self.allowance.spend_fields()
            self.allowance.spend_bytes(len(plain))
            return [plain]
        words = [word]
        if self.environment.dialect.brace_expansion and any(
            isinstance(part, Literal) and "{" in part.text for part in word.parts
        ):
            words = expand_braces(word, self.allowance)
        found: list[str] = []
        for each in words:
            pieces = self._pieces(each.parts, tilde=True)
            for field in split_fields(pieces, self.ifs, self.allowance):
                if self.environment.noglob:
                    found.append(text_of(field))
                else:
                    found.extend(expand_pathname(field, self.environment, self.allowance))
        return found

    def text(self, word: Word) -> str:
        """Expand a word where it stays one: the word of ``case``, a here-document."""
        return text_of(self._joined(word, tilde=True))

    def assignment(self, word: Word) -> str:
        """Expand the value of an assignment, in which tildes count behind colons too."""
        return text_of(self._joined(word, tilde=True, colons=True))

    def pattern(self, word: Word) -> Pattern:
        """Expand a word that is a pattern; what is quoted in it matches itself."""
        return self._compile(self._joined(word, tilde=True))

    def runs(self, word: Word) -> tuple[Run, ...]:
        """Expand a word where it stays one, remembering what was quoted."""
        return self._joined(word, tilde=True)

    def arithmetic(self, word: Word) -> int:
        """The value of an arithmetic expression."""
        text = text_of(join_pieces(self._pieces(word.parts, quoted=True)))
        return self.calculate(text)

    def calculate(self, text: str) -> int:
        """The value of an arithmetic expression given as text."""
        return evaluate(text, self.environment.dialect, self._number, self.put, self.allowance)

    def _number(self, name: str) -> str | None:
        value = self.get(name)
        if value is None and self.environment.nounset:
            raise ExpansionFault("unset", name)
        return value

    def _compile(self, runs: tuple[Run, ...]) -> Pattern:
        self.allowance.spend_steps(sum(len(text) for text, _ in runs))
        return compile_pattern(runs, self.environment.dialect.caret_negates)

    def _joined(self, word: Word, *, tilde: bool = False, colons: bool = False) -> tuple[Run, ...]:
        return join_pieces(self._pieces(word.parts, tilde=tilde, colons=colons))

    # Parts

    def _pieces(
        self,
        parts: tuple[Part, ...],
        *,
        quoted: bool = False,
        tilde: bool = False,
        colons: bool = False,
        split_literals: bool = False,
    ) -> list[Piece]:
        found: list[Piece] = []
        for index, part in enumerate(parts):
            if isinstance(part, Literal):
                text = part.text
                self.allowance.spend_bytes(len(text))
                if tilde and not quoted and "~" in text:
                    last = index + 1 == len(parts)
                    found.extend(self._tildes(text, first=index == 0, last=last, colons=colons))
                else:
                    found.append(Chunk(text, quoted, split_literals and not quoted))
            elif isinstance(part, Quoted):
                self.allowance.spend_bytes(len(part.text))
                found.append(Chunk(part.text, quoted=True))
            elif isinstance(part, DoubleQuoted):
                found.extend(self._double_quoted(part))
            elif isinstance(part, Parameter):
                found.extend(self._parameter(part, quoted))
            elif isinstance(part, CommandSubstitution):
                found.append(self._substitution(part, quoted))
            elif isinstance(part, ArithmeticExpansion):
                value = str(self.arithmetic(part.expression))
                found.append(Chunk(value, quoted, not quoted))
            else:
                raise ExpansionFault("not simulated", part.what)
        return found

    def _double_quoted(self, part: DoubleQuoted) -> list[Piece]:
        inside = self._pieces(part.parts, quoted=True)
        if inside or any(isinstance(each, Parameter) and each.name == "@" for each in part.parts):
            return inside
        return [Chunk("", quoted=True)]

    def _substitution(self, part: CommandSubstitution, quoted: bool) -> Chunk:
        results = self.environment.results
        if self._met >= len(results):
            raise NeedsSubstitution(part, dict(self.assigned))
        text = results[self._met]
        self._met += 1
        self.allowance.spend_bytes(len(text))
        return Chunk(text, quoted, not quoted)

    def _tildes(self, text: str, *, first: bool, last: bool, colons: bool) -> list[Piece]:
        found: list[Piece] = []
        stretches = text.split(":") if colons else [text]
        for index, stretch in enumerate(stretches):
            if index:
                found.append(Chunk(":", quoted=False))
            whole = "/" in stretch or index + 1 < len(stretches) or last
            home = None
            if stretch.startswith("~") and whole and (first or index):
                user, _, _ = stretch[1:].partition("/")
                home = self._home(user)
                if home is not None:
                    found.append(Chunk(home, quoted=True))
                    stretch = stretch[1 + len(user) :]  # noqa: PLW2901
            if stretch:
                found.append(Chunk(stretch, quoted=False))
        return found

    def _home(self, user: str) -> str | None:
        if not user:
            home = self.get("HOME")
            return home if home is not None else self.environment.home_of("root")
        if self.environment.dialect.name == "bash" and user in ("+", "-"):
            return self.get("PWD" if user == "+" else "OLDPWD")
        return self.environment.home_of(user)

    # Parameters

    def _parameter(self, part: Parameter, quoted: bool) -> list[Piece]:
        return expand_parameter(self, part, quoted)

    def argument(self, word: Word | None, quoted: bool) -> list[Piece]:
        """Expand the word behind ``:-`` and its like."""
        if word is None:
            return []
        return self._pieces(word.parts, quoted=quoted, tilde=True, split_literals=True)

    def join_star(self, values: tuple[str, ...]) -> str:
        """The positional parameters as ``"$*"`` joins them."""
        ifs = self.get("IFS")
        return (" " if ifs is None else ifs[:1]).join(values)

    def separated(self, values: Iterable[str], quoted: bool) -> list[Piece]:
        """Values that stay fields of their own."""
        found: list[Piece] = []
        for index, value in enumerate(values):
            if index:
                found.append(Break())
            self.allowance.spend_bytes(len(value))
            found.append(Chunk(value, quoted, not quoted))
        return found
