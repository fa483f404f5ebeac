"""ps: what runs, in busybox's columns and in procps's."""

from __future__ import annotations

from webapp.simulator.kernel.generated import MEMORY_KB
from webapp.simulator.kernel.process import Process, Until
from webapp.simulator.userland.coreutils.accounts import Accounts, accounts
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.options import MissingOption
from webapp.simulator.userland.coreutils.times import SECOND, moment, month

_SIZE_KB = 2_400


def _words(process: Process) -> str:
    return " ".join(process.argv) or process.exe


def _busybox(run: Run, names: Accounts) -> int:
    columns = run.options.value("o")
    if columns is not None:
        return _chosen(run, names, columns.split(","))
    # Debian builds busybox without the time; Alpine has it.
    time = f"{'0:00':>5} " if run.sys.exists("/etc/alpine-release") else ""
    made = [f"PID   USER     {'TIME  ' if time else ''}COMMAND\n"]
    for process in run.sys.processes():
        pid = run.sys.visible_pid(process.pid)
        user = names.user_name(process.uid)
        made.append(f"{pid:>5} {user:<8.8} {time}{_words(process)}\n")
    run.sys.out("".join(made))
    return 0


def _chosen(run: Run, names: Accounts, columns: list[str]) -> int:
    """``-o``: columns by name."""
    known = {
        "pid": ("PID", 5), "ppid": ("PPID", 5), "user": ("USER", 8), "comm": ("COMMAND", 16),
        "args": ("COMMAND", 0), "cmd": ("CMD", 0), "time": ("TIME", 5), "group": ("GROUP", 8),
        "tty": ("TT", 8), "stat": ("STAT", 4),
    }  # fmt: skip
    wanted = []
    for column in columns:
        key, _, title = column.partition("=")
        if key not in known:
            raise MissingOption(f"-o {key}")
        wanted.append((key, title if "=" in column else known[key][0], known[key][1]))
    made = []
    if any(title for _, title, _ in wanted):
        titles = [(k if run.gnu else "", t, w) for k, t, w in wanted]
        made.append(_cells(titles))
    for process in run.sys.processes():
        values = {
            "pid": str(run.sys.visible_pid(process.pid)),
            "ppid": str(run.sys.visible_pid(process.ppid)), "user": names.user_name(process.uid),
            "group": names.group_name(process.gid), "comm": _comm(process), "args": _words(process),
            "cmd": _words(process), "time": "00:00:00" if run.gnu else "0:00", "tty": _tty(process),
            "stat": _stat(run, process),
        }  # fmt: skip
        made.append(_cells([(k, values[k], w) for k, _, w in wanted]))
    run.sys.out("".join(made))
    return 0


def _cells(row: list[tuple[str, str, int]]) -> str:
    cells = [
        text.rjust(width) if key in {"pid", "ppid", "time"} else text.ljust(width)
        for key, text, width in row
    ]
    return " ".join(cells).rstrip() + "\n"


def _comm(process: Process) -> str:
    return (process.exe or (process.argv[0] if process.argv else "")).rsplit("/", 1)[-1][:15]


def _tty(process: Process) -> str:
    return "pts/0" if process.foreground and process.container is None else "?"


def _stat(run: Run, process: Process) -> str:
    if process.pid == run.sys.pid:
        return "R+"
    return "S+" if isinstance(process.until, Until) and process.foreground else "Ss"


def _start(run: Run, process: Process) -> str:
    when = moment(process.started)
    if run.sys.now - process.started < 86400 * SECOND:
        return f"{when:%H:%M}"
    return f"{month(when)}{when.day:02d}"


def ps(run: Run) -> int:
    """Show processes."""
    names = accounts(run.sys)
    if not run.gnu:
        return _busybox(run, names)
    style, everything, columns = _style(run)
    if columns:
        return _chosen(run, names, columns)
    rows = run.sys.processes()
    if not everything:
        rows = [p for p in rows if p.container == run.sys.process.container and p.foreground]
    made = []
    if style == "u":
        made.append("USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n")
        for p in rows:
            pid = run.sys.visible_pid(p.pid)
            user = names.user_name(p.uid)
            memory = f"{_SIZE_KB * 100 / MEMORY_KB:.1f}"
            made.append(
                f"{user:<8} {pid:>7}  0.0 {memory:>4} {4 * _SIZE_KB:>6} {_SIZE_KB:>5} {_tty(p):<8}"
                f" {_stat(run, p):<4} {_start(run, p):<7} 0:00 {_words(p)}\n"
            )
    elif style == "f":
        made.append("UID          PID    PPID  C STIME TTY          TIME CMD\n")
        for p in rows:
            pid, ppid = run.sys.visible_pid(p.pid), run.sys.visible_pid(p.ppid)
            user = names.user_name(p.uid)
            made.append(
                f"{user:<8} {pid:>7} {ppid:>7}  0 {_start(run, p):>5} {_tty(p):<8} 00:00:00"
                f" {_words(p)}\n"
            )
    elif style == "x":
        made.append("    PID TTY      STAT   TIME COMMAND\n")
        made += [f"{_head(run, p)} {_stat(run, p):<4}   0:00 {_words(p)}\n" for p in rows]
    else:
        made.append("    PID TTY          TIME CMD\n")
        made += [f"{_head(run, p)} 00:00:00 {_comm(p)}\n" for p in rows]
    run.sys.out("".join(made))
    return 0


def _head(run: Run, process: Process) -> str:
    return f"{run.sys.visible_pid(process.pid):>7} {_tty(process):<8}"


def _style(run: Run) -> tuple[str, bool, list[str]]:
    """Which columns, whether everything, and columns by name."""
    style, everything = "", False
    columns: list[str] = []
    words = list(run.operands)
    while words:
        word = words.pop(0)
        letters = word.lstrip("-")
        for at, letter in enumerate(letters):
            if letter == "o":
                value = letters[at + 1 :] or (words.pop(0) if words else "")
                columns += value.split(",")
                break
            if letter in "ef" and word.startswith("-"):
                everything = everything or letter == "e"
                style = "f" if letter == "f" else style
            elif letter == "A":
                everything = True
            elif letter in "aux" and not word.startswith("--"):
                everything = True
                style = "u" if letter == "u" else style or "x"
            elif letter != "w":
                raise MissingOption(word)
    return style, everything, columns


COMMANDS = (Command("ps", ps, Grammar(raw=True), Grammar("o:TlA", missing="Tl")),)
