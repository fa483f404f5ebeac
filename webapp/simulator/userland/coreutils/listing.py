"""ls: one body for what to list and in which order; how a row looks is each dialect's own."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.inode import Kind, Stat
from webapp.simulator.userland.coreutils.accounts import Accounts, accounts
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.listing_rows import Look, columns, long_rows, short
from webapp.simulator.userland.coreutils.options import MissingOption

_GNU_SHORT = "aAbBcCdDfFgGhHiIklLmnNopqQrRsStT:uUvw:xXZ1"
_GNU_LONG = (
    "all=a almost-all=A directory=d human-readable=h inode=i numeric-uid-gid=n recursive=R"
    " reverse=r size=s file-type=p no-group=G full-time=full color?=color format:=format sort:=sort"
    " time-style:=time-style classify?=F dereference=L si=! time:=! author=! escape=! block-size:=!"
    " ignore-backups=! dired=! group-directories-first=dirs hyperlink?=!"
    " indicator-style:=! ignore:=!"
    " kibibytes=k quoting-style:=! quote-name=Q literal=N show-control-chars=! context=! zero=!"
    " tabsize:=! width:=w hide:=!"
)
_BUSYBOX_LONG = "full-time=full group-directories-first=dirs color?=color"


_RESET = "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Entry:
    """A name to show and what lstat(2), or stat(2) under -L, says of it."""

    name: str
    path: str
    stat: Stat


class _Listing:
    def __init__(self, run: Run) -> None:
        self.run = run
        self.status = 0
        self.look = _look(run)
        self.printed = False
        self.coloured = False
        self.accounts = accounts(run.sys) if self.look.long else Accounts((), ())

    def fail(self, key: str, path: str, error: OsError, status: int) -> None:
        self.run.say(key, path, error)
        self.status = max(self.status, status if self.run.gnu else 1)

    def stat(self, path: str, *, operand: bool) -> Stat | None:
        """-L follows every link; an operand's is followed unless its own details are wanted."""
        run, sys = self.run, self.run.sys
        details = run.has("d", "F") or self.look.long or (self.look.colour and not run.gnu)
        follow = run.has("L") or (operand and (run.has("H") or not details))
        try:
            return sys.stat(path, follow=follow)
        except OsError as error:
            if follow and not run.has("L"):
                try:
                    return sys.stat(path, follow=False)
                except OsError:
                    pass
            self.fail("access", path, error, 2 if operand else 1)
            return None

    def operands(self) -> int:
        paths = self.run.operands or (".",)
        found = []
        for path in paths:
            stat = self.stat(path, operand=True)
            if stat is not None:
                found.append(Entry(path, path, stat))
        found = self.order(found)
        files = [e for e in found if self.run.has("d") or not e.stat.is_dir]
        folders = [e for e in found if e not in files]
        if files:
            self.show(files, found)
        headings = len(paths) > 1 or self.run.has("R")
        for folder in folders:
            self.folder(folder.path, heading=headings)
        return self.status

    def folder(self, path: str, *, heading: bool) -> None:
        run = self.run
        run.sys.tick()
        try:
            names = run.sys.listdir(path)
        except OsError as error:
            self.fail("open directory", path, error, 2 if path in (run.operands or (".",)) else 1)
            return
        if heading:
            blank = "\n" if self.printed else ""
            run.sys.out(f"{blank}{self.look.quoted(path, colon=True)}:\n")
        self.printed = True
        if run.has("a", "f"):
            names = [".", "..", *names]
        elif not run.has("A"):
            names = [name for name in names if not name.startswith(".")]
        entries = []
        for name in names:
            below = name if path == "." else f"{path.rstrip('/')}/{name}"
            if path == "/":
                below = f"/{name}"
            stat = self.stat(below if path != "." else f"./{name}", operand=False)
            if stat is not None:
                entries.append(Entry(name, below, stat))
        entries = self.order(entries)
        if self.look.long or run.has("s"):
            blocks = sum(entry.stat.blocks for entry in entries)
            run.sys.out(f"total {self.look.total(blocks)}\n")
        self.show(entries)
        if run.has("R"):
            for entry in entries:
                if entry.stat.is_dir and entry.name not in {".", ".."}:
                    below = entry.path if path != "." else f"./{entry.name}"
                    self.folder(below, heading=True)

    def order(self, entries: list[Entry]) -> list[Entry]:
        run = self.run
        by = _sorted_by(run)
        if by == "U":
            return entries
        made = sorted(entries, key=lambda e: e.name.encode("utf-8", "surrogateescape"))
        if by == "t":
            made.sort(key=lambda e: -(e.stat.ctime if run.has("c") else e.stat.mtime))
        elif by == "S":
            made.sort(key=lambda e: -e.stat.size)
        elif by == "X":
            made.sort(key=lambda e: e.name.rpartition(".")[1:] if "." in e.name else ("", ""))
        if run.has("r"):
            made.reverse()
        if run.has("dirs"):
            made.sort(key=lambda e: not e.stat.is_dir)
        return made

    def show(self, entries: list[Entry], among: list[Entry] | None = None) -> None:
        """Show entries; GNU's columns also fit the directories `among` the operands."""
        self.printed = True
        rows = [(entry.name, entry.path, entry.stat) for entry in entries]
        all_rows = [(entry.name, entry.path, entry.stat) for entry in among or entries]
        for _ in entries:
            self.run.sys.tick()
        if self.look.long:
            text = long_rows(self.run, self.look, self.accounts, rows, all_rows)
        else:
            cells = short(self.run, self.look, rows)
            text = columns(self.look, cells) if cells else ""
        if self.look.colour and self.look.gnu:
            # The first colour alone is led by a reset.
            head, first, rest = text.partition(_RESET + "\x1b[")
            if self.coloured:
                head, first = head + first.removeprefix(_RESET), ""
            self.coloured = self.coloured or bool(first)
            text = head + first + rest.replace(_RESET + "\x1b[", "\x1b[")
        self.run.sys.out(text)


