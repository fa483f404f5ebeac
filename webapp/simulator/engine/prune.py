"""Removing what nobody uses: volumes, containers, build cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.engine import messages
from webapp.simulator.engine.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from webapp.simulator.engine.containers import Containers
    from webapp.simulator.engine.core import Core
    from webapp.simulator.engine.imagestore import ImageStore
    from webapp.simulator.engine.model import Pairs, Volume
    from webapp.simulator.engine.volumes import VolumeStore

CACHE_ID = 25
"""Digits of the ids that BuildKit gives what it caches."""
_TRUE = frozenset({"1", "t", "T", "true", "TRUE", "True"})
_FALSE = frozenset({"0", "f", "F", "false", "FALSE", "False"})


def _check(filters: Mapping[str, Sequence[str]], allowed: tuple[str, ...]) -> None:
    for key in sorted(filters):
        if key not in allowed:
            raise ApiError(400, messages.BAD_FILTER.format(key))


def _labelled(labels: Pairs, filters: Mapping[str, Sequence[str]]) -> bool:
    """Whether all of ``label`` and none of ``label!`` apply."""
    own = dict(labels)

    def has(wanted: str) -> bool:
        key, equals, value = wanted.partition("=")
        return key in own and (not equals or own[key] == value)

    return all(map(has, filters.get("label", ()))) and not any(
        map(has, filters.get("label!", ()))
    )


def volumes(
    store: VolumeStore, *, everything: bool, filters: Mapping[str, Sequence[str]]
) -> tuple[list[str], int]:
    """Remove anonymous volumes (with `everything` named ones too) that no container mounts.

    Volumes with driver options are never removed. Gives names and bytes.
    """
    _check(filters, ("label", "label!", "all"))
    for value in filters.get("all", ()):
        if value not in _TRUE | _FALSE:
            raise ApiError(400, messages.BAD_FILTER_VALUE.format("all", f"[{value}]"))
        everything = everything or value in _TRUE
    removed: list[str] = []
    freed = 0
    for volume in store.all():
        if volume.options or not (everything or volume.anonymous):
            continue
        if store.users(volume.name) or not _labelled(volume.labels or (), filters):
            continue
        freed += _remove(store, volume)
        removed.append(volume.name)
    return removed, freed


def _remove(store: VolumeStore, volume: Volume) -> int:
    size = store.size(volume.name)
    store.remove(volume.name)
    return size


def containers(
    core: Core, store: Containers, filters: Mapping[str, Sequence[str]]
) -> tuple[list[str], int]:
    """Remove containers that don't run; their anonymous volumes stay. Gives ids and bytes."""
    _check(filters, ("label", "label!", "until"))
    removed: list[str] = []
    freed = 0
    for container in core.containers():
        if container.state.running or not _labelled(container.config.labels, filters):
            continue
        freed += store.sizes(container)[0]
        store.remove(container.id)
        removed.append(container.id)
    return removed, freed


def build_cache(core: Core, images: ImageStore, *, everything: bool) -> tuple[list[str], int]:
    """Forget the steps of builds; layers that images use stay. Gives ids and bytes."""
    cache, layers = core.state.build_cache, core.state.layers
    used = {chain for image in core.state.images.values() for chain in image.layers}
    removed = sorted(key for key in cache if everything or cache[key] not in used)
    chains = [cache[key] for key in removed]
    freed = sum(layers[c].size for c in set(chains) - used if c in layers)
    for key in removed:
        cache = cache.remove(key)
    core.change(build_cache=cache)
    for chain in chains:
        images.release(images.chain(chain))
    return [key[:CACHE_ID] for key in removed], freed
