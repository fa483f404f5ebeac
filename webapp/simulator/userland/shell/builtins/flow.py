"""Builtins that steer: true, false, break, continue, return, exit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.userland.shell.faults import ShellFault
from webapp.simulator.userland.shell.frames import LOOPS, EndFunction, EndSource, Frame

if TYPE_CHECKING:
    from webapp.simulator.userland.shell.frames import Mode
    from webapp.simulator.userland.shell.shell import Shell


def true(shell: Shell, argv: list[str], mode: Mode) -> int:
    """``:`` and ``true``."""
    return 0


def false(shell: Shell, argv: list[str], mode: Mode) -> int:
    """``false``."""
    return 1


def not_simulated(shell: Shell, argv: list[str], mode: Mode) -> int:
    """A builtin that the real shell has and this one hasn't."""
    return shell.sys.not_simulated(argv[0])


def leave_loop(shell: Shell, argv: list[str], mode: Mode) -> int | None:
    """``break [n]`` and ``continue [n]``."""
    count = 1
    if len(argv) > 1:
        if not argv[1].isdigit() or int(argv[1]) < 1:
            raise ShellFault("loop_count", builtin=argv[0], text=argv[1])
        count = int(argv[1])
    frames = shell.frames
    places: list[int] = []
    for index in range(len(frames) - 1, -1, -1):
        if isinstance(frames[index], LOOPS):
            places.append(index)
        elif isinstance(frames[index], EndFunction) and shell.state.dialect.name != "ash":
            break
    if not places:
        raise ShellFault("not_in_loop", builtin=argv[0], effect="command")
    place = places[min(count, len(places)) - 1]
    shell.unwind(place if argv[0] == "break" else place + 1)
    return 0


def return_(shell: Shell, argv: list[str], mode: Mode) -> int | None:
    """``return [status]``: from a function or a sourced file; elsewhere ash and dash end there."""
    status = _status(shell, argv, "numeric")

    def wanted(frame: Frame) -> bool:
        return isinstance(frame, (EndFunction, EndSource))

    place = shell.find(wanted)
    if place < 0:
        if shell.state.dialect.name == "bash":
            raise ShellFault("not_in_function", builtin="return", effect="command")
        if shell.state.interactive:
            shell.status = status
            shell.to_prompt()
            return status
        shell.leave(status)
        return None
    shell.unwind(place)
    return status


def _status(shell: Shell, argv: list[str], key: str) -> int:
    if len(argv) < 2:
        return shell.status
    text = argv[1]
    number = text.lstrip("+-")
    if not number.isdigit() or (shell.state.dialect.name != "bash" and text[0] in "+-"):
        raise ShellFault(key, builtin=argv[0], text=text, effect="shell")
    return int(text[:18]) & 0xFF


def exit_(shell: Shell, argv: list[str], mode: Mode) -> None:
    """``exit [status]``."""
    state = shell.state
    if state.interactive and state.dialect.name == "bash":
        shell.say("logout\n" if state.login else "exit\n")
    status = _status(shell, argv, "exit_numeric")
    shell.leave(status)
