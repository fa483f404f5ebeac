"""One call of a docker command: its words, the process that called, the daemon it talks to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from webapp.simulator.engine.api import Streams
from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.userland.docker import messages

if TYPE_CHECKING:
    from webapp.simulator.engine.api import Engine
    from webapp.simulator.kernel.sys import Sys
    from webapp.simulator.userland.docker.commands.model import Command
    from webapp.simulator.userland.docker.flags import Parsed

SOCKET = "/var/run/docker.sock"


class ClientError(Exception):
    """An end with a message on standard error (none if it is empty) and an exit status."""

    def __init__(self, message: str, status: int = 1) -> None:
        """Keep message and status."""
        super().__init__(message)
        self.message = message
        self.status = status


class UnsimulatedError(Exception):
    """Something that the real client does and this one does not."""


@dataclass(frozen=True, slots=True)
class Invocation:
    """A parsed command line; `name` is what the command was called by (`ps`, `container ls`)."""

    sys: Sys
    command: Command
    name: str
    parsed: Parsed

    @property
    def engine(self) -> Engine:
        """The daemon; a ClientError where none answers."""
        return connect(self.sys)

    @property
    def args(self) -> tuple[str, ...]:
        """The arguments behind the flags."""
        return self.parsed.args

    def out(self, text: str) -> None:
        """Print to standard output."""
        self.sys.out(text)

    def err(self, text: str) -> None:
        """Print to standard error."""
        self.sys.err(text)

    def streams(self, *, stdin: bool, stdout: bool, stderr: bool, tty: bool) -> Streams:
        """The client's descriptors for a container's process; under a tty all goes to stdout."""
        fds = self.sys.process.fds

        def opened(fd: int, *, wanted: bool) -> int | None:
            descriptor = fds.get(fd)
            return descriptor.opened if wanted and descriptor is not None else None

        return Streams(
            opened(0, wanted=stdin),
            opened(1, wanted=stdout),
            opened(1 if tty else 2, wanted=stderr),
        )


def connect(sys: Sys) -> Engine:
    """The daemon behind its socket; a ClientError where none answers."""
    elsewhere = sys.getenv("DOCKER_HOST")
    if elsewhere not in {"", f"unix://{SOCKET}"}:
        raise UnsimulatedError(f"a daemon elsewhere (DOCKER_HOST={elsewhere})")
    try:
        return cast("Engine", sys.connect(SOCKET))
    except OsError as error:
        if error.errno is Errno.EACCES:
            raise UnsimulatedError("docker for a user who may not use its socket") from None
        raise ClientError(messages.NO_DAEMON) from None
