"""How runc refuses to start something, and in what frame the daemon passes that on."""

from __future__ import annotations

from webapp.simulator.engine import messages
from webapp.simulator.engine.errors import ApiError

FAILED = 128


class RuncError(Exception):
    """What runc says, without the frame around it."""

    def __init__(self, message: str) -> None:
        """Keep the message."""
        super().__init__(message)
        self.message = message


def described(message: str) -> str:
    """The message as containerd passes it on, with the daemon's advice about mixed types."""
    text = f"{message}: unknown"
    if message.endswith("is a directory"):
        text += ": permission denied"
    return text + messages.MIXED_TYPES if "not a directory" in message else text


def start_failed(error: RuncError) -> ApiError:
    """The daemon's answer when a container cannot be started."""
    return ApiError(500, messages.TASK.format(messages.RUNC.format(described(error.message))))


def exec_failed(error: RuncError) -> ApiError:
    """The daemon's answer when a process cannot be started in a running container."""
    frame = messages.EXEC_FAILED
    if error.message == messages.RELATIVE_CWD:
        frame = messages.EXEC_REFUSED
    return ApiError(500, frame.format(described(error.message)))


def exit_code_of(message: str) -> int:
    """State.ExitCode after a failed start, by what is found in the message."""
    if "executable file not found" in message or "no such file or directory" in message:
        return 127
    if "not a directory" in message:
        return 127
    if "permission denied" in message:
        return 126
    return FAILED