def _sorted_by(run: Run) -> str:
    if run.has("f"):
        return "U"
    words = {"none": "U", "time": "t", "size": "S", "extension": "X", "name": "n", "version": "v"}
    found = "n"
    for key, value in run.options.given:
        if key in {"t", "S", "U", "X", "v"}:
            found = key
        elif key == "sort":
            found = words.get(value, "n")
    if found == "n" and run.has("c", "u") and not _look(run).long:
        found = "t"
    return found


def _look(run: Run) -> Look:
    """How rows are to look: the last option about the format wins."""
    tty = run.sys.isatty(1)
    format_ = "C" if tty else "1"
    for key, value in run.options.given:
        if key in {"l", "n", "g", "o", "full"}:
            format_ = "l"
        elif key in {"C", "x", "m"} or (key == "1" and format_ != "l"):
            format_ = key
        elif key == "format":
            format_ = {"long": "l", "verbose": "l", "single-column": "1", "across": "x"}.get(
                value, "C"
            )
    if format_ == "m":
        raise MissingOption("-m")
    colour = run.options.value("color")
    wants = colour is not None and (
        colour in {"", "always", "yes", "force"} or (colour in {"auto", "tty", "if-tty"} and tty)
    )
    return Look(
        gnu=run.gnu,
        long=format_ == "l",
        one=format_ == "1",
        across=format_ == "x",
        width=_width(run),
        human=run.has("h"),
        colour=wants and (not run.gnu or bool(run.sys.getenv("TERM"))),
        quote=run.gnu and tty and not run.has("N"),
    )


def _width(run: Run) -> int:
    """Columns of the screen; busybox leaves the last one free."""
    width = run.options.value("w")
    if width is not None and width.isdecimal() and int(width):
        return int(width)
    return 80 if run.gnu else 79


def ls(run: Run) -> int:
    """List files and what directories hold."""
    return _Listing(run).operands()


COMMANDS = (
    Command(
        "ls",
        ls,
        Grammar(_GNU_SHORT, _GNU_LONG, missing="bBDHIkqQTvZu"),
        Grammar("1AaCxdLHRFplinshrSXvctugw:", _BUSYBOX_LONG, missing="vu"),
        usage_status=2,
    ),
)

__all__ = ["COMMANDS", "Kind", "ls"]
