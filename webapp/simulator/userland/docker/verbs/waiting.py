"""A client that shows what a container writes, and waits until it ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.simulator.engine.errors import ApiError
from webapp.simulator.kernel.process import ChildExit, ProcessExit
from webapp.simulator.kernel.sys import Wait
from webapp.simulator.userland.docker.invocation import connect

if TYPE_CHECKING:
    from webapp.simulator.kernel.sys import Sys

SIGINT, SIGTERM = 2, 15
_NAMES = {SIGINT: "INT", SIGTERM: "TERM"}


@dataclass(frozen=True, slots=True)
class Following:
    """Attached to the main process of a container; its exit status becomes the client's.

    With `proxy` the signals that reach the client are sent on. `status` is what the client ends
    with where it is not the container's.
    """

    container: str
    pid: int
    proxy: bool
    status: int | None = None

    def resume(self, sys: Sys) -> int | Wait:
        """Go on when the process has ended, or a signal has come."""
        for signal in sys.signals():
            if not self._heeds(sys, signal):
                # PID 1 drops what it does not handle: the client would wait for ever.
                return 128 + signal
        if self._running(sys):
            return Wait(self, ProcessExit(self.pid))
        if self.status is not None:
            return self.status
        return connect(sys).exit_code(self.container)

    def _running(self, sys: Sys) -> bool:
        process = sys.kernel.processes.get(self.pid)
        return process is not None and not process.ended

    def _heeds(self, sys: Sys, signal: int) -> bool:
        """Send a signal on, unless the terminal did already; whether it does anything."""
        process = sys.kernel.processes.get(self.pid)
        if process is None or process.ended:
            return True
        if self.proxy and not process.foreground:
            try:
                connect(sys).kill(self.container, _NAMES[signal])
            except ApiError:
                return True
        after = sys.kernel.processes.get(self.pid)
        return after is None or after.ended or signal in after.handled


def follow(sys: Sys, container: str, pid: int, *, proxy: bool, status: int | None = None) -> Wait:
    """Wait for the main process of a container."""
    sys.handle(SIGINT, SIGTERM)
    return Wait(Following(container, pid, proxy, status), ProcessExit(pid))


@dataclass(frozen=True, slots=True)
class Executing:
    """Attached to a process that `docker exec` started."""

    pid: int

    def resume(self, sys: Sys) -> int | Wait:
        """Give the process's exit status once it has ended."""
        status = sys.reap(self.pid)
        return Wait(self, ChildExit((self.pid,))) if status is None else status


@dataclass(frozen=True, slots=True)
class Awaiting:
    """`docker wait`: containers whose end is waited for, one after the other."""

    names: tuple[str, ...]
    container: str = ""
    pid: int = 0
    errors: tuple[str, ...] = ()

    def resume(self, sys: Sys) -> int | Wait:
        """Print the status of the one that has ended and turn to the next."""
        engine = connect(sys)
        errors, names = self.errors, self.names
        if self.container:
            sys.out(f"{engine.exit_code(self.container)}\n")
        while names:
            name, names = names[0], names[1:]
            try:
                container = engine.find_container(name)
            except ApiError as error:
                errors = (*errors, f"Error response from daemon: {error.message}")
                continue
            if container.state.running:
                pid = container.state.pid
                return Wait(Awaiting(names, container.id, pid, errors), ProcessExit(pid))
            sys.out(f"{container.state.exit_code}\n")
        if errors:
            sys.err("\n".join(errors) + "\n")
        return 1 if errors else 0
