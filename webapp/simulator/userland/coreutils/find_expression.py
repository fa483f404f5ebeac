"""The expression of `find`: words in, a tree of tests and actions out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPERATORS = {"-a": "and", "-and": "and", "-o": "or", "-or": "or", ",": "list"}
_WITH_WORD = frozenset(
    "-name -iname -path -ipath -wholename -type -size -newer -perm -user -group -mtime -ctime"
    " -atime -mmin -cmin -amin -links -inum -samefile -regex -lname -printf -uid -gid -newermt"
    " -fstype".split()
)
_PLAIN = frozenset(
    "-print -print0 -prune -delete -ls -quit -empty -true -false -nouser -nogroup -executable"
    " -readable -writable".split()
)
_COMMANDS = frozenset("-exec -ok -execdir".split())
_SETTINGS = frozenset("-depth -d -xdev -mount -follow -noleaf -daystart -warn -nowarn".split())
_GNU_ONLY = frozenset(
    "-delete -ls -true -false -nouser -nogroup -readable -writable -printf -lname -uid -gid"
    " -execdir -mount -noleaf -daystart -warn -nowarn -newermt -d -fstype -wholename".split()
)
_MISSING = frozenset(
    "-okdir -fprint -fprintf -fls -fprint0 -used -xtype -ilname -iregex -iwholename -anewer -cnewer"
    " -files0-from -regextype -context -execdir -fstype -daystart".split()
)
ACTIONS = frozenset({"-print", "-print0", "-exec", "-ok", "-delete", "-ls", "-printf", "-quit"})


@dataclass(frozen=True, slots=True)
class Node:
    """A test, an action, or an operator over others; `many` marks ``-exec … +``."""

    name: str
    words: tuple[str, ...] = ()
    inner: tuple[Node, ...] = ()
    many: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """All that was asked: where to start, what holds for the walk, the tree."""

    paths: tuple[str, ...]
    tree: Node
    settings: frozenset[str]
    least: int
    most: int | None
    follow: str


class BadExpression(Exception):
    """The expression makes no sense; `key` names the message."""

    def __init__(self, key: str, text: str = "", what: str = "") -> None:
        """Keep what the message needs."""
        super().__init__(key, text)
        self.key = key
        self.text = text
        self.what = what


class MissingPredicate(Exception):
    """A predicate that exists in life and not here."""


@dataclass(slots=True)
class _Parser:
    words: list[str]
    gnu: bool
    at: int = 0
    settings: set[str] = field(default_factory=set)
    least: int = 0
    most: int | None = None

    def peek(self) -> str | None:
        return self.words[self.at] if self.at < len(self.words) else None

    def take(self) -> str:
        self.at += 1
        return self.words[self.at - 1]

    def list_(self) -> Node:
        parts = [self.or_()]
        while self.gnu and self.peek() == ",":
            self.take()
            parts.append(self.or_())
        return parts[0] if len(parts) == 1 else Node("list", inner=tuple(parts))

    def or_(self) -> Node:
        parts = [self.and_()]
        while _OPERATORS.get(self.peek() or "") == "or":
            word = self.take()
            if self.gnu and self.peek() in {None, ")"}:
                raise BadExpression("after", word)
            parts.append(self.and_())
        if not self.gnu:
            # Nothing behind -o counts for nothing.
            parts = [part for part in parts if part != Node("and")] or parts[:1]
        return parts[0] if len(parts) == 1 else Node("or", inner=tuple(parts))

    def and_(self) -> Node:
        parts: list[Node] = []
        while True:
            word = self.peek()
            kind = _OPERATORS.get(word or "")
            if kind == "and":
                if not parts and self.gnu:
                    raise BadExpression("empty", word or "")
                self.take()
                if self.gnu and self.peek() in {None, ")"}:
                    raise BadExpression("after", word or "")
                continue
            if word is None or word == ")" or kind is not None:
                break
            parts.append(self.not_())
        if not parts and self.gnu and kind is not None:
            raise BadExpression("empty", word or "")
        return parts[0] if len(parts) == 1 else Node("and", inner=tuple(parts))

    def not_(self) -> Node:
        word = self.take()
        if word in {"!", "-not"}:
            if self.peek() in {None, ")"}:
                if self.gnu:
                    raise BadExpression("after", word)
                return Node("-true")
            return Node("not", inner=(self.not_(),))
        if word in {"(", "\\("}:
            inner = self.list_()
            if self.peek() != ")":
                raise BadExpression("unfinished")
            self.take()
            return inner
        return self.primary(word)

    def primary(self, word: str) -> Node:
        if word in {"-maxdepth", "-mindepth"}:
            text = self.word_of(word)
            if not text.isdecimal():
                raise BadExpression("depth", text, word)
            if word == "-maxdepth":
                self.most = int(text)
            else:
                self.least = int(text)
            return Node("-true")
        if not self.gnu and word in _GNU_ONLY:
            raise BadExpression("predicate", word)
        if self.gnu and word in _MISSING:
            raise MissingPredicate(word)
        if word in _SETTINGS:
            self.settings.add({"-d": "-depth", "-mount": "-xdev"}.get(word, word))
            return Node("-true")
        if word in _COMMANDS:
            return self.command(word)
        if word in _WITH_WORD:
            return Node(word, (self.word_of(word),))
        if word in _PLAIN:
            if word == "-delete":
                self.settings.add("-depth")
            return Node(word)
        if word.startswith("-") or not self.gnu:
            raise BadExpression("predicate", word)
        raise BadExpression("paths", word, self.words[self.at - 3] if self.at > 2 else "")

    def word_of(self, word: str) -> str:
        if self.peek() is None:
            raise BadExpression("argument", word)
        return self.take()

    def command(self, word: str) -> Node:
        argv: list[str] = []
        while self.peek() is not None:
            part = self.take()
            if part == ";":
                if not argv:
                    raise BadExpression("argument", word)
                return Node(word, tuple(argv))
            if part == "+" and argv and argv[-1] == "{}":
                return Node(word, tuple(argv[:-1]), many=True)
            argv.append(part)
        raise BadExpression("argument", word)


def parse(args: Sequence[str], *, gnu: bool) -> Query:
    """Read find's arguments; raises BadExpression, MissingPredicate."""
    words = list(args)
    follow = "P"
    while words and words[0] in {"-H", "-L", "-P"}:
        follow = words.pop(0)[1]
    count = 0
    while count < len(words) and not (
        words[count][:1] == "-" or words[count] in {"(", ")", "!", ","}
    ):
        count += 1
    paths = tuple(words[:count]) or (".",)
    parser = _Parser(words[count:], gnu)
    tree = parser.list_()
    if parser.peek() is not None:
        raise BadExpression("parenthesis" if gnu else "predicate", parser.peek() or "")
    if not _acts(tree):
        inner = (Node("-print"),) if tree == Node("and") else (tree, Node("-print"))
        tree = Node("and", inner=inner)
    if "-follow" in parser.settings:
        follow = "L"
    return Query(paths, tree, frozenset(parser.settings), parser.least, parser.most, follow)


def _acts(node: Node) -> bool:
    return node.name in ACTIONS or any(_acts(inner) for inner in node.inner)
