"""grep: which lines match."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.find_tests import glob
from webapp.simulator.userland.coreutils.input import bytes_of, lines_of
from webapp.simulator.userland.coreutils.options import MissingOption
from webapp.simulator.userland.coreutils.paths import below, last_name
from webapp.simulator.userland.coreutils.regex import (
    BackReference,
    BadPattern,
    Regex,
    compile_regex,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_")
_FIXED = "\\.[]*^$/"


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int


@dataclass(slots=True)
class _Grep:
    """One run: what is looked for, and what was found so far."""

    run: Run
    patterns: list[Regex]
    matched: bool = False
    failed: bool = False
    names: bool = False

    def first(self, line: bytes, start: int = 0) -> _Found | None:
        """The leftmost and of those the longest match of any pattern."""
        best: _Found | None = None
        for pattern in self.patterns:
            found = self.one(pattern, line, start)
            if found is not None and (
                best is None or (found.start, -found.end) < (best.start, -best.end)
            ):
                best = found
        return best

    def one(self, pattern: Regex, line: bytes, start: int) -> _Found | None:
        word = self.run.has("w") and not self.run.has("x")
        while start <= len(line):
            match = pattern.search(line, start)
            if match is None:
                return None
            found = _Found(match.start(), match.end())
            if not word or _is_word(line, found):
                return found
            start = found.start + 1
        return None

    def file(self, path: str, label: str) -> bool:
        """Look through one file; False ends the program."""
        run = self.run
        try:
            data = bytes_of(run, path)
        except OsError as error:
            if error.errno.name == "EISDIR" and not run.gnu:
                data = b""
            else:
                if not run.has("s"):
                    run.say("read" if error.errno.name == "EISDIR" else "open", path, error)
                self.failed = True
                return True
        if run.gnu and b"\0" in data and not run.has("a") and not run.has("c", "l", "L", "q"):
            return self.binary(data, label)
        return self.lines(lines_of(data), label)

    def binary(self, data: bytes, label: str) -> bool:
        if any(
            (self.first(line.rstrip(b"\n")) is None) == self.run.has("v") for line in lines_of(data)
        ):
            self.matched = True
            self.run.sys.out(f"grep: {label}: binary file matches\n")
        return True

    def lines(self, lines: list[bytes], label: str) -> bool:
        run = self.run
        most = run.options.value("m")
        limit = int(most) if most is not None and most.isdecimal() else None
        before, after = _context(run)
        count, shown, until = 0, -1, -1
        made: list[bytes] = []
        for at, raw in enumerate(lines):
            run.sys.tick()
            line = raw.removesuffix(b"\n")
            found = self.first(line)
            if (found is None) == run.has("v") and (limit is None or count < limit):
                count += 1
                self.matched = True
                if run.has("q"):
                    return False
                if run.has("l", "L", "c"):
                    continue
                if run.has("o"):
                    if not run.has("v"):
                        made += self.parts(line, at, label)
                    continue
                start = max(at - before, shown + 1)
                if (before or after) and shown >= 0 and start > shown + 1:
                    made.append(b"--\n")
                for near in range(start, at):
                    made.append(self.row(lines[near], near, label, "-"))
                made.append(self.row(raw, at, label, ":"))
                shown, until = at, at + after
            elif shown >= 0 and at <= until:
                made.append(self.row(raw, at, label, "-"))
                shown = at
        self.summary(count, label, made)
        return True

    def summary(self, count: int, label: str, made: list[bytes]) -> None:
        run = self.run
        if run.has("l"):
            made = [f"{label}\n".encode("utf-8", "surrogateescape")] if count else []
        elif run.has("L"):
            made = [] if count else [f"{label}\n".encode("utf-8", "surrogateescape")]
        elif run.has("c"):
            head = f"{label}:" if self.names else ""
            made = [f"{head}{count}\n".encode("utf-8", "surrogateescape")]
        if made:
            run.sys.write(1, b"".join(made))

    def head(self, at: int, label: str, mark: str) -> bytes:
        name = f"{label}{mark}" if self.names else ""
        number = f"{at + 1}{mark}" if self.run.has("n") else ""
        return (name + number).encode("utf-8", "surrogateescape")

    def row(self, raw: bytes, at: int, label: str, mark: str) -> bytes:
        return self.head(at, label, mark) + raw.removesuffix(b"\n") + b"\n"

    def parts(self, line: bytes, at: int, label: str) -> Iterator[bytes]:
        start = 0
        while start <= len(line):
            self.run.sys.tick()
            found = self.first(line, start)
            if found is None:
                return
            if found.end > found.start:
                yield self.head(at, label, ":") + line[found.start : found.end] + b"\n"
            start = max(found.end, found.start + 1)

    def tree(self, path: str) -> bool:
        """All files below a directory; links are not followed."""
        run = self.run
        run.sys.tick()
        for name in run.sys.listdir(path):
            inner = below(path, name) if path != "." or run.operands[1:] else name
            stat = run.sys.stat(inner, follow=False)
            if stat.is_dir:
                if not self.tree(inner):
                    return False
            elif stat.is_file and self.wanted(inner) and not self.file(inner, inner):
                return False
        return True

    def wanted(self, path: str) -> bool:
        include, exclude = self.run.options.values("include"), self.run.options.values("exclude")
        name = last_name(path)
        if any(glob(pattern, name) for pattern in exclude):
            return False
        return not include or any(glob(pattern, name) for pattern in include)


def _is_word(line: bytes, found: _Found) -> bool:
    left = found.start == 0 or line[found.start - 1] not in _WORD
    return left and (found.end == len(line) or line[found.end] not in _WORD)


def _context(run: Run) -> tuple[int, int]:
    def number(key: str) -> int | None:
        value = run.options.value(key)
        if value is None:
            return None
        if not value.isdecimal():
            raise run.stop("context", value, status=2)
        return int(value)

    both = number("C") or 0
    before, after = number("B"), number("A")
    return both if before is None else before, both if after is None else after


def _patterns(run: Run) -> tuple[list[str], list[str]]:
    """The patterns, one a line each, and the files."""
    operands = list(run.operands)
    texts = run.options.values("e")
    for path in run.options.values("f"):
        try:
            data = bytes_of(run, path)
        except OsError as error:
            raise run.stop("open", path, error, status=2) from None
        texts += (
            data.decode("utf-8", "surrogateescape").removesuffix("\n").split("\n") if data else []
        )
    if not run.options.has("e", "f"):
        if not operands:
            raise run.bad_usage("")
        texts.append(operands.pop(0))
    return [part for text in texts for part in text.split("\n")], operands


def grep(run: Run) -> int:
    """Print the lines that match."""
    texts, files = _patterns(run)
    last = run.options.last("EFGP")
    if last == "P":
        raise MissingOption("-P")
    kind = {"egrep": "E", "fgrep": "F"}.get(run.command.name, last or "G")
    around = "line" if run.has("x") else ""
    patterns = []
    for text in texts:
        plain = "".join("\\" + c if c in _FIXED else c for c in text) if kind == "F" else text
        try:
            patterns.append(
                compile_regex(plain, extended=kind == "E", fold=run.has("i", "y"), around=around)
            )
        except BadPattern as bad:
            words = str(bad)
            if words.startswith("Unmatched ["):
                words = "Invalid regular expression"
            raise run.stop("pattern", text, words, status=2) from None
        except BackReference:
            raise MissingOption(f"'{text}' (a back-reference)") from None
    recursive = run.has("r", "R")
    grep_ = _Grep(run, patterns)
    grep_.names = run.options.last("hH") == "H" or (
        run.options.last("hH") != "h" and (recursive or len(files) > 1)
    )
    paths = files or (["."] if recursive else ["-"])
    for path in paths:
        label = "(standard input)" if path == "-" else path
        if recursive and path != "-" and run.sys.exists(path) and run.sys.stat(path).is_dir:
            more = grep_.tree(path)
        else:
            more = grep_.file(path, label)
        if not more:
            return 0
    matched = grep_.matched
    if run.has("L") and run.gnu:
        matched = grep_.matched
    return 2 if grep_.failed and not (run.has("q") and matched) else 0 if matched else 1


_GNU = Grammar(
    "EFGPe:f:iywxczsvVm:bnHhoqaUId:D:rRLlA:B:C:TZu0123456789",
    "extended-regexp=E fixed-strings=F basic-regexp=G perl-regexp=P regexp:=e file:=f ignore-case=i"
    " no-ignore-case=! word-regexp=w line-regexp=x null-data=! no-messages=s invert-match=v"
    " max-count:=m byte-offset=! line-number=n line-buffered=buffered with-filename=H no-filename=h"
    " label:=! only-matching=o quiet=q silent=q binary-files:=! text=a recursive=r"
    " dereference-recursive=R include:=include exclude:=exclude exclude-dir:=! exclude-from:=!"
    " files-without-match=L files-with-matches=l count=c after-context:=A before-context:=B"
    " context:=C color?=color colour?=color initial-tab=! null=! directories:=! devices:=!",
    missing="zbUIdDTZu0123456789V",
)
_BUSYBOX = Grammar(
    "lnqvscFiHhe:f:Lorm:wxA:B:C:EaIRz", "color?=color include:=include", missing="zI"
)
COMMANDS = tuple(
    Command(
        name,
        grep,
        _GNU,
        _BUSYBOX,
        usage_status=2,
        busybox_usage_status=2,
        synopsis="Usage: {name} [OPTION]... PATTERNS [FILE]...\n",
    )
    for name in ("grep", "egrep", "fgrep")
)
