"""Who runs when: processes in the order of their numbers, then the clock jumps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.simulator.kernel.budget import Budget, BudgetExceeded
from webapp.simulator.kernel.descriptors import Console, Opened, PipeEnd, Pty
from webapp.simulator.kernel.events import Interrupted
from webapp.simulator.kernel.kernel import SIGKILL, Kernel
from webapp.simulator.kernel.process import (
    ChildExit,
    Condition,
    EndOfInput,
    Input,
    Process,
    ProcessExit,
    Signalled,
    Until,
    Wait,
)
from webapp.simulator.kernel.sys import Exited, Program, Replaced, Sys, WouldBlock

if TYPE_CHECKING:
    from collections.abc import Callable

SIGINT = 2


class Scheduler:
    """Runs the processes of a kernel until none can go on.

    `save` and `restore` keep and bring back everything that a program may change, so that one that
    would block is rolled back.
    """

    def __init__(
        self,
        kernel: Kernel,
        programs: Callable[[str], Program | None],
        save: Callable[[], object],
        restore: Callable[[object], None],
    ) -> None:
        """Run programs as `programs` knows them by their keys."""
        self.kernel = kernel
        self.programs = programs
        self.save = save
        self.restore = restore
        self.stops = 0
        """How often a limit has stopped something."""
        self.running: set[int] = set()
        """Processes whose programs are being called: a daemon's verb may settle the others."""

    def settle(self) -> None:
        """Run every process that can go on, until none can; the clock does not jump."""
        again = True
        while again:
            again = False
            for pid in sorted(self.kernel.processes):
                process = self.kernel.processes.get(pid)
                if process is None or process.ended or pid in self.running:
                    continue
                if self.ready(process):
                    self.run(process)
                    again = True

    def run_foreground(self) -> bool:
        """Run until the terminal is asked for a line (True) or nothing more can happen (False)."""
        start = self.kernel.clock
        while True:
            self.settle()
            if self.kernel.terminal.asks:
                return True
            moment = self.next_moment()
            if moment is None or moment - start > self.kernel.disks.budget.limits.foreground_ns:
                return False
            self.kernel.disks.clock = max(self.kernel.clock, moment)

    def run_to_end(self, pid: int) -> int:
        """Run until one process has ended and give its status; 137 if nothing can end it."""
        start = self.kernel.clock
        while True:
            self.settle()
            process = self.kernel.processes.get(pid)
            if process is None or process.status is not None:
                return 0 if process is None else process.status or 0
            moment = self.next_moment()
            if moment is None or moment - start > self.kernel.disks.budget.limits.foreground_ns:
                self.kernel.end_process(pid, 128 + SIGKILL)
                return 128 + SIGKILL
            self.kernel.disks.clock = max(self.kernel.clock, moment)

    def next_moment(self) -> int | None:
        """The next moment at which a process that waits for time can go on."""
        moments = [
            process.until.time
            for process in self.kernel.processes.values()
            if not process.ended
            and isinstance(process.until, Until)
            and process.pid not in self.running
        ]
        return min(moments) if moments else None

    def interrupt(self, why: str) -> None:
        """End what runs in the foreground as Ctrl-C does, and say so in an event."""
        self.kernel.events.append(Interrupted(why))
        for pid in sorted(self.kernel.processes):
            process = self.kernel.processes.get(pid)
            if process is not None and process.foreground and not process.ended:
                self.kernel.signal(pid, SIGINT)

    def ready(self, process: Process) -> bool:
        """Whether a process can go on now."""
        return bool(process.pending) or process.until is None or self.holds(process, process.until)

    def holds(self, process: Process, until: Condition) -> bool:
        """Whether a condition holds for a process now."""
        kernel = self.kernel
        if isinstance(until, Until):
            return kernel.clock >= until.time
        if isinstance(until, ChildExit):
            over = [self._over(pid) for pid in until.pids]
            return any(over) if until.any else all(over)
        if isinstance(until, ProcessExit):
            return self._over(until.pid)
        if isinstance(until, Signalled):
            return False
        opened = self._behind(process, until.fd)
        if isinstance(opened, PipeEnd):
            ended = not kernel.pipe_writers(opened.pipe)
            if isinstance(until, EndOfInput):
                return ended
            pipe = kernel.pipes.get(opened.pipe)
            return ended or pipe is None or bool(pipe.chunks)
        if isinstance(opened, Console) and isinstance(until, Input):
            return bool(kernel.terminal.lines) or kernel.terminal.ended
        return True

    def _over(self, pid: int) -> bool:
        process = self.kernel.processes.get(pid)
        return process is None or process.ended

    def _behind(self, process: Process, fd: int) -> Opened | None:
        descriptor = process.fds.get(fd)
        opened = None if descriptor is None else self.kernel.opened.get(descriptor.opened)
        while isinstance(opened, Pty):
            opened = None if opened.target is None else self.kernel.opened.get(opened.target)
        return opened

    def run(self, process: Process) -> None:
        """Call a process's program once and take what it answers."""
        kernel = self.kernel
        kernel.put(replace(process, until=None))
        program = self.programs(process.program)
        saved = self.save()
        sys = Sys(kernel, process.pid)
        self.running.add(process.pid)
        try:
            if program is None:
                answer: int | Wait = sys.not_simulated(process.exe or process.program)
            else:
                kernel.disks.budget.step()
                answer = program(sys)
        except WouldBlock as block:
            self.restore(saved)
            kernel.put(replace(kernel.processes[process.pid], until=block.until))
            if block.asks:
                kernel.terminal = replace(
                    kernel.terminal, prompt=block.prompt, asks=block.asks, reader=process.pid
                )
        except Replaced:
            pass
        except Exited as gone:
            kernel.end_process(process.pid, gone.status)
        except BudgetExceeded as limit:
            self._stop(process.pid, limit)
        else:
            self._take(process.pid, answer)
        finally:
            self.running.discard(process.pid)
        kernel.context = None

    def _take(self, pid: int, answer: int | Wait) -> None:
        if isinstance(answer, Wait):
            process = self.kernel.processes.get(pid)
            if process is not None and not process.ended:
                self.kernel.put(replace(process, state=answer.state, until=answer.until))
                self._ask(process, answer.until)
        else:
            self.kernel.end_process(pid, answer & 0xFF)

    def _ask(self, process: Process, until: Condition | None) -> None:
        """Let the terminal be asked by a program that waits for its next line."""
        terminal = self.kernel.terminal
        if not (isinstance(until, Input) and terminal.full and process.foreground):
            return
        if isinstance(self._behind(process, until.fd), Console) and not terminal.lines:
            asked = replace(terminal, prompt="", asks="input", reader=process.pid)
            self.kernel.terminal = asked

    def _stop(self, pid: int, limit: BudgetExceeded) -> None:
        """A limit ends the process that met it and whatever runs in the foreground with it."""
        kernel = self.kernel
        # What goes on in the background may meet a limit again: each time it is left with less.
        steps, processes = max(20_000 >> self.stops, 200), 8 >> self.stops
        limits = replace(kernel.disks.budget.limits, steps=steps, processes=processes)
        kernel.disks.budget = Budget(limits)
        if not self.stops:
            kernel.printed.append(("stderr", f"layerlab: stopped: {limit.what}\n".encode()))
        self.stops += 1
        process = kernel.processes.get(pid)
        self.interrupt(limit.what)
        if process is not None and SIGINT not in process.handled:
            kernel.end_process(pid, 128 + SIGKILL)
        kernel.terminal = replace(kernel.terminal, lines=())
