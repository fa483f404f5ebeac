"""The `docker` program: finds the command, parses its flags, runs it, words what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from webapp.simulator.engine.errors import ApiError, NotInCatalogue
from webapp.simulator.kernel.errno import OsError
from webapp.simulator.userland.docker import messages, usage
from webapp.simulator.userland.docker.commands.index import (
    Found,
    FoundGroup,
    NotKept,
    Unknown,
    look_up,
)
from webapp.simulator.userland.docker.commands.top import GLOBAL_FLAGS
from webapp.simulator.userland.docker.flags import DEPRECATED_HELP, FlagError, Parsed, parse
from webapp.simulator.userland.docker.invocation import ClientError, Invocation, UnsimulatedError
from webapp.simulator.userland.docker.simulated import unsimulated_flag
from webapp.simulator.userland.docker.tables import FormatError
from webapp.simulator.userland.docker.template.parser import NotSimulatedError
from webapp.simulator.userland.docker.verbs.table import VERBS

if TYPE_CHECKING:
    from webapp.simulator.kernel.sys import Sys, Wait

_TOO_MANY_OR_FEW = 1
_BAD_FLAG = 125


@runtime_checkable
class Resumable(Protocol):
    """What a verb saves while it waits."""

    def resume(self, sys: Sys) -> int | Wait:
        """Go on."""


def docker(sys: Sys) -> int | Wait:
    """Run `docker ...` as the calling process; gives its exit status, or waits for a container."""
    try:
        if isinstance(sys.state, Resumable):
            return sys.state.resume(sys)
        return _main(sys)
    except ApiError as error:
        return _fail(sys, messages.from_daemon(error.message))
    except OsError as error:
        # The daemon met with a disk that is full, or found files of its own deleted.
        what = f"{error.path}: " if error.path else ""
        return _fail(sys, messages.from_daemon(f"{what}{error.strerror.lower()}"))
    except FormatError as error:
        return _fail(sys, str(error))
    except ClientError as error:
        return _fail(sys, error.message, error.status)
    except NotInCatalogue as missing:
        return sys.not_simulated(f"image {missing.reference}")
    except (UnsimulatedError, NotSimulatedError) as error:
        return sys.not_simulated(str(error))


def _fail(sys: Sys, message: str, status: int = 1) -> int:
    if message:
        sys.err(message + "\n")
    return status


def _main(sys: Sys) -> int | Wait:
    try:
        top = parse(GLOBAL_FLAGS, sys.args, interspersed=False)
    except FlagError as error:
        message = messages.see_help(str(error), "docker")
        return _fail(sys, f"{message}\n{usage.top_help().rstrip()}\n", _BAD_FLAG)
    for name in sorted(top.given):
        if name in {"config", "context", "host"} or name.startswith("tls"):
            raise UnsimulatedError(f"docker --{name}")
    if top.on("version"):
        sys.out(messages.VERSION + "\n")
        return 0
    words = top.args
    if not words and not top.on("help"):
        sys.err(usage.top_help())
        return 0
    helps = top.on("help")
    if words[:1] == ("help",):
        words, helps = words[1:], True
    if not words:
        if top.deprecated_help:
            sys.err(DEPRECATED_HELP)
        sys.out(usage.top_help())
        return 0
    return _dispatch(sys, words, helps=helps)


def _dispatch(sys: Sys, words: tuple[str, ...], *, helps: bool) -> int | Wait:
    found = look_up(words)
    match found:
        case Unknown():
            if helps:
                return _fail(sys, f"unknown help topic: {' '.join(words)}")
            if {"--help", "-h"} & set(words):
                sys.out(usage.top_help())
                return 0
            return _fail(sys, messages.unknown_command(found.word))
        case NotKept():
            raise UnsimulatedError(f"docker {found.name}")
        case FoundGroup():
            return _group(sys, found, helps=helps)
        case Found():
            if helps:
                sys.out(usage.command_help(found.command, found.name))
                return 0
            return _command(sys, found)


def _group(sys: Sys, found: FoundGroup, *, helps: bool) -> int:
    group = found.group
    if helps:
        if found.rest:
            return _fail(sys, f"unknown help topic: {' '.join(found.rest)}")
        sys.out(usage.group_help(group))
        return 0
    try:
        parsed = parse((), found.rest)
    except FlagError as error:
        message = messages.see_help(str(error), f"docker {group.name}")
        return _fail(sys, f"{message}\n{usage.group_help(group).rstrip()}\n", _BAD_FLAG)
    if parsed.on("help"):
        _note_help(sys, parsed)
        sys.out(usage.group_help(group))
        return 0
    sys.err(usage.group_help(group, everything=bool(parsed.args)))
    return 1 if parsed.args else 0


def _note_help(sys: Sys, parsed: Parsed) -> None:
    if parsed.deprecated_help:
        sys.out(DEPRECATED_HELP)


def _command(sys: Sys, found: Found) -> int | Wait:
    command = found.command
    shown = usage.full_name(command, found.name)
    try:
        parsed = parse(command.flags, found.rest, interspersed=command.interspersed)
    except FlagError as error:
        return _fail(sys, messages.see_help(str(error), shown), _BAD_FLAG)
    if parsed.on("help"):
        _note_help(sys, parsed)
        sys.out(usage.command_help(command, found.name))
        return 0
    _check_count(found, parsed)
    verb = VERBS.get(command.names[0])
    if verb is None:
        raise UnsimulatedError(f"docker {found.name}")
    flag = unsimulated_flag(command, parsed)
    if flag:
        raise UnsimulatedError(f"docker {found.name} {flag}")
    return verb(Invocation(sys, command, found.name, parsed))


def _check_count(found: Found, parsed: Parsed) -> None:
    command, count = found.command, len(parsed.args)
    if count < command.least or (command.most is not None and count > command.most):
        text = usage.argument_count(command, found.name)
        prefix = "ERROR: " if usage.is_buildx(command) else ""
        raise ClientError(prefix + text, _TOO_MANY_OR_FEW)
