"""A process as data: where it stands, what it holds, what it waits for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rpds import HashTrieMap

from webapp.simulator.kernel.environ import Environ

if TYPE_CHECKING:
    from webapp.simulator.kernel.mounts import Path


@dataclass(frozen=True, slots=True)
class ChildExit:
    """Holds when every one of these children has ended (or, with `any`, one of them)."""

    pids: tuple[int, ...]
    any: bool = False


@dataclass(frozen=True, slots=True)
class ProcessExit:
    """Holds when a process that need not be a child has ended."""

    pid: int


@dataclass(frozen=True, slots=True)
class Until:
    """Holds from a moment of the simulated clock on (nanoseconds)."""

    time: int


@dataclass(frozen=True, slots=True)
class Input:
    """Holds when a read of this descriptor gives something: data, a typed line, or the end."""

    fd: int


@dataclass(frozen=True, slots=True)
class EndOfInput:
    """Holds when nobody can write into this descriptor's pipe any more."""

    fd: int


@dataclass(frozen=True, slots=True)
class Signalled:
    """Never holds by itself: a server that only a signal ends."""


Condition = ChildExit | ProcessExit | Until | Input | EndOfInput | Signalled


@dataclass(frozen=True, slots=True)
class Wait:
    """A program's answer "not done yet".

    Keep my effects, save `state`, call me when `until` holds.
    """

    state: object
    until: Condition


@dataclass(frozen=True, slots=True)
class Descriptor:
    """What a file descriptor stands for: an open file description, and close-on-exec."""

    opened: int
    cloexec: bool = False


NO_ENV = Environ()
NO_FDS: HashTrieMap[int, Descriptor] = HashTrieMap()


@dataclass(frozen=True, slots=True)
class Process:
    """One process; `program` is the key of the function that runs it, `state` what it has saved.

    `container` is the id of the container it runs in, None on the host. `handled` are the signal
    numbers that the program takes itself, `pending` those that have arrived for it.
    `status` is the exit status once it has ended.
    """

    pid: int
    ppid: int
    program: str
    argv: tuple[str, ...]
    env: Environ = NO_ENV
    cwd: Path = ()
    umask: int = 0o022
    uid: int = 0
    gid: int = 0
    groups: tuple[int, ...] = ()
    namespace: int = 0
    container: str | None = None
    privileged: bool = True
    init: bool = False
    """PID 1 of its container: signals it does not handle are dropped."""
    vpid: int = 0
    """Its number within its container."""
    fds: HashTrieMap[int, Descriptor] = NO_FDS
    state: object | None = None
    until: Condition | None = None
    started: int = 0
    foreground: bool = True
    """Whether Ctrl-C at the terminal reaches it."""
    handled: frozenset[int] = frozenset()
    ignored: frozenset[int] = frozenset()
    pending: tuple[int, ...] = ()
    status: int | None = None
    exe: str = ""

    @property
    def ended(self) -> bool:
        """Whether it has exited and only its status is left."""
        return self.status is not None
