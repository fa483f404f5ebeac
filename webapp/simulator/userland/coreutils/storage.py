"""du, df, mount, umount and sync: what is stored where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.options import MissingOption
from webapp.simulator.userland.coreutils.paths import below
from webapp.simulator.userland.coreutils.quoting import curly
from webapp.simulator.userland.coreutils.sizes import busybox_human, gnu_human

if TYPE_CHECKING:
    from webapp.simulator.kernel.file_calls import StatFs
    from webapp.simulator.kernel.inode import Stat


@dataclass(slots=True)
class _Usage:
    """One run of du: files that were counted already, and how deep rows are shown."""

    run: Run
    seen: set[tuple[int, int]]
    most: int
    device: int | None = None
    failed: bool = False

    def size(self, stat: Stat) -> int:
        """In bytes: what is there, or under -b what it says it has."""
        if self.run.has("b", "apparent-size"):
            return stat.size
        return stat.blocks * 512

    def walk(self, path: str, depth: int) -> int | None:
        run = self.run
        run.sys.tick()
        try:
            stat = run.sys.stat(path, follow=run.has("L") or (run.has("H", "D") and depth == 0))
        except OsError as error:
            run.say("access", path, error)
            self.failed = True
            return None
        if self.device is not None and depth and stat.dev != self.device and run.has("x"):
            return None
        if depth == 0:
            self.device = stat.dev
        key = (stat.dev, stat.ino)
        if not run.has("l") and (stat.nlink > 1 or stat.is_dir):
            if key in self.seen and not (depth == 0 and not stat.is_dir and not run.gnu):
                return None
            self.seen.add(key)
        total = self.size(stat)
        if stat.is_dir:
            try:
                names = run.sys.listdir(path)
            except OsError as error:
                run.say("read directory", path, error)
                self.failed = True
                names = []
            for name in names:
                total += self.walk(below(path, name), depth + 1) or 0
        if depth == 0 or ((stat.is_dir or run.has("a")) and depth <= self.most):
            self.row(total, path)
        return total

    def row(self, size: int, path: str) -> None:
        self.run.sys.out(f"{self.shown(size)}\t{path}\n")

    def shown(self, size: int) -> str:
        run = self.run
        if run.has("h"):
            return gnu_human(size) if run.gnu else busybox_human(size)
        if run.has("b"):
            return str(size)
        unit = 1 << 20 if run.options.last("km") == "m" else 1024
        return (
            str(-(-size // unit)) if run.gnu else str((size // 512 + unit // 1024) // (unit // 512))
        )


def du(run: Run) -> int:
    """Sum up what files take on the disk."""
    depth = run.options.value("d")
    if depth is not None and not depth.isdecimal():
        words = f"invalid maximum depth {curly(depth)}"
        raise run.bad_usage(words) if run.gnu else run.stop("depth", depth)
    most = 0 if run.has("s") else int(depth) if depth is not None else 1 << 30
    if run.has("s", "a") and run.has("s") and run.has("a") and run.gnu:
        raise run.bad_usage("cannot both summarize and show all entries")
    usage = _Usage(run, set(), most)
    total = 0
    for path in run.operands or (".",):
        total += usage.walk(path, 0) or 0
    if run.has("c"):
        usage.row(total, "total")
    return 1 if usage.failed else 0


def _rows(run: Run) -> tuple[list[StatFs], int]:
    found: list[StatFs] = []
    status = 0
    if run.operands:
        for path in run.operands:
            try:
                found.append(run.sys.statfs(path))
            except OsError as error:
                run.say("path", path, error)
                status = 1
        return found, status
    sources: set[str] = set()
    for mount in run.sys.mounts():
        at = "/" + "/".join(mount.at)
        try:
            fs = run.sys.statfs(at)
        except OsError:
            continue
        if fs.at != at or (fs.total == 0 and not run.has("a")):
            continue
        # GNU's df shows a disk once, wherever else it is mounted.
        if run.gnu and fs.source.startswith("/") and fs.source in sources and not run.has("a"):
            continue
        sources.add(fs.source)
        found.append(fs)
    return found, status


def _unit(run: Run) -> tuple[str, int]:
    key = run.options.last("khm") or "k"
    return key, {"k": 1024, "m": 1 << 20, "h": 1}[key]


def df(run: Run) -> int:
    """Show how full filesystems are."""
    if run.has("i"):
        raise MissingOption("-i")
    rows, status = _rows(run)
    if run.gnu:
        _gnu_df(run, rows, status)
    else:
        _busybox_df(run, rows)
    return status


def _amounts(run: Run, fs: StatFs) -> list[str]:
    key, unit = _unit(run)
    numbers = (fs.total, fs.used, fs.free)
    if key == "h":
        return [gnu_human(n) if run.gnu else busybox_human(n) for n in numbers]
    return [str(-(-n // unit)) for n in numbers]


def _percent(fs: StatFs) -> str:
    whole = fs.used + fs.free
    return f"{-(-fs.used * 100 // whole)}%" if whole else "-"


def _gnu_df(run: Run, rows: list[StatFs], status: int) -> None:
    if status and not rows:
        return
    key, _ = _unit(run)
    kind = ["Type"] if run.has("T") else []
    size = {"k": "1K-blocks", "m": "1M-blocks", "h": "Size"}[key]
    if run.has("P") and key == "k":
        size = "1024-blocks"
    free = "Avail" if key == "h" else "Available"
    capacity = "Capacity" if run.has("P") else "Use%"
    table = [["Filesystem", *kind, size, "Used", free, capacity, "Mounted on"]]
    for fs in rows:
        kinds = [fs.kind] if run.has("T") else []
        table.append([fs.source, *kinds, *_amounts(run, fs), _percent(fs), fs.at])
    widths = [max(len(row[n]) for row in table) for n in range(len(table[0]))]
    widths[0] = max(widths[0], 14)
    left = 1 + len(kind)
    for n in range(left, left + 3):
        widths[n] = max(widths[n], 5 if n == left else 4)
    for row in table:
        cells = [
            cell.ljust(width) if n < left else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row[:-1], widths[:-1], strict=True))
        ]
        run.sys.out(" ".join(cells) + " " + row[-1] + "\n")


def _busybox_df(run: Run, rows: list[StatFs]) -> None:
    key, _ = _unit(run)
    name = {"k": "1K-blocks", "m": "1M-blocks", "h": "Size"}[key]
    if run.has("P") and key == "k":
        name = "1024-blocks"
    capacity = "Capacity" if run.has("P") else "Use%"
    kind = f" {'Type':<10}" if run.has("T") else ""
    run.sys.out(f"{'Filesystem':<20}{kind} {name:>9} {'Used':>9} Available {capacity} Mounted on\n")
    for fs in rows:
        if fs.total == 0 and not (run.operands or run.has("a")):
            continue
        source = fs.source
        if len(source) > 20 and not run.has("P"):
            run.sys.out(f"{source}\n")
            source = ""
        size, used, free = _amounts(run, fs)
        kinds = f" {fs.kind:<10}" if run.has("T") else ""
        percent = _percent(fs).replace("-", "0%")
        run.sys.out(f"{source:<20}{kinds} {size:>9} {used:>9} {free:>9} {percent:>4} {fs.at}\n")


def mount(run: Run) -> int:
    """List what is mounted; mounting is not simulated."""
    if run.operands or run.has("a", "o", "B", "R"):
        return run.sys.not_simulated("mount " + " ".join(run.sys.args))
    wanted = run.options.value("t")
    for one in run.sys.mounts():
        if wanted is not None and one.kind not in wanted.split(","):
            continue
        at = "/" + "/".join(one.at)
        run.sys.out(f"{one.source} on {at} type {one.kind} ({','.join(one.options)})\n")
    return 0


def umount(run: Run) -> int:
    """Unmounting is not simulated; whoever may not do it is told so."""
    if not run.operands:
        raise run.bad_usage("bad usage" if run.gnu else "")
    for path in run.operands:
        mounted = any("/" + "/".join(m.at) == path.rstrip("/") for m in run.sys.mounts())
        if not mounted:
            run.say("not mounted", path)
            return 32 if run.gnu else 1
        if run.sys.process.container is not None and not run.sys.process.privileged:
            run.say("refused", path)
            return 32 if run.gnu else 1
    return run.sys.not_simulated("umount " + " ".join(run.sys.args))


def sync(run: Run) -> int:
    """Write everything back: here it always is."""
    return 0


COMMANDS = (
    Command(
        "du",
        du,
        Grammar(
            "0abcd:DhHklLmsSxB:t:X:",
            "all=a apparent-size=apparent-size bytes=b total=c max-depth:=d human-readable=h"
            " summarize=s one-file-system=x count-links=l dereference=L si=! null=! inodes=!"
            " separate-dirs=! exclude:=! threshold:=! time?=! block-size:=!",
            missing="0SBtX",
        ),
        Grammar("aHkLsxlcmhbd:", "max-depth:=d"),
    ),
    Command(
        "df",
        df,
        Grammar(
            "aB:hHiklmPt:Tvx:",
            "all=a human-readable=h inodes=i portability=P print-type=T local=l type:=t"
            " exclude-type:=x si=! block-size:=! output?=! sync=sync no-sync=sync total=!",
            missing="BHlvxt",
        ),
        Grammar("kPT-ahmit:B:", missing="tB"),
    ),
    Command(
        "mount",
        mount,
        Grammar("aBRo:t:rwvnlL:U:fF", "bind=B rbind=R all=a types:=t options:=o", missing="lLUfF"),
        Grammar("arwno:t:fiv", missing="fi"),
    ),
    Command(
        "umount",
        umount,
        Grammar("aflnrRvqdO:t:", "lazy=l force=f recursive=R"),
        Grammar("ldfarnit:"),
    ),
    Command("sync", sync, Grammar("df", "data=d file-system=f"), Grammar("df")),
)
