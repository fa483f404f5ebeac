"""A command run on a throw-away copy of a world, to see what it prints."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rpds import HashTrieMap

from webapp.simulator.kernel.descriptors import Device, Pipe, PipeEnd
from webapp.simulator.kernel.process import Descriptor, Process
from webapp.simulator.kernel.sys import Sys
from webapp.simulator.machine import Machine

if TYPE_CHECKING:
    from webapp.simulator.kernel.kernel import Kernel
    from webapp.simulator.world import World


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command printed, stdout and stderr as they came, and its exit status."""

    output: str
    exit_code: int


def ask(world: World, command: str) -> Answer:
    """Run `command` as `bash -c` in /root on the host, whoever reads the terminal now.

    Its input is empty and its output no terminal. The world stays as it is.
    """
    machine = Machine(world)
    kernel = machine.kernel
    shell = _shell(kernel)
    if shell is None:
        return Answer("", 127)
    pid = Sys(kernel, shell.pid).spawn("/bin/bash", ("bash", "-c", command))
    number = kernel.next_pipe
    kernel.next_pipe += 1
    kernel.pipes = kernel.pipes.insert(number, Pipe())
    null, out = kernel.add_opened(Device("null")), kernel.add_opened(PipeEnd(number, writes=True))
    # Somebody has to be able to read, or the first write would end the command.
    kernel.add_opened(PipeEnd(number, writes=False))
    fds = HashTrieMap({0: Descriptor(null), 1: Descriptor(out), 2: Descriptor(out)})
    kernel.put(replace(kernel.processes[pid], fds=fds, cwd=("root",)))
    status = machine.scheduler.run_to_end(pid)
    pipe = kernel.pipes.get(number) or Pipe()
    return Answer(b"".join(pipe.chunks).decode("utf-8", "replace"), status)


def _shell(kernel: Kernel) -> Process | None:
    """The first process of the host that has not ended: the shell that the learner began in."""
    for pid in sorted(kernel.processes):
        process = kernel.processes[pid]
        if process.container is None and not process.ended:
            return process
    return None
