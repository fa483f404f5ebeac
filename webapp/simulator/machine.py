"""The working machine: a world thawed for one step, and frozen again."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from webapp.simulator.catalog import host
from webapp.simulator.engine.engine import Dockerd
from webapp.simulator.engine.model import EngineState
from webapp.simulator.engine.telling import tell
from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.kernel import SIGKILL, Kernel
from webapp.simulator.kernel.scheduler import Scheduler
from webapp.simulator.kernel.state import KernelState
from webapp.simulator.kernel.sys import Sys
from webapp.simulator.userland import programs
from webapp.simulator.userland.shell.state import ShellState
from webapp.simulator.world import Outcome, World

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webapp.simulator.engine.events import Event
    from webapp.simulator.kernel.budget import Limits
    from webapp.simulator.kernel.network import Request, Response
    from webapp.simulator.kernel.process import Process

Saved = tuple[KernelState, EngineState, int, int]


class Machine:
    """A working copy of a world."""

    def __init__(self, world: World, limits: Limits | None = None) -> None:
        """Thaw a world; what it does then is bounded by `limits`."""
        self.kernel = Kernel(world.kernel, limits)
        self.scheduler = Scheduler(self.kernel, programs.program, self.save, self.restore)
        self.engine = Dockerd(
            self.kernel,
            world.engine,
            settle=self.scheduler.settle,
            run_to_end=self.scheduler.run_to_end,
        )
        self.kernel.answer = self._answer

    def save(self) -> Saved:
        """Keep all that a program may change."""
        printed, events = len(self.kernel.printed), len(self.kernel.events)
        return self.kernel.snapshot(), self.engine.snapshot(), printed, events

    def restore(self, saved: object) -> None:
        """Bring back what `save` kept."""
        assert isinstance(saved, tuple)
        kernel, engine, printed, events = saved
        self.kernel.restore(kernel)
        self.engine.restore(engine)
        del self.kernel.printed[printed:]
        del self.kernel.events[events:]

    def freeze(self) -> World:
        """Give the world as it is now."""
        return World(self.kernel.snapshot(), self.engine.snapshot())

    def _answer(self, pid: int, request: Request) -> Response:
        process = self.kernel.processes.get(pid)
        responder = None if process is None else programs.responder(process.program)
        if process is None or process.ended or responder is None:
            raise OsError(Errno.ECONNREFUSED)
        return responder(Sys(self.kernel, pid), request)


def step(world: World, line: str, limits: Limits | None = None) -> Outcome:
    """Type a line at the terminal and run until the next one is asked for.

    At a script's terminal, what would not end is ended as by Ctrl-C; on a page it goes on, and the
    outcome's world asks for nothing.
    """
    return _drive(world, (line,), limits)


def end_of_input(world: World) -> Outcome:
    """Close the terminal's input, as Ctrl-D does at a prompt."""
    return _drive(world, None, None)


def interrupt(world: World) -> Outcome:
    """Press Ctrl-C."""
    machine = Machine(world)
    reader = _reader(world)
    _stop(machine, "Ctrl-C")
    return _outcome(world, machine, reader)


def _drive(world: World, lines: Sequence[str] | None, limits: Limits | None) -> Outcome:
    machine = Machine(world, limits)
    kernel = machine.kernel
    reader = _reader(world)
    typed = kernel.terminal.lines + tuple(lines or ())
    kernel.terminal = replace(
        kernel.terminal, lines=typed, ended=lines is None, asks="", prompt="", reader=0
    )
    asked = machine.scheduler.run_foreground()
    if not any(_is_login(process) for process in kernel.processes.values()):
        host.login(kernel, full_terminal=kernel.terminal.full)
        asked = machine.scheduler.run_foreground()
    if lines is None:
        kernel.terminal = replace(kernel.terminal, ended=False)
    elif not asked and not kernel.terminal.full:
        _stop(machine, "nothing more can happen")
    return _outcome(world, machine, reader)


def _stop(machine: Machine, why: str) -> None:
    """End what runs in the foreground; what does not heed Ctrl-C is killed."""
    kernel = machine.kernel
    machine.scheduler.interrupt(why)
    if machine.scheduler.run_foreground():
        return
    for pid in sorted(kernel.processes):
        process = kernel.processes.get(pid)
        if process is not None and process.foreground and not _is_prompt(process):
            kernel.end_process(pid, 128 + SIGKILL)
    machine.scheduler.run_foreground()


def _is_prompt(process: Process) -> bool:
    return isinstance(process.state, ShellState) and process.state.interactive


def _is_login(process: Process) -> bool:
    """Whether a process is the shell at the host's prompt; one that left is replaced."""
    return process.container is None and not process.ended and _is_prompt(process)


def _reader(world: World) -> Process | None:
    """The process that read, or will read, the line: the one that waits for it."""
    terminal = world.kernel.terminal
    if terminal.asks:
        return world.kernel.processes.get(terminal.reader)
    return None


def _outcome(before: World, machine: Machine, reader: Process | None) -> Outcome:
    kernel = machine.kernel
    after = machine.freeze()
    code: int | None = None
    if reader is not None and kernel.terminal.asks in {"command", ""}:
        now = kernel.processes.get(reader.pid)
        if now is not None and isinstance(now.state, ShellState):
            waits = kernel.terminal.asks == "command" and kernel.terminal.reader == reader.pid
            code = now.state.status if waits else None
        elif now is None or now.ended:
            code = kernel.orphans.get(reader.pid, _status_after(kernel))
    events = tuple(tell(before.engine, after, kernel.events))
    return Outcome(
        after,
        _texts(kernel.printed),
        code,
        events,
        "container" if reader is not None and reader.container is not None else "host",
        _changed(before, after, events),
    )


def _status_after(kernel: Kernel) -> int | None:
    """When the shell that read the line has ended, its status is `$?` of the one that asks now."""
    process = kernel.processes.get(kernel.terminal.reader)
    if process is not None and isinstance(process.state, ShellState):
        return process.state.status
    return 0


def _texts(printed: Sequence[tuple[str, bytes]]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (stream, b"".join(data for _, data in run).decode("utf-8", "replace"))
        for stream, run in groupby(printed, key=itemgetter(0))
    )


def _changed(before: World, after: World, events: Sequence[Event]) -> bool:
    """Whether more than clock, counters, `$?` and history is different."""
    if any(event.type not in {"not-simulated", "interrupted"} for event in events):
        return True
    old, new = before.kernel, after.kernel
    if old.filesystems is not new.filesystems and old.filesystems != new.filesystems:
        return True
    if replace(before.engine, counter=0) != replace(after.engine, counter=0):
        return True
    if sorted(old.processes) != sorted(new.processes):
        return True
    return any(_lives(old.processes[p]) != _lives(new.processes[p]) for p in sorted(old.processes))


def _lives(process: Process) -> object:
    """What of a process counts as its state: not the last status, not the history."""
    state = process.state
    kept = state.lasting() if isinstance(state, ShellState) else state
    return (process.program, process.argv, process.cwd, process.umask, process.env, kept)
