"""What the daemon checks in a container's configuration, when it is made and when it is started.

Order: daemon/container.go verifyContainerSettings of moby 26.1.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.simulator.engine import messages
from webapp.simulator.engine.errors import ApiError
from webapp.simulator.engine.mountspec import validate
from webapp.simulator.engine.volumespec import clean
from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.state import HOST
from webapp.simulator.kernel.walk import find

if TYPE_CHECKING:
    from webapp.simulator.engine.core import Core
    from webapp.simulator.engine.model import Config, HostConfig

LEAST_MEMORY = 6 << 20


def verify(core: Core, config: Config | None, host: HostConfig) -> None:
    """Check settings; `config` is None when a container is started again. Raises ApiError 400."""
    if config is not None:
        if config.workdir and not config.workdir.startswith("/"):
            raise ApiError(400, messages.BAD_WORKDIR.format(config.workdir))
        for variable in config.env:
            if not variable or variable.startswith("="):
                raise ApiError(400, f"invalid environment variable: {variable}")
    if host.auto_remove and host.restart not in {"", "no"}:
        raise ApiError(409, messages.RESTART_WITH_REMOVE)
    for mount in host.mounts:
        validate(mount, lambda path: _exists(core, path))
    for path, _ in host.tmpfs:
        _verify_tmpfs(path)
    if 0 < host.memory < LEAST_MEMORY:
        raise ApiError(400, messages.NEGATIVE_MEMORY)


def _verify_tmpfs(path: str) -> None:
    if clean(path) == "/":
        raise ApiError(400, messages.ROOT_TARGET)
    if not path.startswith("/"):
        raise ApiError(400, messages.RELATIVE_TARGET.format(path))


def _exists(core: Core, path: str) -> bool:
    try:
        find(core.kernel, HOST, (), path)
    except OsError:
        return False
    return True


def merged(own: Config, image: Config) -> Config:
    """A container's configuration completed from its image's (runconfig merge)."""
    env = list(own.env)
    given = {variable.partition("=")[0] for variable in own.env}
    env += [variable for variable in image.env if variable.partition("=")[0] not in given]
    labels = dict(image.labels) | dict(own.labels)
    cmd, entrypoint = own.cmd, own.entrypoint
    if entrypoint is None:
        cmd = cmd or image.cmd
        entrypoint = image.entrypoint
    elif entrypoint in {(), ("",)}:
        entrypoint = None
    return replace(
        own,
        user=own.user or image.user,
        exposed=tuple(dict.fromkeys((*own.exposed, *image.exposed))),
        env=tuple(env),
        labels=tuple(sorted(labels.items())),
        cmd=cmd,
        entrypoint=entrypoint,
        workdir=own.workdir or image.workdir,
        volumes=tuple(dict.fromkeys((*own.volumes, *image.volumes))),
        stop_signal=own.stop_signal or image.stop_signal,
        shell=own.shell if own.shell is not None else image.shell,
    )


