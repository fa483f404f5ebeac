"""Integer arithmetic as shells do it: C's operators on 64 bits that wrap around."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from webapp.simulator.userland.shell.dialect import Dialect
    from webapp.simulator.userland.shell.limits import Allowance

_MAX_DEPTH = 60
_TOKEN = re.compile(
    r"[A-Za-z_][A-Za-z0-9_]*"
    r"|[0-9]+#[0-9A-Za-z@_]+|0[xX][0-9A-Fa-f]*|[0-9][0-9A-Za-z_@]*"
    r"|<<=|>>=|\*\*|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&^|]=|[-+*/%&|^~!<>=?:(),]"
)
_BLANK = re.compile(r"[ \t\n]*")
_BINARY = {
    "||": 1,
    "&&": 2,
    "|": 3,
    "^": 4,
    "&": 5,
    "==": 6,
    "!=": 6,
    "<": 7,
    "<=": 7,
    ">": 7,
    ">=": 7,
    "<<": 8,
    ">>": 8,
    "+": 9,
    "-": 9,
    "*": 10,
    "/": 10,
    "%": 10,
    "**": 11,
}
_ASSIGNING = frozenset({"=", "+=", "-=", "*=", "/=", "%=", "<<=", ">>=", "&=", "^=", "|="})
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_"


@dataclass(frozen=True, slots=True)
class ArithmeticProblem:
    """What is wrong with an expression; the messages word it.

    `kind` is one of "operand", "syntax", "parenthesis", "colon", "division", "assignment", "base",
    "number", "recursion", "exponent"; `token` is the text from the place of the mistake on.
    """

    kind: str
    expression: str
    token: str


class ArithmeticFault(Exception):
    """An expression that has no value."""

    def __init__(self, problem: ArithmeticProblem) -> None:
        super().__init__(problem.kind, problem.expression, problem.token)
        self.problem = problem


def wrap(value: int) -> int:
    """The value as a signed number of 64 bits."""
    value &= 0xFFFF_FFFF_FFFF_FFFF
    return value - (1 << 64) if value >= 1 << 63 else value


def evaluate(
    text: str,
    dialect: Dialect,
    get: Callable[[str], str | None],
    put: Callable[[str, str], None],
    allowance: Allowance,
) -> int:
    """The value of an expression whose parameters are already expanded.

    `get` and `put` read and assign variables. Raises ArithmeticFault.
    """
    return _Evaluation(text, dialect, get, put, allowance, 0).whole()


class _Evaluation:
    def __init__(
        self,
        text: str,
        dialect: Dialect,
        get: Callable[[str], str | None],
        put: Callable[[str, str], None],
        allowance: Allowance,
        depth: int,
    ) -> None:
        self.text = text
        self.dialect = dialect
        self.get = get
        self.put = put
        self.allowance = allowance
        self.depth = depth
        self.position = 0
        self.token = ""
        self.start = 0
        self.last = 0
        self.asleep = 0
        self._advance()

    def whole(self) -> int:
        if not self.token and self.start >= len(self.text):
            if self.dialect.name == "dash":
                raise self._fault("operand", self.start)
            return 0
        value = self._comma()
        if self.start < len(self.text):
            raise self._fault("syntax", self.start)
        return value

    def _fault(self, kind: str, place: int) -> ArithmeticFault:
        return ArithmeticFault(ArithmeticProblem(kind, self.text, self.text[place:].strip()))

    def _advance(self) -> None:
        self.allowance.spend_steps()
        self.last = self.start
        blank = _BLANK.match(self.text, self.position)
        self.start = blank.end() if blank else self.position
        match = _TOKEN.match(self.text, self.start)
        if match is None:
            self.token = ""
            self.position = self.start
            return
        self.token = match.group()
        known = self.dialect
        unknown = set() if known.increments else {"++", "--"}
        if not known.power:
            unknown.add("**")
        if self.token in unknown:
            self.token = self.token[0]
        elif "#" in self.token and not known.bases:
            self.token = self.token[: self.token.index("#")]
        self.position = self.start + len(self.token)

    def _take(self, *tokens: str) -> bool:
        if self.token and self.token in tokens:
            self._advance()
            return True
        return False

    def _comma(self) -> int:
        value = self._assignment()
        while self.dialect.increments and self._take(","):
            value = self._assignment()
        return value

    def _assignment(self) -> int:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise self._fault("recursion", self.start)
        name, place = self.token, self.start
        if name and (name[0].isalpha() or name[0] == "_"):
            saved = self.position, self.token, self.start, self.last
            self._advance()
            if self.token in _ASSIGNING:
                operator = self.token
                self._advance()
                right = self._assignment()
                if operator != "=":
                    right_place = self.last
                    right = self._apply(
                        operator[:-1], self._variable(name, place), right, right_place
                    )
                self._assign(name, right)
                self.depth -= 1
                return right
            self.position, self.token, self.start, self.last = saved
        value = self._ternary()
        if self.token in _ASSIGNING:
            raise self._fault("assignment", self.start)
        self.depth -= 1
        return value

    def _assign(self, name: str, value: int) -> None:
        if not self.asleep:
            self.put(name, str(value))

    def _ternary(self) -> int:
        condition = self._binary(1)
        if not self._take("?"):
            return condition
        self.asleep += 0 if condition else 1
        yes = self._comma()
        self.asleep -= 0 if condition else 1
        if not self._take(":"):
            raise self._fault("colon", self.start)
        self.asleep += 1 if condition else 0
        no = self._assignment()
        self.asleep -= 1 if condition else 0
        return yes if condition else no

    def _binary(self, least: int) -> int:
        left = self._unary()
        while (rank := _BINARY.get(self.token, 0)) >= least:
            operator = self.token
            self._advance()
            decided = (operator == "&&" and not left) or (operator == "||" and left != 0)
            self.asleep += decided
            place = self.start
            right = self._binary(rank if operator == "**" else rank + 1)
            self.asleep -= decided
            left = self._apply(operator, left, right, place)
        return left

    def _apply(self, operator: str, left: int, right: int, place: int) -> int:
        match operator:
            case "+":
                value = left + right
            case "-":
                value = left - right
            case "*":
                value = left * right
            case "/" | "%":
                value = self._divide(operator, left, right, place)
            case "**":
                if right < 0 and not self.asleep:
                    raise self._fault("exponent", place)
                value = pow(left, max(right, 0), 1 << 64)
            case "<<":
                value = left << (right & 63)
            case ">>":
                value = left >> (right & 63)
            case "&":
                value = left & right
            case "|":
                value = left | right
            case "^":
                value = left ^ right
            case "&&":
                value = int(bool(left) and bool(right))
            case "||":
                value = int(bool(left) or bool(right))
            case _:
                value = int(_COMPARE[operator](left, right))
        return wrap(value)

    def _divide(self, operator: str, left: int, right: int, place: int) -> int:
        if right == 0:
            if self.asleep:
                return 0
            raise self._fault("division", place)
        quotient = abs(left) // abs(right)
        if (left < 0) != (right < 0):
            quotient = -quotient
        return quotient if operator == "/" else left - quotient * right

    def _unary(self) -> int:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise self._fault("recursion", self.start)
        value = self._prefixed()
        self.depth -= 1
        return value

    def _prefixed(self) -> int:
        operator, place = self.token, self.start
        if operator in ("++", "--"):
            self._advance()
            name = self.token
            if not name or not (name[0].isalpha() or name[0] == "_"):
                # `--5` is two signs.
                return self._unary()
            self._advance()
            value = wrap(self._variable(name, place) + (1 if operator == "++" else -1))
            self._assign(name, value)
            return value
        if self._take("+"):
            return self._unary()
        if self._take("-"):
            return wrap(-self._unary())
        if self._take("!"):
            return int(not self._unary())
        if self._take("~"):
            return ~self._unary()
        return self._primary()

    def _primary(self) -> int:
        token, place = self.token, self.start
        if self._take("("):
            value = self._comma()
            if not self._take(")"):
                raise self._fault("parenthesis", self.start)
            return value
        if not token or not (token[0].isalnum() or token[0] == "_"):
            raise self._fault("operand", place if token else self._operand_place())
        self._advance()
        if token[0].isdigit():
            return self._number(token, place)
        value = self._variable(token, place)
        if self.token in ("++", "--"):
            step = {"++": 1, "--": -1}[self.token]
            self._advance()
            self._assign(token, wrap(value + step))
        return value

    def _operand_place(self) -> int:
        return self.last if self.start >= len(self.text) else self.start

    def _number(self, token: str, place: int) -> int:
        try:
            if "#" in token:
                return wrap(self._based(token))
            if token[:2] in ("0x", "0X"):
                return wrap(int(token[2:] or "0", 16))
            if self.dialect.name == "dash":
                # strtoimax() stops at the largest number there is.
                return min(int(token, 8 if token[0] == "0" and len(token) > 1 else 10), 2**63 - 1)
            return wrap(int(token, 8 if token[0] == "0" and len(token) > 1 else 10))
        except ValueError:
            raise self._fault("base", place) from None

    def _based(self, token: str) -> int:
        base_text, figures = token.split("#", 1)
        base = int(base_text)
        if not 2 <= base <= 64:
            raise ValueError
        if base <= 36:
            figures = figures.lower()
        value = 0
        for figure in figures:
            digit = _DIGITS.index(figure)
            if digit >= base:
                raise ValueError
            value = wrap(value * base + digit)
        return value

    def _variable(self, name: str, place: int) -> int:
        text = self.get(name)
        if text is None or not text.strip():
            return 0
        text = text.strip()
        if self.dialect.recursive_arithmetic:
            if self.depth > _MAX_DEPTH - 2:
                raise self._fault("recursion", place)
            inner = _Evaluation(
                text, self.dialect, self.get, self.put, self.allowance, self.depth + 4
            )
            return inner.whole()
        try:
            sign = -1 if text[0] == "-" else 1
            digits = text.lstrip("+-")
            base = 16 if digits[:2] in ("0x", "0X") else 8 if digits[0] == "0" else 10
            return wrap(sign * int(digits, base))
        except (ValueError, IndexError):
            raise ArithmeticFault(ArithmeticProblem("number", text, text)) from None


_COMPARE: dict[str, Callable[[int, int], bool]] = {
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
