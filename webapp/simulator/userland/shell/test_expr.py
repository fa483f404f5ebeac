"""test and ``[``: POSIX's table by the number of arguments, and above four a grammar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_MAX_DEPTH = 60


class FileFacts(Protocol):
    """What the operators on files need to know; stat(2)'s answer will do."""

    @property
    def mode(self) -> int:
        """The permission bits."""

    @property
    def size(self) -> int:
        """The size in bytes."""

    @property
    def mtime(self) -> int:
        """When it was changed last."""

    @property
    def ino(self) -> int:
        """The inode's number."""

    @property
    def dev(self) -> int:
        """The device's number."""

    @property
    def uid(self) -> int:
        """The owner."""

    @property
    def gid(self) -> int:
        """The group."""


@dataclass(frozen=True, slots=True)
class Files:
    """How to look at files: `stat` follows links or not and gives None for what isn't there.

    `kind` gives the letter of ``ls -l`` (- d l c b p s), `access` answers access(2) for 4, 2 and 1.
    """

    stat: Callable[[str, bool], FileFacts | None]
    kind: Callable[[str, bool], str | None]
    access: Callable[[str, int], bool]
    isatty: Callable[[int], bool]
    uid: int = 0
    gid: int = 0


class TestError(Exception):
    """An expression that makes no sense; `kind` is a key of the messages, `text` its argument."""

    __test__ = False  # it is no test of ours

    def __init__(self, kind: str, text: str = "") -> None:
        super().__init__(kind, text)
        self.kind = kind
        self.text = text


_UNARY_FILES = frozenset("abcdefghkprstuwxGLNOS")
_COMPARE_NUMBERS: dict[str, Callable[[int, int], bool]] = {
    "-eq": lambda left, right: left == right,
    "-ne": lambda left, right: left != right,
    "-lt": lambda left, right: left < right,
    "-le": lambda left, right: left <= right,
    "-gt": lambda left, right: left > right,
    "-ge": lambda left, right: left >= right,
}
_BINARY = frozenset(
    {*_COMPARE_NUMBERS, "=", "==", "!=", "<", ">", "-nt", "-ot", "-ef", "-a", "-o", "=~"}
)
_KINDS = {"f": "-", "d": "d", "c": "c", "b": "b", "p": "p", "S": "s", "L": "l", "h": "l"}


def test(args: Sequence[str], dialect: str, files: Files) -> bool:
    """The truth of an expression; raises TestError. `dialect` is bash, dash, ash or gnu."""
    return _Test(list(args), dialect, files).truth()


