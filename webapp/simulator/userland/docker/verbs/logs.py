"""`docker logs`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.userland.docker.invocation import ClientError, UnsimulatedError
from webapp.simulator.userland.docker.moments import read_rfc3339, rfc3339_nano
from webapp.simulator.userland.docker.values import InvalidValueError, duration
from webapp.simulator.userland.docker.verbs.waiting import follow

if TYPE_CHECKING:
    from webapp.simulator.kernel.sys import Wait
    from webapp.simulator.userland.docker.invocation import Invocation

Line = tuple[int, str, bytes]


def show_logs(call: Invocation) -> int | Wait:
    """Print what the main process has written; with `-f` go on until it ends."""
    parsed, engine, sys = call.parsed, call.engine, call.sys
    container = engine.find_container(call.args[0])
    lines = _lines(engine.logs(container.id))
    since, until = _moment(call, "since"), _moment(call, "until")
    kept = [line for line in lines if since <= line[0] and (not until or line[0] <= until)]
    tail = parsed.text("tail")
    if tail != "all" and tail.isdecimal():
        kept = kept[len(kept) - min(int(tail), len(kept)) :]
    for moment, stream, data in kept:
        stamp = f"{rfc3339_nano(moment)} ".encode() if parsed.on("timestamps") else b""
        sys.write(2 if stream == "stderr" and not container.config.tty else 1, stamp + data)
    if not parsed.on("follow") or not container.state.running:
        return 0
    if parsed.on("timestamps"):
        raise UnsimulatedError("docker logs --follow --timestamps")
    tty = container.config.tty
    streams = call.streams(stdin=False, stdout=True, stderr=True, tty=tty)
    pid = engine.attach(container.id, streams)
    return follow(sys, container.id, pid, proxy=False, status=0)


def _lines(chunks: list[Line]) -> list[Line]:
    """What was written, cut into lines; a piece without its newline stays as it is."""
    return [
        (moment, stream, line)
        for moment, stream, data in chunks
        for line in data.splitlines(keepends=True)
    ]


def _moment(call: Invocation, name: str) -> int:
    """`42m` ago, seconds since 1970, or a date, in nanoseconds; 0 if not given."""
    text = call.parsed.text(name)
    if not text:
        return 0
    try:
        return call.sys.now - duration(text)
    except InvalidValueError:
        pass
    if text.replace(".", "", 1).isdecimal():
        return int(float(text) * 1_000_000_000)
    try:
        return read_rfc3339(text)
    except ValueError:
        message = f'invalid value for "{name}": failed to parse value as time or duration: "{text}"'
        raise ClientError(message) from None
