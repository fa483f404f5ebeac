"""less, more, file, tree, getfattr, free and clear; editors that need a screen are refused."""

from __future__ import annotations

from webapp.simulator.kernel.content import Content, Piece
from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.generated import MEMORY_KB
from webapp.simulator.kernel.inode import Kind
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.input import content_of
from webapp.simulator.userland.coreutils.paths import below
from webapp.simulator.userland.coreutils.sizes import gnu_human

_USED_KB = 914_000
_CACHE_KB = 800_080


def page(run: Run) -> int:
    """Less and more: all at once, as they do where output is no terminal."""
    status = 0
    for path in run.operands or ("-",):
        if path.startswith("-") and path != "-":
            continue
        try:
            run.sys.write_content(1, content_of(run, path))
        except OsError as error:
            run.say("open", path, error)
            status = 1
    return status


def clear(run: Run) -> int:
    """Clear the screen."""
    run.sys.out("\x1b[H\x1b[2J\x1b[3J" if run.gnu else "\x1b[H\x1b[J")
    return 0


def refuse(run: Run) -> int:
    """A program that needs a screen of its own."""
    return run.sys.not_simulated(run.sys.name)


def _described(run: Run, path: str) -> str:
    sys = run.sys
    stat = sys.stat(path, follow=run.has("L"))
    kinds = {
        Kind.DIRECTORY: "directory", Kind.FIFO: "fifo (named pipe)", Kind.SOCKET: "socket",
    }  # fmt: skip
    if stat.kind in kinds:
        return kinds[stat.kind]
    if stat.kind is Kind.SYMLINK:
        target = sys.readlink(path)
        return f"{'symbolic' if sys.exists(path) else 'broken symbolic'} link to {target}"
    if stat.kind in {Kind.CHAR, Kind.BLOCK}:
        word = "character" if stat.kind is Kind.CHAR else "block"
        return f"{word} special ({stat.rdev[0]}/{stat.rdev[1]})"
    if stat.size == 0:
        return "empty"
    fd = sys.open(path)
    content = sys.read_content(fd)
    sys.close(fd)
    return _contents(content)


def _contents(content: Content) -> str:
    if content.program is not None:
        return "ELF 64-bit LSB pie executable, x86-64, version 1 (SYSV), dynamically linked"
    head = content.read(0, 4096)
    if head.startswith(b"#!"):
        first = head[2:].split(b"\n")[0].strip().decode("utf-8", "replace")
        shell = first.split()[0].rsplit("/", 1)[-1] if first else ""
        known = {"sh": "POSIX shell", "bash": "Bourne-Again shell", "dash": "POSIX shell"}
        if shell in known:
            return f"{known[shell]} script, ASCII text executable"
        return f"a {first} script, ASCII text executable"
    if any(isinstance(extent, Piece) for extent in content.extents) or b"\0" in head:
        return "data"
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError:
        return "ISO-8859 text"
    kind = "ASCII text" if text.isascii() else "Unicode text, UTF-8 text"
    return kind if "\n" in text else f"{kind}, with no line terminators"


def file(run: Run) -> int:
    """Tell what kind of thing each file is."""
    if not run.operands:
        run.sys.err(
            "Usage: file [-bcCdEhikLlNnprsSvzZ0] [--apple] [--extension] [--mime-encoding]\n"
        )
        return 1
    width = max(len(path) for path in run.operands) + 1
    for path in run.operands:
        try:
            text = _described(run, path)
        except OsError as error:
            text = f"cannot open `{path}' ({error.strerror})"
        head = "" if run.has("b") else f"{path + ':':<{width}} "
        run.sys.out(f"{head}{text}\n")
    return 0


class _Tree:
    def __init__(self, run: Run) -> None:
        self.run = run
        self.folders = 0
        self.files = 0
        depth = run.options.value("L")
        self.most = int(depth) if depth is not None and depth.isdecimal() else 1 << 30
        self.lines: list[str] = []

    def walk(self, path: str, lead: str, depth: int) -> None:
        if depth > self.most:
            return
        names = self.run.sys.listdir(path)
        shown = [n for n in names if self.run.has("a") or not n.startswith(".")]
        rows = [(name, self.run.sys.stat(below(path, name), follow=False)) for name in shown]
        if self.run.has("d"):
            rows = [row for row in rows if row[1].is_dir]
        for at, (name, stat) in enumerate(rows):
            self.run.sys.tick()
            last = at == len(rows) - 1
            full = below(path, name)
            text = full if self.run.has("f") else name
            if stat.is_link:
                text += " -> " + self.run.sys.readlink(full)
            self.lines.append(f"{lead}{'└── ' if last else '├── '}{text}\n")
            if stat.is_dir:
                self.folders += 1
                self.walk(full, lead + ("    " if last else "│\u00a0\u00a0 "), depth + 1)
            else:
                self.files += 1


