"""`docker pull`, `tag`, `rmi`, `commit`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.engine.errors import ApiError
from webapp.simulator.engine.references import ReferenceError as BadReferenceError, parse
from webapp.simulator.userland.docker import messages
from webapp.simulator.userland.docker.invocation import ClientError
from webapp.simulator.userland.docker.pulling import pull_lines

if TYPE_CHECKING:
    from webapp.simulator.userland.docker.invocation import Invocation

_NOT_FOUND = 404


def pull(call: Invocation) -> int:
    """`docker pull`."""
    try:
        reference = parse(call.args[0])
    except BadReferenceError as error:
        raise ClientError(str(error)) from None
    quiet = call.parsed.on("quiet")
    if not reference.tag and not reference.digest and not quiet:
        call.out("Using default tag: latest\n")
    tagged = reference.tagged()
    pulled = call.engine.pull(tagged.familiar)
    if not quiet:
        call.out(pull_lines(pulled, whole=call.sys.isatty(1)))
    call.out(f"{tagged.canonical}\n")
    return 0


def tag(call: Invocation) -> int:
    """`docker tag`."""
    try:
        parse(call.args[1])
    except BadReferenceError as error:
        raise ClientError(
            f'Error parsing reference: "{call.args[1]}" is not a valid repository/tag: {error}'
        ) from None
    call.engine.tag(*call.args)
    return 0


def remove(call: Invocation) -> int:
    """`docker rmi`."""
    parsed = call.parsed
    force = parsed.on("force")
    errors, fatal = [], False
    for name in call.args:
        try:
            gone = call.engine.remove_image(name, force=force, prune=not parsed.on("no-prune"))
        except ApiError as error:
            fatal = fatal or error.status != _NOT_FOUND
            errors.append(messages.from_daemon(error.message))
            continue
        for item in gone:
            call.out("".join(f"{what}: {which}\n" for what, which in item.items()))
    if errors:
        text = "\n".join(errors)
        if not force or fatal:
            raise ClientError(text)
        call.err(f"{text}\n")
    return 0


def commit(call: Invocation) -> int:
    """`docker commit`: prints the new image's id."""
    parsed = call.parsed
    if len(call.args) > 1:
        try:
            parse(call.args[1])
        except BadReferenceError as error:
            raise ClientError(str(error)) from None
    image = call.engine.commit(
        call.args[0],
        call.args[1] if len(call.args) > 1 else "",
        message=parsed.text("message"),
        author=parsed.text("author"),
        changes=parsed.many("change"),
        pause=parsed.on("pause"),
    )
    call.out(f"{image}\n")
    return 0
