"""Which flags of the commands do something here, or may be taken because nothing here tells."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webapp.simulator.userland.docker.commands.model import Command
    from webapp.simulator.userland.docker.flags import Parsed

_CONFIG = frozenset(
    (
        "add-host",
        "attach",
        "cidfile",
        "disable-content-trust",
        "entrypoint",
        "env",
        "env-file",
        "expose",
        "hostname",
        "init",
        "interactive",
        "label",
        "label-file",
        "memory",
        "mount",
        "name",
        "net",
        "network",
        "platform",
        "privileged",
        "publish",
        "publish-all",
        "pull",
        "quiet",
        "read-only",
        "restart",
        "rm",
        "stop-signal",
        "tmpfs",
        "tty",
        "user",
        "volume",
        "volume-driver",
        "volumes-from",
        "workdir",
    )
)

# Commands that are not named here take every flag that they have.
_KNOWN = MappingProxyType(
    {
        "container attach": frozenset(("no-stdin", "sig-proxy")),
        "container create": _CONFIG,
        "container run": _CONFIG | {"detach", "sig-proxy"},
        "container start": frozenset(("attach", "interactive")),
        "container exec": frozenset(
            (
                "detach",
                "env",
                "env-file",
                "interactive",
                "privileged",
                "tty",
                "user",
                "workdir",
            )
        ),
        "container rm": frozenset(("force", "volumes")),
        "container logs": frozenset(("follow", "since", "until", "tail", "timestamps")),
        "container prune": frozenset(("force", "filter")),
        "image build": frozenset(
            (
                "build-arg",
                "file",
                "iidfile",
                "label",
                "load",
                "network",
                "no-cache",
                "progress",
                "provenance",
                "pull",
                "quiet",
                "sbom",
                "tag",
                "target",
            )
        ),
        "image pull": frozenset(("quiet", "disable-content-trust", "platform")),
        "image prune": frozenset(("all", "force")),
        "system prune": frozenset(("all", "force", "volumes")),
        "volume create": frozenset(("driver", "label", "name", "opt")),
        "volume ls": frozenset(("filter", "format", "quiet")),
    }
)


def unsimulated_flag(command: Command, parsed: Parsed) -> str:
    """The first flag given that does nothing here, as `--name`; empty if there is none."""
    known = _KNOWN.get(command.names[0])
    if known is None:
        return ""
    return next((f"--{name}" for name in sorted(parsed.given) if name not in known), "")
