"""Which function does what a command says, by the command's first name."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from webapp.simulator.userland.docker.verbs import (
    building,
    copying,
    creating,
    disk_usage,
    engine_info,
    images,
    inspecting,
    lifecycle,
    listing,
    logs,
    pruning,
    volumes,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from webapp.simulator.kernel.sys import Wait
    from webapp.simulator.userland.docker.invocation import Invocation

    Verb = Callable[[Invocation], int | Wait]

VERBS: MappingProxyType[str, Verb] = MappingProxyType(
    {
        "container attach": lifecycle.attach,
        "container commit": images.commit,
        "container cp": copying.copy,
        "container create": creating.create,
        "container diff": listing.show_diff,
        "container exec": lifecycle.execute,
        "container inspect": inspecting.inspect_containers,
        "container kill": lifecycle.kill,
        "container logs": logs.show_logs,
        "container ls": listing.list_containers,
        "container pause": lifecycle.pause,
        "container port": listing.show_ports,
        "container prune": pruning.prune_containers,
        "container rename": lifecycle.rename,
        "container restart": lifecycle.restart,
        "container rm": lifecycle.remove,
        "container run": creating.run,
        "container start": lifecycle.start,
        "container stop": lifecycle.stop,
        "container top": listing.show_processes,
        "container unpause": lifecycle.unpause,
        "container wait": lifecycle.wait,
        "image build": building.build,
        "image history": listing.show_history,
        "image inspect": inspecting.inspect_images,
        "image ls": listing.list_images,
        "image prune": pruning.prune_images,
        "image pull": images.pull,
        "image rm": images.remove,
        "image tag": images.tag,
        "inspect": inspecting.inspect_anything,
        "system df": disk_usage.show_disk_usage,
        "system info": engine_info.show_info,
        "system prune": pruning.prune_system,
        "version": engine_info.show_version,
        "volume create": volumes.create,
        "volume inspect": inspecting.inspect_volumes,
        "volume ls": listing.list_volumes,
        "volume prune": pruning.prune_volumes,
        "volume rm": volumes.remove,
    }
)
