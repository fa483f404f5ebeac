"""The tests of `find` on one file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import re2

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.userland.coreutils.find_expression import BadExpression, Node
from webapp.simulator.userland.coreutils.modes import BadMode, parse_mode
from webapp.simulator.userland.coreutils.paths import last_name
from webapp.simulator.userland.coreutils.times import SECOND
from webapp.simulator.userland.shell.pattern import compile_pattern

if TYPE_CHECKING:
    from webapp.simulator.kernel.inode import Stat
    from webapp.simulator.userland.coreutils.accounts import Accounts
    from webapp.simulator.userland.coreutils.command import Run

_UNITS = {"c": 1, "w": 2, "b": 512, "k": 1024, "M": 1 << 20, "G": 1 << 30}
_KINDS = {"f": "-", "d": "d", "l": "l", "b": "b", "c": "c", "p": "p", "s": "s"}
_DAY = 86400


@dataclass(frozen=True, slots=True)
class File:
    """The file that is looked at."""

    path: str
    stat: Stat


def glob(pattern: str, text: str, *, fold: bool = False) -> bool:
    """Whether a shell pattern matches a whole text."""
    if fold:
        pattern, text = pattern.lower(), text.lower()
    return compile_pattern(((pattern, False),)).matches(text)


def _compared(text: str, value: float, name: str) -> bool:
    sign = text[:1] if text[:1] in {"+", "-"} else ""
    digits = text[len(sign) :]
    if not digits.isdecimal():
        raise BadExpression("number", text, name)
    if sign == "+":
        return value > int(digits)
    return value < int(digits) if sign == "-" else value == int(digits)


def _size(run: Run, text: str, size: int) -> bool:
    unit = text[-1:] if text[-1:] in _UNITS else ""
    number = text.removesuffix(unit) if unit else text
    if not number.lstrip("+-").isdecimal() or (unit in {"w", "M", "G"} and not run.gnu):
        raise BadExpression("size", text)
    block = _UNITS[unit or "b"]
    if run.gnu:
        return _compared(number, -(-size // block), "-size")
    wanted = int(number.lstrip("+-")) * block
    if number[0] == "+":
        return size > wanted
    return size < wanted if number[0] == "-" else size == wanted


def _perm(text: str, mode: int) -> bool:
    how = text[:1] if text[:1] in {"-", "/", "+"} else ""
    try:
        wanted = parse_mode(text[len(how) :], 0, 0, directory=False)
    except BadMode:
        raise BadExpression("mode", text) from None
    if how == "-":
        return mode & wanted == wanted
    if how:
        return wanted == 0 or bool(mode & wanted)
    return mode == wanted


def _owner(text: str, number: int, known: int | None, key: str) -> bool:
    if known is not None:
        return number == known
    if not text.isdecimal():
        raise BadExpression(key, text)
    return number == int(text)


def holds(run: Run, node: Node, file: File, names: Accounts, start: int) -> bool:
    """Whether a test holds for a file; raises BadExpression. `start` is when find was started."""
    stat = file.stat
    word = node.words[0] if node.words else ""
    match node.name:
        case "-true":
            return True
        case "-false":
            return False
        case "-name" | "-iname":
            return glob(word, last_name(file.path), fold=node.name == "-iname")
        case "-path" | "-wholename" | "-ipath":
            return glob(word, file.path, fold=node.name == "-ipath")
        case "-type":
            kinds = word.split(",") if run.gnu else [word]
            if any(kind not in _KINDS for kind in kinds):
                raise BadExpression("type", word)
            return any(stat.kind.value == _KINDS[kind] for kind in kinds)
        case "-size":
            return _size(run, word, stat.size)
        case "-empty":
            if stat.is_dir:
                return not run.sys.listdir(file.path)
            return stat.is_file and stat.size == 0
        case "-newer":
            return stat.mtime > run.sys.stat(word).mtime
        case "-perm":
            return _perm(word, stat.mode)
        case "-user" | "-uid":
            user = names.user(word)
            return _owner(word, stat.uid, user.uid if user else None, "user")
        case "-group" | "-gid":
            group = names.group(word)
            return _owner(word, stat.gid, group.gid if group else None, "group")
        case "-nouser":
            return names.user_name(stat.uid).isdecimal()
        case "-nogroup":
            return names.group_name(stat.gid).isdecimal()
        case "-mtime" | "-atime":
            return _compared(word, (start - stat.mtime) // SECOND // _DAY, node.name)
        case "-ctime":
            return _compared(word, (start - stat.ctime) // SECOND // _DAY, node.name)
        case "-mmin" | "-amin":
            return _minutes(run, word, start - stat.mtime, node.name)
        case "-cmin":
            return _minutes(run, word, start - stat.ctime, node.name)
        case "-links":
            return _compared(word, stat.nlink, node.name)
        case "-inum":
            return _compared(word, stat.ino, node.name)
        case "-samefile":
            other = run.sys.stat(word, follow=False)
            return (stat.dev, stat.ino) == (other.dev, other.ino)
        case "-lname":
            return stat.is_link and glob(word, run.sys.readlink(file.path))
        case "-regex":
            return (
                re2.fullmatch(word.replace("\\(", "(").replace("\\)", ")"), file.path) is not None
            )
        case "-executable" | "-readable" | "-writable":
            want = {"-executable": 1, "-readable": 4, "-writable": 2}[node.name]
            return run.sys.access(file.path, want)
    raise BadExpression("predicate", node.name)


def _minutes(run: Run, word: str, age: int, name: str) -> bool:
    minutes = -(-age // (60 * SECOND)) if run.gnu else age // (60 * SECOND)
    return _compared(word, minutes, name)


def check(run: Run, node: Node, names: Accounts, start: int) -> None:
    """Complain about words that make no sense before anything is done; raises BadExpression."""
    for inner in node.inner:
        check(run, inner, names, start)
    if node.name in {"-newer", "-samefile"}:
        try:
            run.sys.stat(node.words[0])
        except OsError as error:
            raise BadExpression("reference", node.words[0], error.strerror) from None
    elif node.words and node.name not in {"-exec", "-ok", "-printf", "-lname", "-execdir"}:
        here = File(".", run.sys.stat("/"))
        holds(run, node, here, names, start)
