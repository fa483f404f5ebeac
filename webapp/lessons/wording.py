"""Facts and places as sentences, by gettext; names, paths and texts are set as code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from webapp.simulator import places as p
from webapp.simulator.facts import values as v

if TYPE_CHECKING:
    from collections.abc import Callable

    Gettext = Callable[[str], str]


def N_(message: str) -> str:  # noqa: N802 - the name by which gettext's tools find a message
    """Mark a message for translation where it stands."""
    return message


_FILES: Final = {
    ("container", False): N_("{path} exists in {name}"),
    ("container", True): N_("{path} doesn't exist in {name}"),
    ("image", False): N_("{path} exists in the image {name}"),
    ("image", True): N_("{path} doesn't exist in the image {name}"),
    ("volume", False): N_("{path} is in the volume {name}"),
    ("volume", True): N_("{path} is not in the volume {name}"),
    ("host", False): N_("{path} exists on the host"),
    ("host", True): N_("{path} doesn't exist on the host"),
}
_WHERE: Final = {
    "container": N_("{path} in {name}"),
    "image": N_("{path} in the image {name}"),
    "volume": N_("{path} in the volume {name}"),
    "host": N_("{path} on the host"),
}
_TEXTS: Final = {
    "is": N_("{file} holds exactly {text}"),
    "contains": N_("{file} contains {text}"),
    "doesn't contain": N_("{file} doesn't contain {text}"),
    "starts with": N_("{file} begins with {text}"),
    "ends with": N_("{file} ends with {text}"),
}
_MOUNTS: Final = {
    ("volume", True): N_("{container} mounts the volume {source} at {path}"),
    ("volume", False): N_("{container} mounts a volume at {path}"),
    ("anonymous volume", False): N_("{container} mounts an anonymous volume at {path}"),
    ("host", True): N_("{container} mounts the host directory {source} at {path}"),
    ("host", False): N_("{container} mounts a host directory at {path}"),
    ("tmpfs", False): N_("{container} mounts a tmpfs at {path}"),
}
_WRITABLE: Final = {
    None: "{mount}",
    True: N_("{mount}, writable"),
    False: N_("{mount}, read-only"),
}
_SERVES: Final = {
    "layer": N_("{path} in {container} comes from layer {number}"),
    "image": N_("{path} in {container} comes from its image"),
    "writable layer": N_("{path} in {container} comes from its writable layer"),
    "volume": N_("{path} in {container} comes from the volume {source}"),
    "host": N_("{path} in {container} comes from the host directory {source}"),
    "tmpfs": N_("{path} in {container} comes from a tmpfs"),
}
_HOLDS: Final = {
    "entry": N_("the writable layer of {container} has {path}"),
    "nothing": N_("the writable layer of {container} doesn't have {path}"),
    "deleted": N_("the writable layer of {container} has {path} marked as deleted"),
}
_COUNTS: Final = {
    "containers exist": N_("number of containers: {amount}"),
    "containers run": N_("number of running containers: {amount}"),
    "containers are stopped": N_("number of stopped containers: {amount}"),
    "volumes exist": N_("number of volumes: {amount}"),
    "volumes are unused": N_("number of volumes that no container uses: {amount}"),
    "images exist": N_("number of images: {amount}"),
}
_AMOUNTS: Final = {
    "exactly": N_("{number}"),
    "at least": N_("at least {number}"),
    "at most": N_("at most {number}"),
}
_OUTPUTS: Final = {
    "is": N_("{command} prints exactly {text}"),
    "contains": N_("{command} prints {text}"),
    "matches": N_("{command} prints something that matches {text}"),
}
_STATES: Final = {
    "running": N_("{container} is running"),
    "stopped": N_("{container} is stopped"),
}
_THERE: Final = {
    ("container", False): N_("there is a container {name}"),
    ("container", True): N_("there is no container {name}"),
    ("volume", False): N_("there is a volume {name}"),
    ("volume", True): N_("there is no volume {name}"),
    ("image", False): N_("there is an image {name}"),
    ("image", True): N_("there is no image {name}"),
}
_IMAGE_OF: Final = N_("{container} was made from the image {image}")
_NOTHING_AT: Final = N_("{container} mounts nothing at {path}")
_NOTHING: Final = N_("{container} mounts nothing")
_CLEAN: Final = N_("the writable layer of {container} is empty")
_EMPTY: Final = N_("the volume {name} is empty")
_USERS: Final = N_("number of containers that use the volume {name}: {amount}")
_LAYERS: Final = N_("number of layers of the image {name}: {amount}")
_LEFT: Final = N_("nothing is left behind: every container runs, every volume is used")

_PLACES: Final = {
    p.WritableLayer: N_("the writable layer of {name}"),
    p.ImageLayer: N_("layer {number} of the image {name}"),
    p.Image: N_("the image {name}"),
    p.Volume: N_("the volume {name}"),
    p.HostPath: N_("{path} on the host"),
    p.MountPoint: N_("the mount point {path} of {name}"),
    p.Container: N_("the container {name}"),
    p.Nowhere: N_("nowhere"),
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
