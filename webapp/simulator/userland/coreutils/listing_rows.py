"""The rows of `ls`: names with their marks, long rows, columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.inode import Kind, Stat
from webapp.simulator.userland.coreutils import times
from webapp.simulator.userland.coreutils.modes import mode_string
from webapp.simulator.userland.coreutils.quoting import needs_quotes, shell
from webapp.simulator.userland.coreutils.sizes import busybox_human, busybox_whole, gnu_human

if TYPE_CHECKING:
    from webapp.simulator.userland.coreutils.accounts import Accounts
    from webapp.simulator.userland.coreutils.command import Run

Row = tuple[str, str, Stat]
_MARKS = {Kind.SYMLINK: "@", Kind.FIFO: "|", Kind.SOCKET: "=", Kind.DIRECTORY: "/"}
_COLOURS = {
    Kind.DIRECTORY: "01;34", Kind.SYMLINK: "01;36", Kind.FIFO: "33", Kind.SOCKET: "01;35",
    Kind.BLOCK: "01;33", Kind.CHAR: "01;33",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """How rows look."""

    gnu: bool
    long: bool
    one: bool
    across: bool
    width: int
    human: bool
    colour: bool
    quote: bool
    """Names that a shell would misread are quoted, as GNU's does on a terminal."""

    def quoted(self, name: str, *, colon: bool = False) -> str:
        """A name as it is shown."""
        return shell(name, colon=colon) if self.quote else name

    @property
    def block_width(self) -> int:
        """How wide busybox's column of blocks is."""
        return 7 if self.human else 6

    def size(self, size: int) -> str:
        """A size in bytes."""
        if not self.human:
            return str(size)
        return gnu_human(size) if self.gnu else busybox_human(size)

    def broken(self, text: str) -> str:
        """The target of a link that leads nowhere."""
        return f"\x1b[1;31m{text}\x1b[m" if self.colour and not self.gnu else text

    def blocks(self, blocks: int) -> str:
        """Space on the disk, given in blocks of 512 bytes."""
        if not self.human:
            return str(blocks // 2)
        return gnu_human(blocks * 512) if self.gnu else busybox_human(blocks * 512)

    def total(self, blocks: int) -> str:
        """The number behind ``total``; busybox's readable one has no decimals."""
        if self.gnu or not self.human:
            return self.blocks(blocks)
        return f"{busybox_whole(blocks * 512):<7}"


def _mark(run: Run, stat: Stat, *, link: bool = True) -> str:
    if run.has("F") and stat.is_file and stat.mode & 0o111:
        return "*"
    if run.has("F") or (run.has("p") and "file-type" in run.sys.args):
        return _MARKS.get(stat.kind, "") if link or stat.kind is not Kind.SYMLINK else ""
    return "/" if run.has("p") and stat.is_dir else ""


def _coloured(look: Look, text: str, stat: Stat) -> str:
    if not look.colour:
        return text
    code = _COLOURS.get(stat.kind, "")
    if stat.is_file and stat.mode & 0o111:
        code = "01;32"
    if stat.is_dir and stat.mode & 0o1002 == 0o1002:
        code = "30;42"
    if not look.gnu:
        code = code.replace("01;", "1;") or "0;0"
        return f"\x1b[{code}m{text}\x1b[m"
    return f"\x1b[0m\x1b[{code}m{text}\x1b[0m" if code else text


def _width(text: str) -> int:
    return len(text)


def short(run: Run, look: Look, rows: list[Row]) -> list[tuple[str, int]]:
    """The cells of a listing that is not long: text and width on the screen."""
    ino = max((len(str(stat.ino)) for _, _, stat in rows), default=0)
    size = max((len(look.blocks(stat.blocks)) for _, _, stat in rows), default=0)
    made = []
    some_quoted = look.quote and any(needs_quotes(name, colon=False) for name, _, _ in rows)
    for name, _, stat in rows:
        head = ""
        if run.has("i"):
            head += f"{stat.ino:>{ino if look.gnu else 7}} "
        if run.has("s"):
            head += f"{look.blocks(stat.blocks):>{size if look.gnu else look.block_width}} "
        shown = look.quoted(name)
        blank = " " if some_quoted and shown == name and not look.one else ""
        mark = _mark(run, stat)
        made.append(
            (
                head + blank + _coloured(look, shown, stat) + mark,
                len(head) + len(blank) + _width(shown) + len(mark),
            )
        )
    return made


def columns(look: Look, cells: list[tuple[str, int]]) -> str:
    """Lay cells out in columns, or one a line."""
    if look.one:
        return "".join(text + "\n" for text, _ in cells)
    return _gnu_columns(look, cells) if look.gnu else _busybox_columns(look, cells)


def _busybox_columns(look: Look, cells: list[tuple[str, int]]) -> str:
    width = max(size for _, size in cells) + 2
    count = max(look.width // width, 1)
    rows = -(-len(cells) // count)
    lines = []
    for row in range(rows):
        line, used = "", 0
        for column in range(count):
            at = row * count + column if look.across else column * rows + row
            if at >= len(cells):
                continue
            if column:
                line += " " * (column * width - used)
                used = column * width
            line += cells[at][0]
            used += cells[at][1]
        lines.append(line + "\n")
    return "".join(lines)


def _gnu_columns(look: Look, cells: list[tuple[str, int]]) -> str:
    most = max(min(len(cells), look.width // 3), 1)
    rows, widths = len(cells), [0]
    for count in range(most, 0, -1):
        rows = -(-len(cells) // count)
        if not look.across and -(-len(cells) // rows) != count and count > 1:
            continue
        widths = [0] * count
        for at, (_, size) in enumerate(cells):
            column = at % count if look.across else at // rows
            last = column == count - 1
            widths[column] = max(widths[column], size + (0 if last else 2))
        if sum(widths) < look.width or count == 1:
            break
    lines = []
    for row in range(rows):
        line, at_column = "", 0
        for column in range(count):
            at = row * count + column if look.across else column * rows + row
            if at >= len(cells):
                break
            start = sum(widths[:column])
            # Tabs would not reach under a background colour.
            gap = " " * (start - at_column) if look.colour else _indent(at_column, start)
            line += gap + cells[at][0]
            at_column = start + cells[at][1]
        lines.append(line + "\n")
    return "".join(lines)


def _indent(at: int, to: int) -> str:
    """Tabs and blanks, as GNU's ls moves on."""
    made = ""
    while at < to:
        if to // 8 > (at + 1) // 8:
            made += "\t"
            at += 8 - at % 8
        else:
            made += " "
            at += 1
    return made


def long_rows(run: Run, look: Look, names: Accounts, rows: list[Row], among: list[Row]) -> str:
    """The rows of ``ls -l``; the widths of GNU's columns fit all rows `among` them."""
    made = _table(run, look, names, rows)
    if not look.gnu:
        return _busybox_long(run, look, made)
    return _gnu_long(run, look, made, _table(run, look, names, among))


def _table(
    run: Run, look: Look, names: Accounts, rows: list[Row]
) -> list[tuple[Stat, str, str, str]]:
    numeric = run.has("n")
    table = []
    for name, path, stat in rows:
        user = str(stat.uid) if numeric else names.user_name(stat.uid)
        group = str(stat.gid) if numeric else names.group_name(stat.gid)
        shown = _coloured(look, look.quoted(name), stat) + _long_mark(run, look, stat, path)
        table.append((stat, user, group, shown))
    return table


def _long_mark(run: Run, look: Look, stat: Stat, path: str) -> str:
    if stat.kind is not Kind.SYMLINK:
        return _mark(run, stat)
    try:
        target = run.sys.readlink(path)
    except OsError:
        return ""
    mark = ""
    shown = shell(target, colon=False) if run.gnu and run.sys.isatty(1) else target
    try:
        leads_to = run.sys.stat(path)
    except OsError:
        return f" -> {look.broken(shown)}"
    if run.has("F", "p"):
        mark = _mark(run, leads_to, link=False)
    shown = _coloured(look, shown, leads_to)
    return f" -> {shown}{mark}"


def _time(run: Run, look: Look, stat: Stat) -> str:
    ns = stat.ctime if run.has("c") else stat.mtime
    if run.has("full") or run.options.value("time-style") == "full-iso":
        return times.full(ns) if look.gnu else f"{times.moment(ns):%Y-%m-%d %H:%M:%S} +0000"
    style = run.options.value("time-style")
    if style == "long-iso":
        return f"{times.moment(ns):%Y-%m-%d %H:%M}"
    if style is not None and style.startswith("+"):
        return times.moment(ns).strftime(style[1:])
    now = run.sys.now
    recent = times.gnu_recent(ns, now) if look.gnu else times.busybox_recent(ns, now)
    return times.listed(ns, now, recent=recent)


def _busybox_long(run: Run, look: Look, table: list[tuple[Stat, str, str, str]]) -> str:
    made = []
    for stat, user, group, shown in table:
        head = f"{stat.ino:>7} " if run.has("i") else ""
        if run.has("s"):
            head += f"{look.blocks(stat.blocks):>{look.block_width}} "
        owner = f"{group[:8]:<8} " if run.has("g") else f"{user[:8]:<8} {group[:8]:<8} "
        if stat.kind in {Kind.CHAR, Kind.BLOCK}:
            size = f"{stat.rdev[0]:>4}, {stat.rdev[1]:>3} "
        else:
            size = f"{look.size(stat.size):>{7 if look.human else 9}} "
        mode = mode_string(stat.kind, stat.mode)
        made.append(f"{head}{mode} {stat.nlink:>4} {owner}{size}{_time(run, look, stat)} {shown}\n")
    return "".join(made)


def _gnu_long(
    run: Run,
    look: Look,
    table: list[tuple[Stat, str, str, str]],
    among: list[tuple[Stat, str, str, str]],
) -> str:
    def widest(words: list[str]) -> int:
        return max((len(word) for word in words), default=0)

    devices = [stat for stat, *_ in among if stat.kind in {Kind.CHAR, Kind.BLOCK}]
    major = widest([str(stat.rdev[0]) for stat in devices])
    minor = widest([str(stat.rdev[1]) for stat in devices])
    plain = [look.size(s.size) for s, *_ in among if s.kind not in {Kind.CHAR, Kind.BLOCK}]
    size_width = max(widest(plain), major + 2 + minor if devices else 0)
    links = widest([str(stat.nlink) for stat, *_ in among])
    users = widest([user for _, user, _, _ in among])
    groups = widest([group for _, _, group, _ in among])
    inos = widest([str(stat.ino) for stat, *_ in among])
    blocks = widest([look.blocks(stat.blocks) for stat, *_ in among])
    made = []
    for stat, user, group, shown in table:
        row = f"{stat.ino:>{inos}} " if run.has("i") else ""
        if run.has("s"):
            row += f"{look.blocks(stat.blocks):>{blocks}} "
        row += f"{mode_string(stat.kind, stat.mode)} {stat.nlink:>{links}} "
        pad = ">" if run.has("n") else "<"
        if not run.has("g"):
            row += f"{user:{pad}{users}} "
        if not run.has("G", "o"):
            row += f"{group:{pad}{groups}} "
        if stat.kind in {Kind.CHAR, Kind.BLOCK}:
            numbers = f"{stat.rdev[0]:>{major}}, {stat.rdev[1]:>{minor}}"
            row += f"{numbers:>{size_width}} "
        else:
            row += f"{look.size(stat.size):>{size_width}} "
        made.append(f"{row}{_time(run, look, stat)} {shown}\n")
    return "".join(made)
