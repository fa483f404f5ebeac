"""``[[ … ]]`` as bash evaluates it: no splitting, patterns on the right, ``=~`` by re2."""

from __future__ import annotations

from typing import TYPE_CHECKING

import re2

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.userland.shell.faults import ShellFault
from webapp.simulator.userland.shell.fields import text_of
from webapp.simulator.userland.shell.test_expr import Files, TestError, _Test as Test, is_unary

if TYPE_CHECKING:
    from webapp.simulator.userland.shell.expansion import Expansion
    from webapp.simulator.userland.shell.shell import Shell
    from webapp.simulator.userland.shell.syntax import Conditional

_ARITHMETIC = frozenset({"-eq", "-ne", "-lt", "-le", "-gt", "-ge"})
_BINARY = _ARITHMETIC | {"=", "==", "!=", "=~", "-nt", "-ot", "-ef"}
_SPECIAL = frozenset("\\^$.|?*+()[]{}")


def files_of(shell: Shell) -> Files:
    """How the operators on files see this shell's files."""
    sys = shell.sys

    def stat(path: str, follow: bool) -> object | None:
        try:
            return sys.stat(path, follow=follow)
        except OsError:
            return None

    def kind(path: str, follow: bool) -> str | None:
        try:
            return sys.stat(path, follow=follow).kind.value
        except OsError:
            return None

    return Files(stat, kind, sys.access, sys.isatty, sys.uid, sys.gid)  # type: ignore[arg-type]


def regex_found(pattern: str, text: str) -> bool:
    """Whether an extended regular expression matches somewhere; raises re2.error."""
    options = re2.Options()
    options.log_errors = False
    return bool(re2.compile(pattern, options).search(text))


def conditional(shell: Shell, expansion: Expansion, node: Conditional) -> bool:
    """The truth of a conditional command."""
    return _Conditional(shell, expansion, node).whole()


class _Conditional:
    def __init__(self, shell: Shell, expansion: Expansion, node: Conditional) -> None:
        self.shell = shell
        self.expansion = expansion
        self.words = node.words
        self.operators = node.operators
        self.position = 0
        self.asleep = 0

    def whole(self) -> bool:
        if not self.words:
            raise self._fault()
        value = self._or()
        if self.position < len(self.words):
            raise self._fault()
        return value

    def _fault(self) -> ShellFault:
        place = min(self.position, len(self.words) - 1)
        near = self.words[place].source if self.words else "]]"
        return ShellFault("said", status=2, text=f"syntax error near `{near}'")

    def _is(self, operator: str) -> bool:
        if self.position >= len(self.words) or self.position not in self.operators:
            return False
        return self.words[self.position].literal == operator

    def _or(self) -> bool:
        value = self._and()
        while self._is("||"):
            self.position += 1
            self.asleep += value
            right = self._and()
            self.asleep -= value
            value = value or right
        return value

    def _and(self) -> bool:
        value = self._not()
        while self._is("&&"):
            self.position += 1
            self.asleep += not value
            right = self._not()
            self.asleep -= not value
            value = value and right
        return value

    def _not(self) -> bool:
        if self._is("!"):
            self.position += 1
            return not self._not()
        if self._is("("):
            self.position += 1
            value = self._or()
            if not self._is(")"):
                raise self._fault()
            self.position += 1
            return value
        return self._primary()

    def _primary(self) -> bool:
        if self.position >= len(self.words) or self.position in self.operators:
            raise self._fault()
        start = self.position
        first = self.words[start]
        operator = self.words[start + 1].literal if start + 1 < len(self.words) else None
        angle = start + 1 in self.operators and operator in ("<", ">")
        if operator in _BINARY or angle:
            if start + 2 >= len(self.words):
                raise self._fault()
            self.position += 3
            return bool(self.asleep) or self._binary(start, operator or "")
        unary = first.literal or ""
        has_operand = start + 1 < len(self.words) and start + 1 not in self.operators
        if has_operand and (is_unary(unary) or unary == "-v"):
            self.position += 2
            value = self.expansion.text(self.words[start + 1])
            if unary == "-v":
                return self.expansion.get(value) is not None
            return self._test().unary(unary, value)
        self.position += 1
        return self.expansion.text(first) != ""

    def _test(self) -> Test:
        return Test([], "bash", files_of(self.shell))

    def _binary(self, start: int, operator: str) -> bool:
        left = self.expansion.text(self.words[start])
        right = self.words[start + 2]
        if operator in ("=", "==", "!="):
            return self.expansion.pattern(right).matches(left) == (operator != "!=")
        if operator == "=~":
            return self._matches(left, right)
        if operator in _ARITHMETIC:
            numbers = (
                str(self.expansion.calculate(left)),
                str(self.expansion.calculate(self.expansion.text(right))),
            )
            return self._test().binary(numbers[0], operator, numbers[1])
        try:
            return self._test().binary(left, operator, self.expansion.text(right))
        except TestError as error:
            raise ShellFault(f"test_{error.kind}", text=error.text) from None

    def _matches(self, left: str, right: object) -> bool:
        runs = self.expansion.runs(right)  # type: ignore[arg-type]
        pattern = "".join(
            "".join("\\" + sign if sign in _SPECIAL else sign for sign in text) if quoted else text
            for text, quoted in runs
        )
        try:
            return regex_found(pattern, left)
        except re2.error:
            raise ShellFault("regex", text=text_of(runs)) from None
