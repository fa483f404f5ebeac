"""Commands that start, stop, remove and rename containers, or work in running ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.engine.api import ExecRequest
from webapp.simulator.engine.errors import ApiError
from webapp.simulator.kernel.process import ChildExit
from webapp.simulator.kernel.sys import Wait
from webapp.simulator.userland.docker import messages
from webapp.simulator.userland.docker.configuration import environment
from webapp.simulator.userland.docker.invocation import ClientError
from webapp.simulator.userland.docker.verbs.waiting import Awaiting, Executing, follow

if TYPE_CHECKING:
    from collections.abc import Callable

    from webapp.simulator.userland.docker.invocation import Invocation

_NOT_FOUND = 404
_NOT_STARTED = 126
_RUNTIME_SAYS = ("OCI runtime exec failed", "unable to find user", "unable to find group")


def start(call: Invocation) -> int | Wait:
    """`docker start`, attached or not."""
    if call.parsed.on("attach") or call.parsed.on("interactive"):
        return _start_attached(call)
    failed = []
    for name in call.args:
        try:
            call.engine.start(name)
        except ApiError as error:
            call.err(messages.from_daemon(error.message) + "\n")
            failed.append(name)
        else:
            call.out(f"{name}\n")
    if failed:
        raise ClientError(f"Error: failed to start containers: {', '.join(failed)}")
    return 0


def _start_attached(call: Invocation) -> int | Wait:
    if len(call.args) > 1:
        raise ClientError(messages.ATTACH_ONE)
    engine = call.engine
    container = engine.find_container(call.args[0])
    config = container.config
    stdin = call.parsed.on("interactive") and config.open_stdin
    streams = call.streams(stdin=stdin, stdout=True, stderr=True, tty=config.tty)
    if container.state.running:
        pid = engine.attach(container.id, streams)
    else:
        pid = engine.start(container.id, streams)
    return follow(call.sys, container.id, pid, proxy=not config.tty)


def attach(call: Invocation) -> int | Wait:
    """`docker attach`."""
    engine = call.engine
    container = engine.find_container(call.args[0])
    state = container.state.status
    if state == "paused":
        raise ClientError(messages.PAUSED)
    if state == "restarting":
        raise ClientError(messages.RESTARTING)
    if not container.state.running:
        raise ClientError(messages.STOPPED)
    wanted = not call.parsed.on("no-stdin")
    config = container.config
    if wanted and config.tty and not call.sys.isatty(0):
        raise ClientError(messages.NOT_A_TERMINAL)
    stdin = wanted and config.open_stdin
    streams = call.streams(stdin=stdin, stdout=True, stderr=True, tty=config.tty)
    pid = engine.attach(container.id, streams)
    proxy = call.parsed.on("sig-proxy") and not config.tty
    return follow(call.sys, container.id, pid, proxy=proxy)


def execute(call: Invocation) -> int | Wait:
    """`docker exec`: one more process in a container."""
    parsed, engine, sys = call.parsed, call.engine, call.sys
    name, *argv = call.args
    engine.find_container(name)
    detached, tty = parsed.on("detach"), parsed.on("tty")
    stdin = parsed.on("interactive") and not detached
    if stdin and tty and not sys.isatty(0):
        raise ClientError(messages.NOT_A_TERMINAL)
    wanted = ExecRequest(
        argv=tuple(argv),
        env=environment(call),
        workdir=parsed.text("workdir"),
        user=parsed.text("user"),
        tty=tty,
        privileged=parsed.on("privileged"),
    )
    shown = not detached
    streams = call.streams(stdin=stdin, stdout=shown, stderr=shown, tty=tty)
    try:
        pid = engine.exec(name, wanted, streams, sys.pid)
    except ApiError as error:
        if detached or not error.message.startswith(_RUNTIME_SAYS):
            raise
        # The process was made but could not start: its stream brings the reason, as it is.
        call.out(f"{error.message}\r\n")
        return _NOT_STARTED
    return 0 if detached else Wait(Executing(pid), ChildExit((pid,)))


def _each(call: Invocation, names: tuple[str, ...], act: Callable[[str], None]) -> int:
    """Do something to each container; the errors come last, one a line."""
    errors = []
    for name in names:
        try:
            act(name)
        except ApiError as error:
            errors.append(messages.from_daemon(error.message))
        else:
            call.out(f"{name}\n")
    if errors:
        raise ClientError("\n".join(errors))
    return 0


def stop(call: Invocation) -> int:
    """`docker stop`."""
    parsed = call.parsed
    timeout = parsed.number("time") if parsed.has("time") else None
    signal = parsed.text("signal")
    return _each(call, call.args, lambda name: call.engine.stop(name, timeout, signal))


def restart(call: Invocation) -> int:
    """`docker restart`."""
    parsed = call.parsed
    timeout = parsed.number("time") if parsed.has("time") else None
    signal = parsed.text("signal")
    return _each(call, call.args, lambda name: call.engine.restart(name, timeout, signal))


def kill(call: Invocation) -> int:
    """`docker kill`."""
    signal = call.parsed.text("signal") or "KILL"
    return _each(call, call.args, lambda name: call.engine.kill(name, signal))


def pause(call: Invocation) -> int:
    """`docker pause`."""
    return _each(call, call.args, call.engine.pause)


def unpause(call: Invocation) -> int:
    """`docker unpause`."""
    return _each(call, call.args, call.engine.unpause)


def remove(call: Invocation) -> int:
    """`docker rm`; with `-f`, a container that isn't there is no failure."""
    force, volumes = call.parsed.on("force"), call.parsed.on("volumes")
    errors = []
    for given in call.args:
        name = given.strip("/")
        if not name:
            errors.append(messages.EMPTY_NAME)
            continue
        try:
            call.engine.remove(name, force=force, volumes=volumes)
        except ApiError as error:
            text = messages.from_daemon(error.message)
            if force and error.status == _NOT_FOUND:
                call.err(f"{text}\n")
            else:
                errors.append(text)
        else:
            call.out(f"{given}\n")
    if errors:
        raise ClientError("\n".join(errors))
    return 0


def rename(call: Invocation) -> int:
    """`docker rename`."""
    old, new = (name.strip() for name in call.args)
    if not old or not new:
        raise ClientError("Error: Neither old nor new names may be empty")
    try:
        call.engine.rename(old, new)
    except ApiError as error:
        call.err(messages.from_daemon(error.message) + "\n")
        raise ClientError(f"Error: failed to rename container named {old}") from None
    return 0


def wait(call: Invocation) -> int | Wait:
    """`docker wait`: prints exit statuses."""
    return Awaiting(call.args).resume(call.sys)
