"""Where in the picture a fact is to be seen: what a goal picture marks for it."""

from __future__ import annotations

from webapp.simulator import places as p
from webapp.simulator.facts import values as v


def places_of(fact: v.Fact) -> tuple[p.Place, ...]:
    """The places that a fact is about, the one it is chiefly about first; none for a mere count."""
    if isinstance(fact, v.Mounts):
        return _mount(fact)
    if isinstance(fact, v.MountsNothing):
        at = () if fact.path is None else (p.MountPoint(fact.container, fact.path),)
        return (*at, p.Container(fact.container))
    if isinstance(fact, v.MountsFrom):
        return (p.Container(fact.container), p.Container(fact.other))
    if isinstance(fact, v.ComesFrom):
        return _server(fact)
    if isinstance(fact, v.WritableLayerHolds | v.WritableLayerEmpty):
        return (p.WritableLayer(fact.container),)
    if isinstance(fact, v.ContainerExists | v.ContainerState):
        return (p.Container(fact.container),)
    if isinstance(fact, v.ContainerImage):
        return (p.Container(fact.container), p.Image(fact.image))
    if isinstance(fact, v.FileExists | v.FileText):
        return (_whereabouts(fact.where, fact.path),)
    if isinstance(fact, v.VolumeExists | v.VolumeEmpty | v.VolumeUsers):
        return (p.Volume(fact.volume),)
    return (p.Image(fact.image),) if isinstance(fact, v.ImageExists | v.ImageLayers) else ()


def _mount(fact: v.Mounts) -> tuple[p.Place, ...]:
    point = p.MountPoint(fact.container, fact.path)
    if fact.source is None:
        return (point,)
    source = p.Volume(fact.source) if fact.kind == "volume" else p.HostPath(fact.source)
    return (point, source)


def _server(fact: v.ComesFrom) -> tuple[p.Place, ...]:
    if fact.kind == "volume":
        return (p.Volume(fact.source), p.Container(fact.container))
    if fact.kind == "host":
        return (p.HostPath(fact.source), p.Container(fact.container))
    if fact.kind == "writable layer":
        return (p.WritableLayer(fact.container),)
    return (p.Container(fact.container),)


def _whereabouts(where: v.Whereabouts, path: str) -> p.Place:
    if where.kind == "container":
        return p.Container(where.name)
    if where.kind == "image":
        return p.Image(where.name)
    return p.Volume(where.name) if where.kind == "volume" else p.HostPath(path)
