"""The small-step machine: does one step of the top frame, and so on until it must wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.kernel.process import ChildExit, Until, Wait
from webapp.simulator.userland.shell import compounds, reading
from webapp.simulator.userland.shell.arithmetic import ArithmeticFault
from webapp.simulator.userland.shell.commands import run_redirected, run_simple, run_words
from webapp.simulator.userland.shell.expansion_faults import ExpansionFault, NeedsSubstitution
from webapp.simulator.userland.shell.faults import ShellFault
from webapp.simulator.userland.shell.frames import (
    Capture,
    Children,
    ChildStart,
    EndEval,
    EndFunction,
    EndSource,
    FallThrough,
    Finish,
    ForWords,
    PipelineEnd,
    Reading,
    RestoreFds,
    RestoreVariables,
    RunAndOr,
    RunArithmeticFor,
    RunCase,
    RunCommand,
    RunFor,
    RunIf,
    RunRedirected,
    RunSequence,
    RunSimple,
    RunTest,
    RunWhile,
    RunWords,
    ScriptInput,
    ScriptText,
    Waiting,
)
from webapp.simulator.userland.shell.jobs import refresh_jobs
from webapp.simulator.userland.shell.limits import LimitReached
from webapp.simulator.userland.shell.shell import Shell
from webapp.simulator.userland.shell.signals import (
    arm_signals,
    run_pending_traps,
    take_signals,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from webapp.simulator.kernel.sys import Sys
    from webapp.simulator.userland.shell.state import ShellState

_AT_ONCE = Until(0)
"""A moment that has long passed: keep what was done, then go on."""
_BLOCKING = (ScriptInput, Reading, Capture)
"""Frames whose step may block, and would then take back all that was done before it."""


def run(sys: Sys, state: ShellState) -> int | Wait:
    """Run a shell until it ends (its exit status) or has to wait."""
    shell = Shell(sys, state)
    interrupted = take_signals(shell)
    fresh = not interrupted
    while True:
        sys.tick()
        frames = shell.frames
        if not frames:
            if "EXIT" not in shell.state.traps:
                return shell.status
            shell.leave(shell.status)
            continue
        frame = frames[-1]
        if isinstance(frame, Finish):
            return frame.status
        if not fresh and isinstance(frame, _BLOCKING):
            return Wait(shell.freeze(), _AT_ONCE)
        if sys.process.pending:
            take_signals(shell)
        if shell.state.pending and run_pending_traps(shell, frame):
            continue
        if isinstance(frame, Children):
            if not compounds.await_children(shell, frame):
                return Wait(shell.freeze(), ChildExit(frame.pids))
        elif isinstance(frame, Waiting):
            if not _waited(shell, frame):
                return Wait(shell.freeze(), ChildExit(frame.pids))
        elif isinstance(frame, Capture) and frame.output is not None:
            if not _captured(shell, frame):
                return Wait(shell.freeze(), ChildExit((frame.pid,)))
        else:
            _step(shell)
        fresh = False


def _step(shell: Shell) -> None:
    depth = len(shell.frames)
    frame = shell.top
    try:
        _STEPS[type(frame)](shell, frame)
    except NeedsSubstitution as need:
        shell.substitute(need)
    except (ExpansionFault, ArithmeticFault) as error:
        _fail(shell, shell.fault_of_expansion(error), depth)
    except ShellFault as fault:
        _fail(shell, fault, depth)
    except LimitReached as limit:
        shell.limit(limit)


def _fail(shell: Shell, fault: ShellFault, depth: int) -> None:
    if not shell.fail(fault):
        shell.unwind(depth - 1)


def _clean(shell: Shell, frame: object) -> None:
    shell.clean_up(shell.pop())


def _read_output(shell: Shell, frame: Capture) -> None:
    data = shell.sys.read_all(frame.fd)
    shell.sys.close(frame.fd)
    text = data.replace(b"\0", b"").decode("utf-8", "surrogateescape").rstrip("\n")
    shell.swap(Capture(frame.pid, frame.fd, text))


def _captured(shell: Shell, frame: Capture) -> bool:
    status = shell.sys.reap(frame.pid)
    if status is None:
        return False
    # The descriptor is closed already; popping the frame must not close one opened since.
    shell.pop()
    shell.give_output(frame.output or "", status)
    return True


def _waited(shell: Shell, frame: Waiting) -> bool:
    if any(shell.sys.poll(pid) is None for pid in frame.pids):
        return False
    refresh_jobs(shell)
    shell.pop()
    statuses = {job.pid: job.status for job in shell.state.jobs}
    wanted = statuses.get(frame.wanted) if frame.wanted is not None else 0
    shell.status = wanted or 0
    shell.change(
        jobs=tuple(job for job in shell.state.jobs if job.pid not in frame.pids),
    )
    return True


def _start_child(shell: Shell, frame: ChildStart) -> None:
    shell.pop()
    arm_signals(shell)
    shell.change(ppid=shell.state.pid)


def _end_eval(shell: Shell, frame: EndEval) -> None:
    shell.pop()
    if frame.status is not None:
        shell.status = frame.status


_STEPS: dict[type, Callable[[Shell, object], None]] = {
    ScriptText: reading.run_text,  # type: ignore[dict-item]
    ScriptInput: reading.run_input,  # type: ignore[dict-item]
    RunSequence: compounds.run_sequence,  # type: ignore[dict-item]
    RunAndOr: compounds.run_and_or,  # type: ignore[dict-item]
    PipelineEnd: compounds.end_pipeline,  # type: ignore[dict-item]
    RunCommand: compounds.run_command,  # type: ignore[dict-item]
    RunWords: run_words,  # type: ignore[dict-item]
    RunSimple: run_simple,  # type: ignore[dict-item]
    RunRedirected: run_redirected,  # type: ignore[dict-item]
    RunIf: compounds.run_if,  # type: ignore[dict-item]
    RunWhile: compounds.enter_while,  # type: ignore[dict-item]
    ForWords: compounds.for_words,  # type: ignore[dict-item]
    RunFor: compounds.run_for,  # type: ignore[dict-item]
    RunArithmeticFor: compounds.run_arithmetic_for,  # type: ignore[dict-item]
    RunCase: compounds.run_case,  # type: ignore[dict-item]
    FallThrough: compounds.fall_through,  # type: ignore[dict-item]
    RunTest: compounds.run_test,  # type: ignore[dict-item]
    Capture: _read_output,  # type: ignore[dict-item]
    RestoreFds: _clean,
    RestoreVariables: _clean,
    EndFunction: _clean,
    EndSource: _clean,
    EndEval: _end_eval,  # type: ignore[dict-item]
    Reading: reading.finish_reading,  # type: ignore[dict-item]
    ChildStart: _start_child,  # type: ignore[dict-item]
}
