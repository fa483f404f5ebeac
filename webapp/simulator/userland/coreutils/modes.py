"""Permission bits: as `ls` writes them, and as `chmod` reads them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webapp.simulator.kernel.inode import Kind

_CLAUSE = re.compile(r"([ugoa]*)((?:[-+=](?:[rwxXst]*|[ugo]|[0-7]+))+)")
_ACTION = re.compile(r"([-+=])([0-7]+|[ugo](?![rwxXst])|[rwxXst]*)")
_WHO = {"u": 0o4700, "g": 0o2070, "o": 0o1007, "a": 0o7777}
_PERMISSIONS = {"r": 0o444, "w": 0o222, "x": 0o111}
SPECIAL = ((0o4000, 0o100, 3, "sS"), (0o2000, 0o010, 6, "sS"), (0o1000, 0o001, 9, "tT"))


class BadMode(Exception):
    """A mode that chmod cannot read."""


def mode_string(kind: Kind, mode: int) -> str:
    """Ten characters such as ``drwxr-xr-x``."""
    made = [kind.value]
    made += ["rwx"[n % 3] if mode >> (8 - n) & 1 else "-" for n in range(9)]
    for bit, execute, place, letters in SPECIAL:
        if mode & bit:
            made[place] = letters[0] if mode & execute else letters[1]
    return "".join(made)


def parse_mode(text: str, old: int, umask: int, *, directory: bool, busybox: bool = False) -> int:
    """The bits that a chmod(1) mode makes of `old`; raises BadMode.

    Without any of ``ugoa``, the umask takes bits away. A numeric mode of fewer than five digits
    keeps a directory's set-id bits.
    """
    if re.fullmatch(r"[0-7]+", text):
        value = int(text, 8)
        if value > 0o7777:
            raise BadMode
        if directory and len(text) < 5 and not busybox:
            value |= old & 0o6000
        return value
    mode = old
    for clause in text.split(","):
        match = _CLAUSE.fullmatch(clause)
        if match is None and busybox and not clause:
            continue
        if match is None:
            raise BadMode
        who = 0
        for letter in match[1]:
            who |= _WHO[letter]
        for action in _ACTION.finditer(match[2]):
            if busybox and action[1] == "=" and not (action[2] and action[2] in "ugo"):
                # Here `=` takes the old bits away before X looks at them.
                mode &= ~(who or 0o7777)
            mode = _act(
                mode,
                action[1],
                action[2],
                who,
                umask,
                directory=directory and not busybox,
                searchable=directory,
            )
    return mode


def _act(
    mode: int, sign: str, what: str, who: int, umask: int, *, directory: bool, searchable: bool
) -> int:
    if what and what in "ugo":
        shift = {"u": 6, "g": 3, "o": 0}[what]
        part = mode >> shift & 7
        bits = part * 0o111
    elif what[:1].isdecimal():
        bits, who = int(what, 8), 0o7777
    else:
        bits = 0
        for letter in what:
            bits |= _letter(letter, mode, directory=searchable)
    mask = who or ~umask & 0o7777 & (0o777 | (bits & 0o7000))
    changed = bits & mask
    if sign == "+":
        return mode | changed
    if sign == "-":
        return mode & ~changed
    keep = 0o6000 if directory and not bits & 0o6000 else 0
    cleared = (who or 0o7777) & ~keep
    return (mode & ~cleared) | changed


def _letter(letter: str, mode: int, *, directory: bool) -> int:
    if letter == "X":
        return 0o111 if directory or mode & 0o111 else 0
    if letter == "s":
        return 0o6000
    return 0o1000 if letter == "t" else _PERMISSIONS[letter]
