"""Which program of ours runs for the key that an executable file carries."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from webapp.simulator.catalog.busybox import APPLETS
from webapp.simulator.kernel.sys import UNSIMULATED, Program, Responder, Sys, Wait
from webapp.simulator.userland.coreutils import (
    archive,
    blocks,
    calendar,
    comparing,
    concatenation,
    copies,
    counting,
    curl,
    digesting,
    dumping,
    finding,
    grep,
    identity,
    linking,
    listing,
    looking,
    making,
    naming,
    ordering,
    owning,
    processes,
    removing,
    sed,
    slicing,
    speaking,
    status,
    storage,
    translating,
    trimming,
    waiting,
    wget,
    xargs,
)
from webapp.simulator.userland.coreutils.command import BUSYBOX, GNU, Command, start
from webapp.simulator.userland.docker.program import docker
from webapp.simulator.userland.servers import httpd, httpd_pages, nginx, nginx_pages
from webapp.simulator.userland.shell import startup

_ROOMS = (
    archive,
    blocks,
    calendar,
    comparing,
    concatenation,
    copies,
    counting,
    curl,
    digesting,
    dumping,
    finding,
    grep,
    identity,
    linking,
    listing,
    looking,
    making,
    naming,
    ordering,
    owning,
    processes,
    removing,
    sed,
    slicing,
    speaking,
    status,
    storage,
    translating,
    trimming,
    waiting,
    wget,
    xargs,
)
_COMMANDS: tuple[Command, ...] = tuple(c for room in _ROOMS for c in room.COMMANDS)
_GNU: dict[str, Program] = {
    "gnu:" + command.name: partial(start, command, GNU)
    for command in _COMMANDS
    if command.gnu is not None
}
_APPLETS: dict[str, Program] = {
    command.name: partial(start, command, BUSYBOX)
    for command in _COMMANDS
    if command.busybox is not None
}


def program(key: str) -> Program | None:
    """The program that a key stands for, or None."""
    return _PROGRAMS.get(key)


def responder(key: str) -> Responder | None:
    """What answers HTTP for a program that listens, or None."""
    return _RESPONDERS.get(key)


def names(dialect: str) -> list[str]:
    """The names of the small programs that a dialect has, ``gnu`` or ``busybox``."""
    if dialect == "busybox":
        return sorted(_APPLETS)
    return sorted(key.removeprefix("gnu:") for key in _GNU)


def applet(name: str) -> Program | None:
    """The busybox applet of this name, or None."""
    return _APPLETS.get(name)


def _unsimulated(sys: Sys) -> int:
    return sys.not_simulated(sys.process.exe or sys.name)


def _busybox(sys: Sys) -> int | Wait:
    """Run the applet that the program was called as, or that its first argument names."""
    if sys.name == "busybox" and sys.args and not sys.args[0].startswith("-"):
        sys.update(replace(sys.process, argv=sys.args))
    name = sys.name.removeprefix("-")
    found = _APPLETS.get(name) or startup.APPLETS.get(name)
    if found is not None:
        return found(sys)
    if name not in _ALL_APPLETS:
        sys.err(f"{name}: applet not found\n")
        return 127
    if sys.args == ("--list",):
        sys.out("".join(f"{applet}\n" for applet in _ALL_APPLETS))
        return 0
    return sys.not_simulated(name if name == "busybox" else f"busybox {name}")


_ALL_APPLETS = tuple(APPLETS.split())
_PROGRAMS: dict[str, Program] = {
    UNSIMULATED: _unsimulated,
    "busybox": _busybox,
    "docker": docker,
    "httpd": httpd.httpd,
    "nginx": nginx.nginx,
    "nginx-debug": nginx.nginx,
    **startup.PROGRAMS,
    **_GNU,
}
_RESPONDERS: dict[str, Responder] = {
    "httpd": httpd_pages.answer,
    "nginx": nginx_pages.answer,
    "nginx-debug": nginx_pages.answer,
}