def tree(run: Run) -> int:
    """Draw directories as a tree."""
    machine = _Tree(run)
    status = 0
    for path in run.operands or (".",):
        try:
            if run.sys.stat(path).is_dir:
                machine.lines.append(f"{path}\n")
                machine.folders += 1
                machine.walk(path, "", 1)
            else:
                machine.lines.append(f"{path}  [error opening dir]\n")
        except OsError:
            machine.lines.append(f"{path}  [error opening dir]\n")
            status = 2
    word = "directory" if machine.folders == 1 else "directories"
    files = "" if run.has("d") else f", {machine.files} file{'' if machine.files == 1 else 's'}"
    run.sys.out("".join(machine.lines) + f"\n{machine.folders} {word}{files}\n")
    return status


def getfattr(run: Run) -> int:
    """Extended attributes: of overlay, those that mark opaque directories and origins."""
    sys = run.sys
    pattern = run.options.value("m") or "^user\\."
    status = 0
    for path in run.operands:
        try:
            found = sys.getxattrs(path, follow=not run.has("h"))
        except OsError as error:
            run.say("open", path, error)
            status = 1
            continue
        wanted = run.options.value("n")
        if wanted is not None:
            if wanted not in found:
                run.say("no attribute", path, what=wanted)
                status = 1
                continue
            names = [wanted]
        else:
            names = [name for name in found if _fits(name, pattern)]
        if not names:
            continue
        shown = path.lstrip("/") if not run.has("absolute") else path
        if path.startswith("/") and not run.has("absolute"):
            sys.err("getfattr: Removing leading '/' from absolute path names\n")
        if run.has("only-values"):
            sys.out("".join(found[name] for name in names))
            continue
        rows = [f'{name}="{found[name]}"' if run.has("d", "n") else name for name in names]
        sys.out(f"# file: {shown}\n" + "".join(row + "\n" for row in rows) + "\n")
    return status


def _fits(name: str, pattern: str) -> bool:
    """The patterns that people give to -m: all (``-`` or ``.``), or a beginning."""
    if pattern in {"-", ".", ".*", ""}:
        return True
    plain = pattern.lstrip("^").replace("\\.", ".").rstrip("*").rstrip(".")
    return name.startswith(plain) if pattern.startswith("^") else plain in name


def free(run: Run) -> int:
    """How much memory there is; the numbers do not change."""
    total = MEMORY_KB
    unused = total - _USED_KB - _CACHE_KB
    rows = [total, _USED_KB, unused, 1_024, _CACHE_KB, total - _USED_KB]

    def shown(kb: int) -> str:
        if run.has("h"):
            return gnu_human(kb * 1024) + ("i" if kb * 1024 >= 1024 else "B")
        unit = {"m": 1024, "g": 1 << 20, "b": 0}.get(run.options.last("bkmg"), 1)
        return str(kb * 1024 if unit == 0 else kb // unit)

    heads = ["total", "used", "free", "shared", "buff/cache", "available"]
    lines = [f"{'':<8}{heads[0]:>12}" + "".join(f"{h:>12}" for h in heads[1:])]
    lines.append(f"{'Mem:':<8}{shown(rows[0]):>12}" + "".join(f"{shown(n):>12}" for n in rows[1:]))
    lines.append(f"{'Swap:':<8}{shown(0):>12}" + f"{shown(0):>12}" * 2)
    run.sys.out("\n".join(lines) + "\n")
    return 0


_RAW = Grammar(raw=True)
COMMANDS = (
    Command("less", page, _RAW, _RAW),
    Command("more", page, _RAW, _RAW),
    Command("clear", clear, Grammar("xT:V"), Grammar()),
    *(Command(name, refuse, _RAW, _RAW) for name in ("vi", "top")),
    *(Command(name, refuse, _RAW) for name in ("vim", "nano")),
    Command("file", file, Grammar("bLhi", "brief=b dereference=L mime=!", missing="i"), None),
    Command("tree", tree, Grammar("adfL:", ""), None),
    Command(
        "getfattr",
        getfattr,
        Grammar(
            "n:de:m:hRLP",
            "name:=n dump=d encoding:=e match:=m no-dereference=h only-values=only-values"
            " absolute-names=absolute recursive=!",
            missing="RLP",
        ),
        Grammar("hdn:", "only-values=only-values"),
    ),
    Command(
        "free",
        free,
        Grammar("bkmghstcwlv", "human=h bytes=b kibi=k mebi=m gibi=g"),
        Grammar("bkmgth"),
    ),
)
