"""`docker volume create`, `rm`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.engine.errors import ApiError
from webapp.simulator.userland.docker import messages
from webapp.simulator.userland.docker.invocation import ClientError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from webapp.simulator.userland.docker.invocation import Invocation


def _pairs(texts: Iterable[str]) -> dict[str, str]:
    return {key: value for key, _, value in (text.partition("=") for text in texts)}


def create(call: Invocation) -> int:
    """`docker volume create`: prints the name."""
    parsed = call.parsed
    if parsed.has("name") and call.args:
        raise ClientError(messages.ONE_NAME)
    name = call.args[0] if call.args else parsed.text("name")
    options, labels = _pairs(parsed.many("opt")), _pairs(parsed.many("label"))
    volume = call.engine.create_volume(
        name,
        driver=parsed.text("driver"),
        options=options or None,
        labels=labels or None,
    )
    call.out(f"{volume.name}\n")
    return 0


def remove(call: Invocation) -> int:
    """`docker volume rm`."""
    errors = []
    for name in call.args:
        try:
            call.engine.remove_volume(name, force=call.parsed.on("force"))
        except ApiError as error:
            errors.append(messages.from_daemon(error.message))
        else:
            call.out(f"{name}\n")
    if errors:
        raise ClientError("\n".join(errors))
    return 0
