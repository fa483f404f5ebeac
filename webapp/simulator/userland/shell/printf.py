"""printf, in the ways of bash, dash, busybox and GNU."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.simulator.userland.shell.ansi_quotes import (
    Escape,
    join_bytes,
    number_escape,
    simple_escape,
)
from webapp.simulator.userland.shell.echo import interpret_b
from webapp.simulator.userland.shell.quoting import quote_for_reuse

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_OUTPUT = 1 << 20
_DIRECTIVE = re.compile(
    r"%([-+ 0#']*)(\*|\d+)?(?:\.(\*|-?\d*))?(hh|h|ll|l|L|j|z|t)?(.?)", re.DOTALL
)
_INTEGER = re.compile(r"[ \t\n]*([-+]?)(0[xX][0-9A-Fa-f]+|0[0-7]*|[1-9][0-9]*)")
_FLOAT = re.compile(
    r"[ \t\n]*[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|inf(?:inity)?|nan)", re.IGNORECASE
)
_LENGTHS = {"bash": True, "dash": False, "ash": True, "gnu": True}


@dataclass(frozen=True, slots=True)
class Problem:
    """A complaint: `kind` is a key of the messages, `text` what it is about."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Printed:
    """What printf wrote, what it complained of, and its exit status."""

    output: bytes
    problems: tuple[Problem, ...]
    status: int


class _Stop(Exception):
    r"""The output ends here: a ``\\c``, or a format that makes no sense."""


def printf(template: str, args: Sequence[str], dialect: str) -> Printed:
    """Write `args` by `template`, which is used again as long as there are arguments."""
    return _Printf(template, args, dialect).run()


