"""What takes how much of the disk: GET /system/df."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from webapp.simulator.engine.imagejson import SECOND
from webapp.simulator.engine.prune import CACHE_ID

if TYPE_CHECKING:
    from webapp.simulator.engine.containers import Containers
    from webapp.simulator.engine.core import Core
    from webapp.simulator.engine.imagestore import ImageStore
    from webapp.simulator.engine.model import Container, Image
    from webapp.simulator.engine.volumes import VolumeStore

Json = dict[str, Any]


def disk_usage(
    core: Core, images: ImageStore, volumes: VolumeStore, containers: Containers
) -> Json:
    """LayersSize, Images, Containers, Volumes, BuildCache."""
    layers = core.state.layers
    used = {chain for image in core.state.images.values() for chain in image.layers}
    return {
        "LayersSize": sum(layers[chain].size for chain in sorted(used) if chain in layers),
        "Images": [_image(core, images, image) for image in _images(core)],
        "Containers": [
            _container(containers, container) for container in reversed(core.containers())
        ],
        "Volumes": [
            volumes.inspect(volume) | {"UsageData": {
                "RefCount": len(volumes.users(volume.name)), "Size": volumes.size(volume.name),
            }}
            for volume in volumes.all() if not volume.options
        ],
        "BuildCache": _build_cache(core, used),
        "BuilderSize": 0,
    }


def _build_cache(core: Core, used: set[str]) -> list[Json]:
    """Steps of builds that the cache still serves; what an image has as a layer is shared."""
    cache, layers = core.state.build_cache, core.state.layers
    return [
        {
            "ID": key[:CACHE_ID],
            "Type": "regular",
            "Description": "",
            "InUse": False,
            "Shared": cache[key] in used,
            "Size": layers[cache[key]].size,
            "CreatedAt": None,
            "LastUsedAt": None,
            "UsageCount": 1,
        }
        for key in sorted(cache) if cache[key] in layers
    ]


def _images(core: Core) -> list[Image]:
    parents = {image.parent for image in core.state.images.values()}
    named = set(core.state.references.values())
    found = [i for i in core.state.images.values() if i.id in named or i.id not in parents]
    return sorted(found, key=lambda image: (-image.created, image.id))


def _image(core: Core, images: ImageStore, image: Image) -> Json:
    layers = core.state.layers
    others = [other for other in core.state.images.values() if other.id != image.id]
    shared = sum(
        layers[chain].size for chain in image.layers
        if chain in layers and any(chain in other.layers for other in others)
    )
    return {
        "Containers": len(images.users(image)),
        "Created": image.created // SECOND,
        "Id": image.id,
        "Labels": dict(image.config.labels) or None,
        "ParentId": image.parent,
        "RepoDigests": [],
        "RepoTags": images.names_of(image),
        "SharedSize": shared,
        "Size": image.size,
    }


def _container(containers: Containers, container: Container) -> Json:
    own, whole = containers.sizes(container)
    return {
        "Id": container.id,
        "Names": [f"/{container.name}"],
        "Image": container.image_ref,
        "ImageID": container.image,
        "Command": " ".join((container.path, *container.args)),
        "Created": container.created // SECOND,
        "SizeRw": own,
        "SizeRootFs": whole,
        "State": container.state.status,
        "Mounts": [
            {"Type": p.type, "Name": p.name, "Destination": p.destination, "Driver": p.driver}
            for p in container.mounts if p.listed
        ],
    }
