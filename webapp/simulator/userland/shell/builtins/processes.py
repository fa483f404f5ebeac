"""Builtins about processes: jobs, kill, wait, trap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.userland.shell.faults import ShellFault
from webapp.simulator.userland.shell.frames import Children, Waiting
from webapp.simulator.userland.shell.jobs import job_line, marked, refresh_jobs
from webapp.simulator.userland.shell.quoting import dash_quoted, single_quoted
from webapp.simulator.userland.shell.signals import SIGNALS, arm_signals, signal_number

if TYPE_CHECKING:
    from webapp.simulator.userland.shell.frames import Mode
    from webapp.simulator.userland.shell.shell import Shell
    from webapp.simulator.userland.shell.state import Job


def jobs(shell: Shell, argv: list[str], mode: Mode) -> int:
    """``jobs [-lp]``."""
    refresh_jobs(shell)
    for job, mark in marked(shell.state.jobs):
        line = f"{job.visible}\n" if "-p" in argv[1:] else job_line(shell, job, mark=mark)
        shell.write(line.encode("utf-8", "surrogateescape"), "jobs")
    shell.change(jobs=tuple(job for job in shell.state.jobs if job.status is None))
    return 0


def _job(shell: Shell, text: str) -> Job:
    jobs_now = shell.state.jobs
    name = text[1:]
    if name in ("", "%", "+"):
        found = jobs_now[-1:]
    elif name == "-":
        found = jobs_now[-2:-1]
    elif name.isdigit():
        found = tuple(job for job in jobs_now if job.number == int(name))
    else:
        found = tuple(job for job in jobs_now if job.text.startswith(name))
    if not found:
        raise ShellFault("job", text=text)
    return found[-1]


def kill(shell: Shell, argv: list[str], mode: Mode) -> int:
    """``kill [-s name | -number | -name] pids``, ``kill -l``."""
    words = argv[1:]
    signal = 15
    if words and words[0] == "-l":
        return _list_signals(shell, words[1:])
    if words and words[0] in ("-s", "-n") and len(words) > 1:
        signal, words = _signal(words[1]), words[2:]
    elif words and words[0] == "--":
        words = words[1:]
    elif words and words[0].startswith("-") and len(words[0]) > 1:
        signal, words = _signal(words[0][1:]), words[1:]
    if words[:1] == ["--"]:
        words = words[1:]
    if not words:
        raise ShellFault("kill_usage", builtin="kill")
    status = 0
    for word in words:
        try:
            _kill_one(shell, word, signal)
        except ShellFault as fault:
            fault.builtin = fault.builtin or "kill"
            shell.complain(fault)
            status = 1
    return status


def _signal(text: str) -> int:
    number = signal_number(text)
    if number is None:
        raise ShellFault("kill_signal", builtin="kill", text=text)
    return number


def _kill_one(shell: Shell, word: str, signal: int) -> None:
    if word.startswith("%"):
        pid = _job(shell, word).visible
    elif word.lstrip("-").isdigit() and word:
        pid = int(word[:12])
    else:
        raise ShellFault("kill_argument", builtin="kill", text=word)
    try:
        shell.sys.kill(pid, signal)
    except OsError as error:
        if error.errno.name != "ESRCH":
            raise ShellFault(
                "said", builtin="kill", text=f"({pid}) - {error.strerror}", status=1
            ) from None
        raise ShellFault("kill_missing", builtin="kill", pid=pid) from None


def _list_signals(shell: Shell, words: list[str]) -> int:
    lines: list[str] = []
    for word in words:
        number = signal_number(word)
        if word.isdigit() and number is None and int(word[:6]) > 128:
            number = signal_number(str(int(word[:6]) - 128))
        if number is None or number not in SIGNALS:
            raise ShellFault("kill_signal", builtin="kill", text=word)
        lines.append(SIGNALS[number] if word.isdigit() else str(number))
    if not words:
        if shell.state.dialect.name == "bash":
            cells = [f"{number:>2}) SIG{name}" for number, name in sorted(SIGNALS.items())]
            lines = ["\t".join(cells[start : start + 5]) for start in range(0, len(cells), 5)]
        else:
            lines = [name for _, name in sorted(SIGNALS.items())]
    shell.write("".join(line + "\n" for line in lines).encode(), "kill")
    return 0


def wait(shell: Shell, argv: list[str], mode: Mode) -> int | None:
    """``wait [pids]``."""
    words = argv[1:]
    refresh_jobs(shell)
    if not words:
        pids = tuple(job.pid for job in shell.state.jobs if job.status is None)
        if not pids:
            shell.change(jobs=())
            return 0
        shell.push(Waiting(pids, None))
        return None
    word = words[-1]
    if word.startswith("%"):
        found: Job | None = _job(shell, word)
    elif word.isdigit():
        found = next((job for job in shell.state.jobs if job.visible == int(word)), None)
    else:
        raise ShellFault("numeric", builtin="wait", text=word)
    if found is None:
        raise ShellFault("wait_child", builtin="wait", pid=word)
    if found.status is not None:
        shell.change(jobs=tuple(job for job in shell.state.jobs if job.pid != found.pid))
        return found.status
    shell.push(Waiting((found.pid,), found.pid))
    return None


def foreground(shell: Shell, argv: list[str], mode: Mode) -> int | None:
    """``fg`` waits for a job; ``bg`` leaves it where it runs already."""
    if not shell.state.interactive or not shell.state.jobs:
        if shell.state.interactive and shell.state.dialect.name == "bash":
            raise ShellFault("job", builtin=argv[0], text="current")
        raise ShellFault("no_job_control", builtin=argv[0])
    job = _job(shell, argv[1] if len(argv) > 1 else "%")
    shell.write(f"{job.text}\n".encode("utf-8", "surrogateescape"), argv[0])
    if argv[0] == "bg":
        return 0
    shell.change(jobs=tuple(other for other in shell.state.jobs if other.pid != job.pid))
    if job.status is not None:
        return job.status
    shell.push(Children((job.pid,)))
    return None


def disown(shell: Shell, argv: list[str], mode: Mode) -> int:
    """``disown``: the shell forgets a job."""
    gone = _job(shell, argv[1] if len(argv) > 1 else "%")
    shell.change(jobs=tuple(job for job in shell.state.jobs if job.pid != gone.pid))
    return 0


def trap(shell: Shell, argv: list[str], mode: Mode) -> int:
    """``trap [action signals]``."""
    words = argv[2:] if argv[1:2] == ["--"] else argv[1:]
    if not words or words == ["-p"]:
        return _list_traps(shell)
    if words[0] == "-l":
        return _list_signals(shell, [])
    action: str | None = words[0]
    names = words[1:]
    if words[0] == "-":
        action = None
    elif words[0].isdigit() or len(words) == 1:
        action, names = None, words
    status = 0
    for name in names:
        number = signal_number(name)
        if number is None:
            shell.complain(ShellFault("trap", builtin="trap", name=name))
            status = 1
            continue
        key = "EXIT" if number == 0 else SIGNALS[number]
        traps = shell.state.traps
        shell.change(traps=traps.discard(key) if action is None else traps.insert(key, action))
    arm_signals(shell)
    return status


def _list_traps(shell: Shell) -> int:
    bash = shell.state.dialect.name == "bash"
    traps = shell.state.traps
    for name in sorted(traps, key=lambda each: signal_number(each) or 0):
        shown = f"SIG{name}" if bash and name != "EXIT" else name
        text = single_quoted(traps[name]) if bash else dash_quoted(traps[name])
        shell.write(f"trap -- {text} {shown}\n".encode("utf-8", "surrogateescape"), "trap")
    return 0