class _Test:
    def __init__(self, args: list[str], dialect: str, files: Files) -> None:
        self.args = args
        self.dialect = dialect
        self.files = files
        self.position = 0
        self.depth = 0

    def truth(self) -> bool:
        args = self.args
        match len(args):
            case 0:
                return False
            case 1:
                return args[0] != ""
            case 2:
                if args[0] == "!":
                    return args[1] == ""
                if is_unary(args[0]):
                    return self.unary(args[0], args[1])
                if is_binary(args[1]) and self.dialect in ("dash", "ash"):
                    raise TestError("argument", args[1])
                raise TestError("unary", args[1] if self.dialect == "ash" else args[0])
            case 3:
                if is_binary(args[1]):
                    return self.binary(args[0], args[1], args[2])
                if args[0] == "!":
                    return not _Test(args[1:], self.dialect, self.files).truth()
                if args[0] == "(" and args[2] == ")":
                    return args[1] != ""
                raise TestError("binary", args[0] if self.dialect == "dash" else args[1])
            case 4:
                if args[0] == "!":
                    return not _Test(args[1:], self.dialect, self.files).truth()
                if args[0] == "(" and args[3] == ")":
                    return _Test(args[1:3], self.dialect, self.files).truth()
        value = self._or()
        if self.position < len(args):
            raise TestError("many", args[0] if self.dialect == "dash" else args[self.position])
        return value

    def _peek(self) -> str | None:
        return self.args[self.position] if self.position < len(self.args) else None

    def _or(self) -> bool:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise TestError("many", self.args[self.position - 1])
        value = self._and()
        while self._peek() == "-o":
            self.position += 1
            right = self._and()
            value = value or right
        self.depth -= 1
        return value

    def _and(self) -> bool:
        value = self._not()
        while self._peek() == "-a":
            self.position += 1
            right = self._not()
            value = value and right
        return value

    def _not(self) -> bool:
        negated = False
        while self._peek() == "!" and self.position + 1 < len(self.args):
            negated = not negated
            self.position += 1
        return self._primary() != negated

    def _primary(self) -> bool:
        word = self._peek()
        if word is None:
            raise TestError("argument", self.args[-1])
        rest = self.args[self.position :]
        if len(rest) >= 3 and is_binary(rest[1]) and rest[1] not in ("-a", "-o"):
            self.position += 3
            return self.binary(rest[0], rest[1], rest[2])
        if word == "(" and len(rest) > 1:
            self.position += 1
            value = self._or()
            if self._peek() != ")":
                raise TestError("parenthesis", ")")
            self.position += 1
            return value
        if is_unary(word) and len(rest) > 1:
            self.position += 2
            return self.unary(word, rest[1])
        self.position += 1
        return word != ""

    def unary(self, operator: str, value: str) -> bool:
        """The truth of an operator with one operand."""
        letter = operator[1:]
        files = self.files
        if letter == "z":
            return value == ""
        if letter == "n":
            return value != ""
        if letter == "t":
            return files.isatty(self._number(value))
        if letter in ("r", "w", "x"):
            return files.access(value, {"r": 4, "w": 2, "x": 1}[letter])
        if letter in _KINDS:
            return files.kind(value, letter not in ("L", "h")) == _KINDS[letter]
        facts = files.stat(value, True)
        if facts is None:
            return False
        match letter:
            case "s":
                return facts.size > 0
            case "u" | "g" | "k":
                return bool(facts.mode & {"u": 0o4000, "g": 0o2000, "k": 0o1000}[letter])
            case "O":
                return facts.uid == files.uid
            case "G":
                return facts.gid == files.gid
            case "N":
                return False
        return True

    def binary(self, left: str, operator: str, right: str) -> bool:
        """The truth of an operator with two operands."""
        match operator:
            case "=" | "==":
                return left == right
            case "!=":
                return left != right
            case "<":
                return left < right
            case ">":
                return left > right
            case "-a":
                return left != "" and right != ""
            case "-o":
                return left != "" or right != ""
            case "-nt" | "-ot" | "-ef":
                return self._files(left, operator, right)
            case "=~":
                raise TestError("binary", operator)
        return _COMPARE_NUMBERS[operator](self._number(left), self._number(right))

    def _files(self, left: str, operator: str, right: str) -> bool:
        one, other = self.files.stat(left, True), self.files.stat(right, True)
        if operator == "-nt":
            return one is not None and (other is None or one.mtime > other.mtime)
        if operator == "-ot":
            return other is not None and (one is None or one.mtime < other.mtime)
        return (
            one is not None and other is not None and (one.dev, one.ino) == (other.dev, other.ino)
        )

    def _number(self, text: str) -> int:
        stripped = text.strip(" \t\n")
        digits = stripped[1:] if stripped[:1] in ("-", "+") else stripped
        if not digits.isascii() or not digits.isdigit() or len(digits) > 40:
            raise TestError("integer", text)
        return int(stripped)


def is_unary(word: str) -> bool:
    """Whether a word is an operator that takes one operand."""
    return len(word) == 2 and word[0] == "-" and (word[1] in _UNARY_FILES or word[1] in "zn")


def is_binary(word: str) -> bool:
    """Whether a word is an operator that takes two operands."""
    return word in _BINARY