class _Printf:
    def __init__(self, template: str, args: Sequence[str], dialect: str) -> None:
        self.template = template
        self.args = list(args)
        self.dialect = dialect
        self.made: list[str] = []
        self.size = 0
        self.problems: list[Problem] = []
        self.failed = 0

    def run(self) -> Printed:
        try:
            while True:
                before = len(self.args)
                self._once()
                if not self.args or len(self.args) == before:
                    break
        except _Stop:
            pass
        output = join_bytes("".join(self.made)).encode("utf-8", "surrogateescape")
        return Printed(output, tuple(self.problems), self.failed)

    def _put(self, text: str) -> None:
        self.size += len(text)
        if self.size > MAX_OUTPUT:
            self._complain("limit", str(MAX_OUTPUT), fatal=True)
        self.made.append(text)

    def _complain(self, kind: str, text: str, *, fatal: bool = False) -> None:
        self.problems.append(Problem(kind, text))
        if kind != "range" or self.dialect != "bash":
            self.failed = 2 if fatal and self.dialect == "dash" else 1
        if fatal:
            raise _Stop

    def _once(self) -> None:
        template = self.template
        position = 0
        while position < len(template):
            character = template[position]
            if character == "\\":
                position = self._backslash(position + 1)
            elif character == "%":
                position = self._directive(position)
            else:
                ends = [e for e in (template.find(s, position) for s in "\\%") if e >= 0]
                end = min(ends, default=len(template))
                self._put(template[position:end])
                position = end

    def _backslash(self, start: int) -> int:
        template = self.template
        if template[start : start + 1] == "c" and self.dialect in ("ash", "gnu"):
            raise _Stop
        escape: Escape | None = simple_escape(
            template, start, "abefnrtv\\" + ("'\"?" if self.dialect == "bash" else '"')
        )
        if escape is None and (template[start : start + 1] != "x" or self.dialect != "dash"):
            escape = number_escape(
                template, start, octal_digits=3, unicode=self.dialect in ("bash", "gnu")
            )
        if escape is None:
            self._put("\\")
            return start
        self._put(escape.text)
        return escape.end

    def _next(self) -> str | None:
        return self.args.pop(0) if self.args else None

    def _directive(self, start: int) -> int:
        template = self.template
        if template.startswith("%%", start):
            self._put("%")
            return start + 2
        match = _DIRECTIVE.match(template, start)
        assert match is not None
        flags, width_text, precision_text, length, letter = match.groups()
        if length and not _LENGTHS[self.dialect]:
            self._complain("directive", template[start : match.start(4) + 1], fatal=True)
        if not letter:
            text = "%" if self.dialect == "ash" else match.group().rstrip()
            self._complain("no letter", text, fatal=True)
        known = "diouxXeEfFgGaAcsb" + ("q" if self.dialect in ("bash", "gnu") else "")
        if letter not in known:
            self._bad_letter(match.group(), start, letter)
        width = self._size(width_text)
        precision = None if precision_text is None else self._size(precision_text or "0")
        if width is not None and width < 0:
            flags, width = flags + "-", -width
        if (width or 0) > MAX_OUTPUT or (precision or 0) > MAX_OUTPUT:
            self._complain("limit", str(MAX_OUTPUT), fatal=True)
        if precision is not None and precision < 0:
            precision = None
        self._convert(letter, flags.replace("'", ""), width, precision)
        return match.end()

    def _bad_letter(self, directive: str, start: int, letter: str) -> None:
        if self.dialect == "ash":
            directive = self.template[start:]
        elif self.dialect == "bash":
            directive = letter
        self._complain("directive", directive, fatal=True)

    def _size(self, text: str | None) -> int | None:
        if text is None:
            return None
        if text == "*":
            return self._integer(self._next() or "0")
        return int(text[:9])

    def _convert(self, letter: str, flags: str, width: int | None, precision: int | None) -> None:
        argument = self._next()
        if letter in "sbqc":
            text = argument or ""
            stopped = False
            if letter == "c":
                text = text[:1]
            elif letter == "q":
                text = quote_for_reuse(text, gnu=self.dialect == "gnu")
            elif letter == "b":
                text, stopped = interpret_b(text, self.dialect)
            if precision is not None and letter != "c":
                head = text.encode("utf-8", "surrogateescape")[:precision]
                text = head.decode("utf-8", "surrogateescape")
            self._put(_pad(text, flags, width))
            if stopped:
                raise _Stop
        elif letter in "diouxX":
            self._put(
                _integer_text(self._integer_argument(argument), letter, flags, width, precision)
            )
        else:
            self._put(self._float_text(argument, letter, flags, width, precision))

    def _integer_argument(self, argument: str | None) -> int:
        if argument is None:
            if self.dialect == "ash":
                self._complain("number", "")
            return 0
        return self._integer(argument)

    def _quoted_character(self, text: str) -> int | None:
        if text[:1] in ("'", '"') and text:
            if len(text) > 1:
                return ord(text[1])
            if self.dialect != "gnu":
                return 0
        return None

    def _integer(self, text: str) -> int:
        character = self._quoted_character(text)
        if character is not None:
            return character
        match = _INTEGER.match(text)
        if match is None or (match.end() < len(text) and self.dialect == "ash"):
            if text or self.dialect in ("ash", "gnu"):
                self._complain("number", text)
            return 0
        if match.end() < len(text):
            self._complain("number" if self.dialect == "bash" else "rest", text)
        digits = match[2]
        base = 16 if digits[:2] in ("0x", "0X") else 8 if digits[0] == "0" else 10
        value = int(digits[:64], base) * (-1 if match[1] == "-" else 1)
        if not -(1 << 63) <= value < 1 << 64:
            if self.dialect == "ash":
                self._complain("number", text)
                return 0
            self._complain("range", text)
            return (1 << 63) - 1 if value > 0 else -(1 << 63)
        return value

    def _float_text(
        self,
        argument: str | None,
        letter: str,
        flags: str,
        width: int | None,
        precision: int | None,
    ) -> str:
        text = argument or ""
        value = 0.0
        character = self._quoted_character(text)
        match = _FLOAT.match(text)
        if character is not None:
            value = float(character)
        elif match is not None:
            value = float(match.group())
            if match.end() < len(text):
                self._complain("number" if self.dialect in ("bash", "ash") else "rest", text)
        elif argument is not None and (text or self.dialect in ("gnu", "ash")):
            self._complain("number", text)
        if letter in "aA":
            return _pad(value.hex(), flags, width)
        places = "" if precision is None else f".{precision}"
        size = "" if width is None else str(width)
        return f"%{flags}{size}{places}{letter}" % value


def _pad(text: str, flags: str, width: int | None) -> str:
    if width is None:
        return text
    # C counts bytes, whatever the locale.
    fill = " " * (width - len(text.encode("utf-8", "surrogateescape")))
    return text + fill if "-" in flags else fill + text


def _integer_text(
    value: int, letter: str, flags: str, width: int | None, precision: int | None
) -> str:
    sign = ""
    if letter in "di":
        if value >= 1 << 63:
            value = (1 << 63) - 1
        sign = "-" if value < 0 else "+" if "+" in flags else " " if " " in flags else ""
        digits = str(abs(value))
    else:
        value &= (1 << 64) - 1
        digits = {"u": f"{value:d}", "o": f"{value:o}", "x": f"{value:x}", "X": f"{value:X}"}[
            letter
        ]
        if "#" in flags and value:
            sign = {"x": "0x", "X": "0X", "o": "", "u": ""}[letter]
            digits = ("0" if letter == "o" else "") + digits
    if precision is not None:
        digits = "" if precision == 0 and value == 0 else digits.rjust(precision, "0")
    elif "0" in flags and "-" not in flags and width is not None:
        digits = digits.rjust(width - len(sign), "0")
    return _pad(sign + digits, flags, width)
