"""What every family of system calls shares: the process that calls, and who it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.kernel.walk import Place, Walked, Who, find, walk

if TYPE_CHECKING:
    from webapp.simulator.kernel.kernel import Kernel
    from webapp.simulator.kernel.mounts import Path
    from webapp.simulator.kernel.process import Condition, Process


class WouldBlock(Exception):
    """A call cannot go on yet: roll the program back and call it again when `until` holds.

    Only the scheduler catches this.
    """

    def __init__(self, until: Condition, prompt: str = "", asks: str = "") -> None:
        """Keep what is waited for and, at the terminal, what is shown in front of the line."""
        super().__init__(until)
        self.until = until
        self.prompt = prompt
        self.asks = asks


class Replaced(Exception):
    """The process is now another program (execve succeeded); only the scheduler catches this."""


class Exited(Exception):
    """The process ended from within a call, by exit or by a signal.

    Only the scheduler catches this.
    """

    def __init__(self, status: int) -> None:
        """Keep the exit status."""
        super().__init__(status)
        self.status = status


class Caller:
    """A process and the kernel it calls into."""

    def __init__(self, kernel: Kernel, pid: int) -> None:
        """Make calls for process `pid`."""
        self.kernel = kernel
        self.pid = pid

    @property
    def process(self) -> Process:
        """The process as it is now."""
        return self.kernel.processes[self.pid]

    def update(self, process: Process) -> None:
        """Replace the process's own entry."""
        self.kernel.put(process)

    @property
    def who(self) -> Who:
        """Whose permissions count."""
        process = self.process
        return Who(process.uid, process.gid, process.groups)

    def walk(self, path: str, *, follow: bool = True) -> Walked:
        """Resolve a path from this process's place; the last name may be missing."""
        process = self.process
        walked = walk(self.kernel, process.namespace, process.cwd, path, self.who, follow=follow)
        self.kernel.context = (process.namespace, walked.parent.mount)
        return walked

    def find(self, path: str, *, follow: bool = True) -> Place:
        """Resolve a path that must exist."""
        process = self.process
        place = find(self.kernel, process.namespace, process.cwd, path, self.who, follow=follow)
        self.kernel.context = (process.namespace, place.mount)
        return place

    def tick(self) -> None:
        """Count one step; a machine that loops calls this once a turn. Raises BudgetExceeded."""
        self.kernel.disks.budget.step()

    def absolute(self, path: Path) -> str:
        """Write a path out."""
        return "/" + "/".join(path)
