"""Facts and places as sentences, by gettext; names, paths and texts are set as code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from webapp.language import marked
from webapp.simulator import places as p
from webapp.simulator.facts import values as v

if TYPE_CHECKING:
    from collections.abc import Callable

    Gettext = Callable[[str], str]


_FILES: Final = {
    ("container", False): marked("{path} exists in {name}"),
    ("container", True): marked("{path} doesn't exist in {name}"),
    ("image", False): marked("{path} exists in the image {name}"),
    ("image", True): marked("{path} doesn't exist in the image {name}"),
    ("volume", False): marked("{path} is in the volume {name}"),
    ("volume", True): marked("{path} is not in the volume {name}"),
    ("host", False): marked("{path} exists on the host"),
    ("host", True): marked("{path} doesn't exist on the host"),
}
_WHERE: Final = {
    "container": marked("{path} in {name}"),
    "image": marked("{path} in the image {name}"),
    "volume": marked("{path} in the volume {name}"),
    "host": marked("{path} on the host"),
}
_TEXTS: Final = {
    "is": marked("{file} holds exactly {text}"),
    "contains": marked("{file} contains {text}"),
    "doesn't contain": marked("{file} doesn't contain {text}"),
    "starts with": marked("{file} begins with {text}"),
    "ends with": marked("{file} ends with {text}"),
}
_MOUNTS: Final = {
    ("volume", True): marked("{container} mounts the volume {source} at {path}"),
    ("volume", False): marked("{container} mounts a volume at {path}"),
    ("anonymous volume", False): marked("{container} mounts an anonymous volume at {path}"),
    ("host", True): marked("{container} mounts the host directory {source} at {path}"),
    ("host", False): marked("{container} mounts a host directory at {path}"),
    ("tmpfs", False): marked("{container} mounts a tmpfs at {path}"),
}
_WRITABLE: Final = {
    None: "{mount}",
    True: marked("{mount}, writable"),
    False: marked("{mount}, read-only"),
}
_SERVES: Final = {
    "layer": marked("{path} in {container} comes from layer {number}"),
    "image": marked("{path} in {container} comes from its image"),
    "writable layer": marked("{path} in {container} comes from its writable layer"),
    "volume": marked("{path} in {container} comes from the volume {source}"),
    "host": marked("{path} in {container} comes from the host directory {source}"),
    "tmpfs": marked("{path} in {container} comes from a tmpfs"),
}
_HOLDS: Final = {
    "entry": marked("the writable layer of {container} has {path}"),
    "nothing": marked("the writable layer of {container} doesn't have {path}"),
    "deleted": marked("the writable layer of {container} has {path} marked as deleted"),
}
_COUNTS: Final = {
    "containers exist": marked("number of containers: {amount}"),
    "containers run": marked("number of running containers: {amount}"),
    "containers are stopped": marked("number of stopped containers: {amount}"),
    "volumes exist": marked("number of volumes: {amount}"),
    "volumes are unused": marked("number of volumes that no container uses: {amount}"),
    "images exist": marked("number of images: {amount}"),
}
_AMOUNTS: Final = {
    "exactly": "{number}",
    "at least": marked("at least {number}"),
    "at most": marked("at most {number}"),
}
_OUTPUTS: Final = {
    "is": marked("{command} prints exactly {text}"),
    "contains": marked("{command} prints {text}"),
    "matches": marked("{command} prints something that matches {text}"),
}
_STATES: Final = {
    "running": marked("{container} is running"),
    "stopped": marked("{container} is stopped"),
}
_THERE: Final = {
    ("container", False): marked("there is a container {name}"),
    ("container", True): marked("there is no container {name}"),
    ("volume", False): marked("there is a volume {name}"),
    ("volume", True): marked("there is no volume {name}"),
    ("image", False): marked("there is an image {name}"),
    ("image", True): marked("there is no image {name}"),
}
_IMAGE_OF: Final = marked("{container} was made from the image {image}")
_NOTHING_AT: Final = marked("{container} mounts nothing at {path}")
_NOTHING: Final = marked("{container} mounts nothing")
_TAKEN_OVER: Final = marked("{container} takes its mounts over from {other}")
_CLEAN: Final = marked("the writable layer of {container} is empty")
_EMPTY: Final = marked("the volume {name} is empty")
_USERS: Final = marked("number of containers that use the volume {name}: {amount}")
_LAYERS: Final = marked("number of layers of the image {name}: {amount}")
_LEFT: Final = marked("nothing is left behind: every container runs, every volume is used")

_PLACES: Final = {
    p.WritableLayer: marked("the writable layer of {name}"),
    p.ImageLayer: marked("layer {number} of the image {name}"),
    p.Image: marked("the image {name}"),
    p.Volume: marked("the volume {name}"),
    p.HostPath: marked("{path} on the host"),
    p.MountPoint: marked("the mount point {path} of {name}"),
    p.Container: marked("the container {name}"),
    p.Nowhere: marked("nowhere"),
}


def _code(value: object) -> Markup:
    return Markup("<code>{}</code>").format(value)


def _amount(amount: v.Amount, gettext: Gettext) -> str:
    return gettext(_AMOUNTS[amount.relation]).format(number=amount.number)


def _fill(message: str, gettext: Gettext, **values: object) -> Markup:
    """A translated message, which is ours, with what the lesson named set as code."""
    plain = {"amount", "number", "file", "mount"}
    shown = {name: value if name in plain else _code(value) for name, value in values.items()}
    return escape(gettext(message)).format(**shown)


def fact_sentence(fact: v.Fact, gettext: Gettext) -> Markup:
    """The fact as a clause without a full stop, to stand in a list."""
    if isinstance(fact, v.ContainerExists):
        return _fill(_THERE["container", fact.negated], gettext, name=fact.container)
    if isinstance(fact, v.VolumeExists):
        return _fill(_THERE["volume", fact.negated], gettext, name=fact.volume)
    if isinstance(fact, v.ImageExists):
        return _fill(_THERE["image", fact.negated], gettext, name=fact.image)
    if isinstance(fact, v.ContainerState):
        return _fill(_STATES[fact.state], gettext, container=fact.container)
    if isinstance(fact, v.ContainerImage):
        return _fill(_IMAGE_OF, gettext, container=fact.container, image=fact.image)
    if isinstance(fact, v.MountsFrom):
        return _fill(_TAKEN_OVER, gettext, container=fact.container, other=fact.other)
    if isinstance(fact, v.FileExists | v.FileText):
        return _file(fact, gettext)
    if isinstance(fact, v.Output):
        return _fill(_OUTPUTS[fact.comparison], gettext, command=fact.command, text=fact.text)
    if isinstance(fact, v.WritableLayerEmpty):
        return _fill(_CLEAN, gettext, container=fact.container)
    if isinstance(fact, v.WritableLayerHolds):
        return _fill(_HOLDS[fact.what], gettext, container=fact.container, path=fact.path)
    if isinstance(fact, v.Mounts | v.MountsNothing | v.ComesFrom):
        return _mount(fact, gettext)
    return _number(fact, gettext)


def _file(fact: v.FileExists | v.FileText, gettext: Gettext) -> Markup:
    where = fact.where
    # Within a volume, paths are named as the lesson names them: without the leading slash.
    path = fact.path[1:] if where.kind == "volume" else fact.path
    if isinstance(fact, v.FileExists):
        return _fill(_FILES[where.kind, fact.negated], gettext, path=path, name=where.name)
    file = _fill(_WHERE[where.kind], gettext, path=path, name=where.name)
    return _fill(_TEXTS[fact.comparison], gettext, file=file, text=fact.text)


def _mount(fact: v.Mounts | v.MountsNothing | v.ComesFrom, gettext: Gettext) -> Markup:
    if isinstance(fact, v.ComesFrom):
        return _fill(
            _SERVES[fact.kind],
            gettext,
            path=fact.path,
            container=fact.container,
            source=fact.source,
            number=fact.number,
        )
    if isinstance(fact, v.MountsNothing):
        message = _NOTHING if fact.path is None else _NOTHING_AT
        return _fill(message, gettext, container=fact.container, path=fact.path)
    mount = _fill(
        _MOUNTS[fact.kind, fact.source is not None],
        gettext,
        container=fact.container,
        source=fact.source,
        path=fact.path,
    )
    return _fill(_WRITABLE[fact.writable], gettext, mount=mount)


_OfNumbers = v.VolumeEmpty | v.VolumeUsers | v.ImageLayers | v.Count | v.NothingLeftBehind


def _number(fact: _OfNumbers, gettext: Gettext) -> Markup:
    if isinstance(fact, v.NothingLeftBehind):
        return _fill(_LEFT, gettext)
    if isinstance(fact, v.VolumeEmpty):
        return _fill(_EMPTY, gettext, name=fact.volume)
    amount = _amount(fact.amount, gettext)
    if isinstance(fact, v.VolumeUsers):
        return _fill(_USERS, gettext, name=fact.volume, amount=amount)
    if isinstance(fact, v.ImageLayers):
        return _fill(_LAYERS, gettext, name=fact.image, amount=amount)
    return _fill(_COUNTS[fact.what], gettext, amount=amount)


def place_words(place: p.Place, gettext: Gettext) -> Markup:
    """The place as a noun, to choose from a list or to stand in a sentence."""
    message = _PLACES[type(place)]
    if isinstance(place, p.WritableLayer):
        return _fill(message, gettext, name=place.container)
    if isinstance(place, p.ImageLayer):
        return _fill(message, gettext, name=place.image, number=place.number)
    if isinstance(place, p.Image):
        return _fill(message, gettext, name=place.image)
    if isinstance(place, p.HostPath):
        return _fill(message, gettext, path=place.path)
    if isinstance(place, p.MountPoint):
        return _fill(message, gettext, name=place.container, path=place.path)
    if isinstance(place, p.Nowhere):
        return _fill(message, gettext)
    return _fill(message, gettext, name=place.name)
