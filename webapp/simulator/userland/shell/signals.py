"""Signals as a shell takes them: traps, and Ctrl-C at a prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.userland.shell.frames import (
    Children,
    EndEval,
    Frame,
    ScriptInput,
    ScriptText,
    Waiting,
)

if TYPE_CHECKING:
    from webapp.simulator.userland.shell.shell import Shell

SIGNALS = {
    1: "HUP",
    2: "INT",
    3: "QUIT",
    4: "ILL",
    5: "TRAP",
    6: "ABRT",
    7: "BUS",
    8: "FPE",
    9: "KILL",
    10: "USR1",
    11: "SEGV",
    12: "USR2",
    13: "PIPE",
    14: "ALRM",
    15: "TERM",
    16: "STKFLT",
    17: "CHLD",
    18: "CONT",
    19: "STOP",
    20: "TSTP",
    21: "TTIN",
    22: "TTOU",
    23: "URG",
    24: "XCPU",
    25: "XFSZ",
    26: "VTALRM",
    27: "PROF",
    28: "WINCH",
    29: "IO",
    30: "PWR",
    31: "SYS",
}
NUMBERS = {name: number for number, name in SIGNALS.items()}
SIGINT, SIGQUIT, SIGTERM = 2, 3, 15


def signal_number(text: str) -> int | None:
    """The number of a signal given by number or name, with or without SIG; None for no signal."""
    if text.isdigit():
        number = int(text) if len(text) < 4 else 999
        return number if number == 0 or number in SIGNALS else None
    name = text.upper().removeprefix("SIG")
    return 0 if name == "EXIT" else NUMBERS.get(name)


def numbers_of_traps(shell: Shell, *, ignored: bool) -> tuple[int, ...]:
    """The signals that traps ignore, or those that they take."""
    return tuple(
        NUMBERS[name]
        for name in sorted(shell.state.traps)
        if name in NUMBERS and (shell.state.traps[name] == "") == ignored
    )


def arm_signals(shell: Shell) -> None:
    """Tell the kernel which signals this shell takes and which it ignores."""
    taken = set(numbers_of_traps(shell, ignored=False))
    ignored = set(numbers_of_traps(shell, ignored=True))
    if shell.state.interactive:
        taken |= {SIGINT, SIGQUIT, SIGTERM} - ignored
    shell.sys.handle(*sorted(taken))
    if ignored or shell.sys.process.ignored:
        shell.sys.ignore(*sorted(ignored))


def take_signals(shell: Shell) -> bool:
    """Take signals that have arrived: Ctrl-C gives a new prompt, trapped ones wait their turn."""
    arrived = shell.sys.signals()
    if not arrived:
        return False
    for number in arrived:
        name = SIGNALS[number]
        if name in shell.state.traps:
            shell.change(pending=(*shell.state.pending, number))
        elif number == SIGINT and shell.state.interactive:
            _interrupt(shell)
    return True


def _interrupt(shell: Shell) -> None:
    shell.status = 128 + SIGINT
    shell.to_prompt()


def run_pending_traps(shell: Shell, frame: Frame) -> bool:
    """Begin the trap of a signal that has arrived, unless a child is still waited for."""
    if isinstance(frame, Children):
        return False
    number, *rest = shell.state.pending
    shell.change(pending=tuple(rest))
    text = shell.state.traps.get(SIGNALS[number], "")
    if isinstance(frame, Waiting):
        shell.pop()
        shell.status = 128 + number
    if isinstance(frame, ScriptInput) and number == SIGINT:
        _interrupt(shell)
    if text:
        shell.push(EndEval(shell.status), ScriptText(text, "trap", line=shell.line))
    return True
