"""cmp, diff and comm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.userland.coreutils import times
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.input import bytes_of, lines_of
from webapp.simulator.userland.coreutils.line_differences import Change, changes
from webapp.simulator.userland.coreutils.paths import below, last_name

if TYPE_CHECKING:
    from webapp.simulator.kernel.inode import Stat


def cmp(run: Run) -> int:
    """Tell where two files differ first."""
    if not run.operands:
        raise run.bad_usage("missing operand after 'cmp'" if run.gnu else "")
    one, two = (*run.operands, "-")[:2]
    data = []
    for path in (one, two):
        try:
            data.append(bytes_of(run, path))
        except OsError as error:
            raise run.stop("open", path, error, status=2) from None
    left, right = data
    shorter = min(len(left), len(right))
    differ = [n for n in range(shorter) if left[n] != right[n]]
    if not differ and len(left) == len(right):
        return 0
    if run.has("s"):
        return 1
    name = one if len(left) < len(right) else two
    ends = len(left) != len(right)
    if run.has("l"):
        width = len(str(shorter)) if run.gnu else 1
        rows = "".join(f"{n + 1:>{width}} {left[n]:3o} {right[n]:3o}\n" for n in differ)
        run.sys.out(rows)
        if ends:
            run.say("end after byte" if run.gnu else "end", name, number=shorter)
        return 1
    if differ:
        at = differ[0]
        line = left[:at].count(b"\n") + 1
        word = "byte" if run.gnu else "char"
        run.sys.out(f"{one} {two} differ: {word} {at + 1}, line {line}\n")
    elif shorter == 0:
        run.say("end empty" if run.gnu else "end", name)
    else:
        lines = left[:shorter].count(b"\n")
        whole = left[shorter - 1 : shorter] == b"\n"
        key = "end after line" if whole else "end in line"
        run.say(key if run.gnu else "end", name, number=shorter, line=lines if whole else lines + 1)
    return 1


def comm(run: Run) -> int:
    """Compare two sorted files line by line."""
    if len(run.operands) != 2:
        raise run.bad_usage("missing operand")
    left, right = (lines_of(bytes_of(run, path)) for path in run.operands)
    x = y = 0
    tab1 = b"" if run.has("1") else b"\t"
    tab2 = tab1 + (b"" if run.has("2") else b"\t")
    made = []
    while x < len(left) or y < len(right):
        run.sys.tick()
        if y >= len(right) or (x < len(left) and left[x] < right[y]):
            made += [] if run.has("1") else [left[x]]
            x += 1
        elif x >= len(left) or right[y] < left[x]:
            made += [] if run.has("2") else [tab1 + right[y]]
            y += 1
        else:
            made += [] if run.has("3") else [tab2 + left[x]]
            x, y = x + 1, y + 1
    run.sys.write(1, b"".join(made))
    return 0


class _Diff:
    def __init__(self, run: Run) -> None:
        self.run = run
        self.trouble = False
        self.differ = False

    def lines(self, path: str) -> list[bytes]:
        return lines_of(bytes_of(self.run, path))

    def shown(self, lines: list[bytes]) -> list[bytes]:
        """Lines as they are compared: blanks and case may not count."""
        run = self.run
        made = lines
        if run.has("w"):
            made = [b"".join(line.split()) for line in made]
        elif run.has("b"):
            made = [b" ".join(line.split()) for line in made]
        return [line.lower() for line in made] if run.has("i") else made

    def files(self, one: str, two: str, *, heading: bool = False) -> None:
        run = self.run
        try:
            left, right = self.lines(one), self.lines(two)
        except OsError as error:
            run.say("open", one, error)
            self.trouble = True
            return
        if left == right:
            if run.has("s") and (run.gnu or not run.has("q")):
                run.sys.out(f"Files {one} and {two} are identical\n")
            return
        found = changes(self.shown(left), self.shown(right), run.sys.tick)
        if run.has("B"):
            found = [
                c
                for c in found
                if any(
                    x.strip() for x in (*left[c.left : c.left_end], *right[c.right : c.right_end])
                )
            ]
        if not found:
            return
        self.differ = True
        if run.has("q"):
            run.sys.out(f"Files {one} and {two} differ\n")
            return
        if heading:
            words = [w for w in run.sys.args if w.startswith("-")]
            run.sys.out(" ".join(["diff", *words, one, two]) + "\n")
        unified = not run.gnu or run.has("u", "U")
        text = (
            self.unified(one, two, left, right, found) if unified else _normal(left, right, found)
        )
        run.sys.write(1, text)

    def unified(
        self, one: str, two: str, left: list[bytes], right: list[bytes], found: list[Change]
    ) -> bytes:
        run = self.run
        count = run.options.value("U") or "3"
        around = int(count) if count.isdecimal() else 3
        made = [self.label(0, "---", one), self.label(1, "+++", two)]
        group: list[Change] = []
        for change in found:
            if group and change.left - group[-1].left_end > 2 * around:
                made += _hunk(left, right, group, around)
                group = []
            group.append(change)
        made += _hunk(left, right, group, around)
        return b"".join(made)

    def label(self, place: int, sign: str, path: str) -> bytes:
        run = self.run
        labels = run.options.values("L")
        if len(labels) > place:
            return f"{sign} {labels[place]}\n".encode("utf-8", "surrogateescape")
        when = ""
        if run.gnu:
            stat = run.sys.fstat(0) if path == "-" else run.sys.stat(path)
            when = "\t" + times.full(stat.mtime)
        return f"{sign} {path}{when}\n".encode("utf-8", "surrogateescape")

    def folders(self, one: str, two: str) -> None:
        run = self.run
        names = sorted({*run.sys.listdir(one), *run.sys.listdir(two)})
        for name in names:
            run.sys.tick()
            left, right = below(one, name), below(two, name)
            stats = [self.stat(path) for path in (left, right)]
            if stats[0] is None and stats[1] is None:
                continue
            if stats[0] is None or stats[1] is None:
                side, there = (one, left) if stats[0] is not None else (two, right)
                if run.has("N"):
                    self.missing(left, right)
                    continue
                run.sys.out(f"Only in {side}: {name}\n")
                self.differ = there != ""
                continue
            if stats[0].is_dir and stats[1].is_dir:
                if run.has("r"):
                    self.folders(left, right)
                else:
                    run.sys.out(f"Common subdirectories: {left} and {right}\n")
            elif stats[0].is_dir != stats[1].is_dir:
                words = ["directory" if s.is_dir else "regular file" for s in stats if s]
                if run.gnu:
                    run.sys.out(f"File {left} is a {words[0]} while file {right} is a {words[1]}\n")
                self.differ = True
            else:
                self.files(left, right, heading=run.gnu)

    def missing(self, left: str, right: str) -> None:
        self.differ = True
        for path in (left, right):
            if self.stat(path) is not None and not self.run.has("q"):
                self.run.sys.out(f"Only in {path.rpartition('/')[0]}: {last_name(path)}\n")

    def stat(self, path: str) -> Stat | None:
        try:
            return self.run.sys.stat(path)
        except OsError:
            return None


def _range(start: int, end: int) -> str:
    return (
        str(start + 1) if end - start == 1 else f"{start + 1},{end}" if end > start else str(start)
    )


def _normal(left: list[bytes], right: list[bytes], found: list[Change]) -> bytes:
    made: list[bytes] = []
    for c in found:
        letter = "d" if c.right == c.right_end else "a" if c.left == c.left_end else "c"
        made.append(
            f"{_range(c.left, c.left_end)}{letter}{_range(c.right, c.right_end)}\n".encode()
        )
        made += [_row(b"< ", line) for line in left[c.left : c.left_end]]
        if letter == "c":
            made.append(b"---\n")
        made += [_row(b"> ", line) for line in right[c.right : c.right_end]]
    return b"".join(made)


def _row(mark: bytes, line: bytes) -> bytes:
    if line.endswith(b"\n"):
        return mark + line
    return mark + line + b"\n\\ No newline at end of file\n"


def _hunk(left: list[bytes], right: list[bytes], group: list[Change], around: int) -> list[bytes]:
    if not group:
        return []
    start, end = max(group[0].left - around, 0), min(group[-1].left_end + around, len(left))
    right_start = group[0].right - (group[0].left - start)
    right_end = group[-1].right_end + (end - group[-1].left_end)

    def span(first: int, last: int) -> str:
        count = last - first
        return f"{first + 1}" if count == 1 else f"{first + 1 if count else first},{count}"

    made = [f"@@ -{span(start, end)} +{span(right_start, right_end)} @@\n".encode()]
    at = start
    for c in group:
        made += [_row(b" ", line) for line in left[at : c.left]]
        made += [_row(b"-", line) for line in left[c.left : c.left_end]]
        made += [_row(b"+", line) for line in right[c.right : c.right_end]]
        at = c.left_end
    return [*made, *(_row(b" ", line) for line in left[at:end])]


def diff(run: Run) -> int:
    """Show how two files or directories differ."""
    if len(run.operands) != 2:
        if not run.gnu:
            raise run.bad_usage("")
        last = run.operands[-1] if run.operands else run.sys.argv[0]
        raise run.bad_usage(
            f"missing operand after '{last}'"
            if len(run.operands) < 2
            else f"extra operand '{run.operands[2]}'"
        )
    one, two = run.operands
    machine = _Diff(run)
    stats = []
    for path in (one, two):
        try:
            stats.append(run.sys.fstat(0) if path == "-" else run.sys.stat(path))
        except OsError as error:
            run.say("stat", path, error)
    if len(stats) < len((one, two)):
        return 2
    if stats[0].is_dir and stats[1].is_dir:
        machine.folders(one, two)
    else:
        if stats[0].is_dir:
            one = below(one, last_name(two))
        elif stats[1].is_dir:
            two = below(two, last_name(one))
        for path in (one, two):
            if path != "-" and not run.sys.exists(path):
                run.say("stat", path, OsError(Errno.ENOENT))
                return 2 if run.gnu else 1
        machine.files(one, two)
    return 2 if machine.trouble else 1 if machine.differ else 0


COMMANDS = (
    Command(
        "cmp",
        cmp,
        Grammar("bi:ln:s", "verbose=l quiet=s silent=s bytes:=n", missing="bin"),
        Grammar("lsn:"),
        usage_status=2,
        synopsis="{name}: ",
    ),
    Command(
        "diff",
        diff,
        Grammar(
            "abBcC:deEfF:hHiI:lL:nNpPqrsS:tTuU:vwW:x:X:yZ0123456789",
            "unified?=U brief=q recursive=r report-identical-files=s new-file=N ignore-case=i"
            " ignore-all-space=w ignore-space-change=b ignore-blank-lines=B label:=L text=a"
            " side-by-side=! context?=! color?=color exclude:=! normal=normal minimal=d",
            missing="cCeEfFhHIlnpPStTvWxXyZ",
        ),
        Grammar("abBdiL:NqrsS:tTU:wu", missing="STt"),
        usage_status=2,
        synopsis="{name}: ",
        busybox_usage_status=1,
    ),
    Command("comm", comm, Grammar("123z", missing="z"), None),
)
