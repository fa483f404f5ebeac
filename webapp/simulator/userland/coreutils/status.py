"""stat: what an inode says of itself, by formats that both dialects share."""

from __future__ import annotations

import re

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.inode import Kind, Stat
from webapp.simulator.userland.coreutils import times
from webapp.simulator.userland.coreutils.accounts import Accounts, accounts
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.modes import mode_string
from webapp.simulator.userland.coreutils.options import MissingOption
from webapp.simulator.userland.coreutils.quoting import shell_always

_TYPE_BITS = {
    Kind.FIFO: 0o010000, Kind.CHAR: 0o020000, Kind.DIRECTORY: 0o040000, Kind.BLOCK: 0o060000,
    Kind.FILE: 0o100000, Kind.SYMLINK: 0o120000, Kind.SOCKET: 0o140000,
}  # fmt: skip
_TYPES = {
    Kind.FIFO: "fifo", Kind.CHAR: "character special file", Kind.DIRECTORY: "directory",
    Kind.BLOCK: "block special file", Kind.FILE: "regular file", Kind.SYMLINK: "symbolic link",
    Kind.SOCKET: "socket",
}  # fmt: skip
_DIRECTIVE = re.compile(r"%([-+ #0']*)(\d*)(?:\.(\d*))?([HL]?)(.?)", re.DOTALL)
_ESCAPES = {
    "n": "\n", "t": "\t", "\\": "\\", '"': '"', "a": "\a", "b": "\b", "e": "\x1b", "f": "\f",
    "r": "\r", "v": "\v",
}  # fmt: skip


def type_name(stat: Stat) -> str:
    """The words of ``%F``."""
    if stat.is_file and stat.size == 0:
        return "regular empty file"
    return _TYPES[stat.kind]


def device_number(dev: int) -> tuple[int, int]:
    """Major and minor number of the device that a filesystem is on."""
    return (0, dev - 1000 + 30) if dev >= 1000 else (254, dev - 1)


class _Fields:
    """The values of a format's letters for one file."""

    def __init__(self, run: Run, path: str, stat: Stat, names: Accounts) -> None:
        self.run = run
        self.path = path
        self.stat = stat
        self.names = names

    def value(self, letter: str) -> str | None:
        stat = self.stat
        major, minor = device_number(stat.dev)
        simple = {
            "a": f"{stat.mode:o}", "A": mode_string(stat.kind, stat.mode), "s": str(stat.size),
            "F": type_name(stat), "n": self.path, "i": str(stat.ino), "h": str(stat.nlink),
            "u": str(stat.uid), "g": str(stat.gid), "b": str(stat.blocks), "B": "512",
            "d": str(major << 8 | minor), "D": f"{major << 8 | minor:x}", "o": "4096",
            "f": f"{_TYPE_BITS[stat.kind] | stat.mode:x}", "t": f"{stat.rdev[0]:x}",
            "T": f"{stat.rdev[1]:x}", "Y": str(stat.mtime // times.SECOND),
            "X": str(stat.mtime // times.SECOND), "Z": str(stat.ctime // times.SECOND),
            "y": times.full(stat.mtime), "x": times.full(stat.mtime), "z": times.full(stat.ctime),
            "U": self.owner(self.names.user_name(stat.uid)),
            "G": self.owner(self.names.group_name(stat.gid)),
        }  # fmt: skip
        if letter in simple:
            return simple[letter]
        if letter == "N":
            return self.linked()
        if self.run.gnu:
            more = {
                "w": times.full(stat.ctime), "W": str(stat.ctime // times.SECOND), "C": "?",
                "m": self.mount_point(), "r": str(stat.rdev[0] << 8 | stat.rdev[1]),
                "R": f"{stat.rdev[0] << 8 | stat.rdev[1]:x}",
            }  # fmt: skip
            return more.get(letter)
        return None

    def owner(self, name: str) -> str:
        return "UNKNOWN" if name.isdecimal() else name

    def mount_point(self) -> str:
        place = self.run.sys.find(self.path, follow=False)
        return "/" + "/".join(place.mount.at)

    def linked(self) -> str:
        run = self.run
        if self.stat.kind is Kind.SYMLINK:
            target = run.sys.readlink(self.path)
            if run.gnu:
                return f"{shell_always(self.path)} -> {shell_always(target)}"
            return f"'{self.path}' -> '{target}'"
        return shell_always(self.path) if run.gnu else self.path


def _escaped(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        if match[1].isdecimal():
            return chr(int(match[1], 8) & 0xFF)
        return _ESCAPES.get(match[1], "\\" + match[1])

    return re.sub(r"\\([0-7]{1,3}|.)", one, text, flags=re.DOTALL)


def render(run: Run, form: str, path: str, stat: Stat, names: Accounts) -> str:
    """A format with its directives filled in."""
    fields = _Fields(run, path, stat, names)

    def one(match: re.Match[str]) -> str:
        flags, width, precision, modifier, letter = match.groups()
        if letter in {"%", ""}:
            return "%"
        if modifier and letter in "dr":
            pair = device_number(stat.dev) if letter == "d" else stat.rdev
            value: str | None = str(pair["HL".index(modifier)])
        else:
            value = fields.value(letter)
        if value is None:
            return "?" if run.gnu else letter
        if precision is not None and letter in "nNFUGyxzwA":
            value = value[: int(precision or 0)]
        if width:
            size = int(width[:6])
            numeric = letter in "asihugbBdDofYXZtTWrR"
            fill = "0" if "0" in flags and numeric and "-" not in flags else " "
            value = value.ljust(size) if "-" in flags else value.rjust(size, fill)
        return value

    return _DIRECTIVE.sub(one, form)


def stat(run: Run) -> int:
    """Show what stat(2) says of files."""
    if run.has("f"):
        raise MissingOption("-f")
    if not run.operands:
        raise run.bad_usage("missing operand" if run.gnu else "")
    names = accounts(run.sys)
    form, printf = run.options.value("c"), run.options.value("printf")
    status = 0
    for path in run.operands:
        try:
            found = run.sys.stat(path, follow=run.has("L"))
        except OsError as error:
            run.say("stat", path, error)
            status = 1
            continue
        if printf is not None:
            text = _escaped(render(run, printf, path, found, names))
        elif form is not None:
            text = render(run, form, path, found, names) + "\n"
        elif run.has("t"):
            text = render(run, _terse(run), path, found, names) + "\n"
        else:
            text = render(run, _default(run, found), path, found, names)
        run.sys.out(text)
    return status


def _terse(run: Run) -> str:
    birth = " %W" if run.gnu else ""
    return f"%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z{birth} %o"


def _default(run: Run, found: Stat) -> str:
    # GNU's own format shows a name plainly, and quotes it only where a shell would have to.
    device = "%Hd,%Ld" if run.gnu else "%Dh/%dd"
    rows = [
        "  File: %N\n",
        "  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\n",
        f"Device: {device}\tInode: %-10i  Links: ",
    ]
    if found.kind in {Kind.CHAR, Kind.BLOCK}:
        rows.append(f"%-5h Device type: {found.rdev[0]:x},{found.rdev[1]:x}\n")
    else:
        rows.append("%h\n")
    rows += [
        "Access: (%04a/%10A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\n",
        "Access: %x\nModify: %y\nChange: %z\n",
        " Birth: %w\n" if run.gnu else "",
    ]
    return "".join(rows)


COMMANDS = (
    Command(
        "stat",
        stat,
        Grammar(
            "c:fLt",
            "format:=c printf:=printf dereference=L file-system=f terse=t cached:=cached",
        ),
        Grammar("ltfLc:", missing="l"),
    ),
)
