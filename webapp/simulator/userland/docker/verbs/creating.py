"""`docker run` and `docker create`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.engine.errors import ApiError
from webapp.simulator.engine.references import ReferenceError as BadReferenceError, parse
from webapp.simulator.kernel.errno import OsError
from webapp.simulator.userland.docker import messages
from webapp.simulator.userland.docker.configuration import request
from webapp.simulator.userland.docker.invocation import ClientError
from webapp.simulator.userland.docker.pulling import pull_lines
from webapp.simulator.userland.docker.verbs.waiting import follow

if TYPE_CHECKING:
    from webapp.simulator.engine.model import CreateRequest
    from webapp.simulator.kernel.sys import Wait
    from webapp.simulator.userland.docker.invocation import Invocation

_NOT_FOUND = 404
_DAEMON_FAILED = 125
_NOT_EXECUTABLE = 126
_NOT_THERE = 127


def create(call: Invocation) -> int:
    """`docker create`: prints the id."""
    wanted = _request(call, "create")
    try:
        container = _create(call, wanted)
    except BadReferenceError as error:
        raise ClientError(str(error)) from None
    call.out(f"{container}\n")
    return 0


def run(call: Invocation) -> int | Wait:
    """`docker run`: create, start, and attached wait for the end."""
    wanted = _request(call, "run")
    parsed, config = call.parsed, wanted.config
    detached = parsed.on("detach")
    if detached and parsed.has("attach"):
        raise ClientError(messages.ATTACH_AND_DETACH)
    if not detached and config.attach_stdin and config.tty and not call.sys.isatty(0):
        raise ClientError(messages.NOT_A_TERMINAL)
    try:
        container = _create(call, wanted)
    except (ApiError, BadReferenceError, ClientError) as error:
        message = _worded(error)
        raise ClientError(messages.of_run(message, "run", help_=True), _status(message)) from None
    return _start(call, wanted, container)


def _request(call: Invocation, name: str) -> CreateRequest:
    try:
        wanted = request(call)
    except ClientError as error:
        text = messages.of_run(error.message, name, help_=True)
        raise ClientError(text, _DAEMON_FAILED) from None
    if wanted.host.auto_remove and wanted.host.restart not in {"", "no"}:
        text = messages.of_run(messages.RESTART_AND_RM, name, help_=True)
        raise ClientError(text, _DAEMON_FAILED)
    return wanted


def _worded(error: ApiError | BadReferenceError | ClientError) -> str:
    if isinstance(error, ApiError):
        return messages.from_daemon(error.message)
    return error.message if isinstance(error, ClientError) else str(error)


def _status(message: str) -> int:
    text = message.removeprefix("Error response from daemon: ")
    if "executable file not found" in text or "no such file or directory" in text:
        return _NOT_THERE
    if "permission denied" in text or "is a directory" in text:
        return _NOT_EXECUTABLE
    return _DAEMON_FAILED


def _create(call: Invocation, wanted: CreateRequest) -> str:
    parsed, engine = call.parsed, call.engine
    path = _new_cid_file(call)
    reference = parse(wanted.config.image) if not _is_id(wanted.config.image) else None
    quiet = parsed.on("quiet")
    if parsed.text("pull") == "always" and reference is not None:
        _pull(call, reference.tagged().familiar, quiet=quiet)
    try:
        container, warnings = engine.create(wanted)
    except ApiError as error:
        missing = error.status == _NOT_FOUND and reference is not None
        if not missing or parsed.text("pull") not in {"missing", ""}:
            raise
        assert reference is not None
        if not quiet:
            call.err(messages.missing_image(reference.tagged().familiar))
        _pull(call, reference.tagged().familiar, quiet=quiet)
        container, warnings = engine.create(wanted)
    for warning in warnings:
        call.err(f"WARNING: {warning}\n")
    if path:
        call.sys.write_file(path, container.encode(), 0o666)
    return container


def _is_id(name: str) -> bool:
    bare = name.removeprefix("sha256:")
    return len(bare) == 64 and all(digit in "0123456789abcdef" for digit in bare)


def _new_cid_file(call: Invocation) -> str:
    path = call.parsed.text("cidfile")
    if not path:
        return ""
    if call.sys.exists(path):
        raise ClientError(
            f"container ID file found, make sure the other container isn't running or delete {path}"
        )
    try:
        call.sys.write_file(path, b"", 0o666)
    except OsError as error:
        reason = f"open {path}: {error.strerror.lower()}"
        raise ClientError(f"failed to create the container ID file: {reason}") from None
    return path


def _pull(call: Invocation, reference: str, *, quiet: bool) -> None:
    pulled = call.engine.pull(reference)
    if not quiet:
        call.err(pull_lines(pulled, whole=call.sys.isatty(2)))


def _start(call: Invocation, wanted: CreateRequest, container: str) -> int | Wait:
    config, engine = wanted.config, call.engine
    streams = call.streams(
        stdin=config.attach_stdin,
        stdout=config.attach_stdout,
        stderr=config.attach_stderr,
        tty=config.tty,
    )
    attached = config.attach_stdout or config.attach_stderr
    if not attached:
        call.out(f"{container}\n")
    try:
        pid = engine.start(container, streams)
    except ApiError as error:
        message = messages.from_daemon(error.message)
        text = messages.of_run(message, "run", help_=False)
        raise ClientError(text, _status(message)) from None
    if not attached:
        return 0
    return follow(call.sys, container, pid, proxy=call.parsed.on("sig-proxy"))
