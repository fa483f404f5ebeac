"""The images of distributions: debian and ubuntu. alpine has a module of its own."""

from __future__ import annotations

from functools import partial
from typing import Final

from webapp.simulator.catalog import debian
from webapp.simulator.catalog.shipped import DAY, PATH, STOCKTAKING, Row, ShippedImage, ShippedLayer
from webapp.simulator.engine.model import Config

_MEGABYTE: Final = 10**6
_EPOCH: Final = "@1791763200"


def _debian(release: debian.Release, megabytes: float, variant: str = "") -> ShippedLayer:
    size = int(megabytes * _MEGABYTE) + len(release.codename) * 1013
    made = STOCKTAKING - 20 * DAY
    return ShippedLayer(
        f"{release.build}{variant}", partial(debian.layer, release, size, variant), made
    )


def _debian_row(release: debian.Release, layer: ShippedLayer, variant: str = "") -> Row:
    what = f"--variant minbase {variant} " if variant else ""
    command = f"# debian.sh --arch 'amd64' {what}out/ '{release.codename}' '{_EPOCH}'"
    return Row(command, layer, "debuerreotype 0.16")


BOOKWORM_SLIM: Final = _debian(debian.BOOKWORM, 74.8, "-slim")
TRIXIE_SLIM: Final = _debian(debian.TRIXIE, 78.6, "-slim")
BOOKWORM_SLIM_ROW: Final = _debian_row(debian.BOOKWORM, BOOKWORM_SLIM)

_DEBIAN: Final = Config(cmd=("bash",), env=(PATH,))


def _image(
    tags: str, release: debian.Release, layer: ShippedLayer
) -> ShippedImage:
    return ShippedImage(
        "debian", tuple(tags.split()), _DEBIAN, (_debian_row(release, layer),), age=20
    )


def _ubuntu(tags: str, release: debian.Release, megabytes: float) -> ShippedImage:
    size = int(megabytes * _MEGABYTE)
    layer = ShippedLayer(release.build, partial(debian.layer, release, size))
    labels = (
        ("org.opencontainers.image.ref.name", "ubuntu"),
        ("org.opencontainers.image.version", release.version),
    )
    shell = "/bin/sh -c #(nop) "
    rows = (
        Row(f"{shell} ARG RELEASE", comment=""),
        Row(f"{shell} ARG LAUNCHPAD_BUILD_ARCH", comment=""),
        *(Row(f"{shell} LABEL {key}={value}", comment="") for key, value in labels),
        Row(f"{shell}ADD file:{layer.digest[7:]} in / ", layer, ""),
        Row(f'{shell} CMD ["/bin/bash"]', comment=""),
    )
    config = Config(cmd=("/bin/bash",), env=(PATH,), labels=labels)
    return ShippedImage("ubuntu", tuple(tags.split()), config, rows, age=30)


IMAGES: Final = (
    _image("latest trixie 13 13.6 stable", debian.TRIXIE, _debian(debian.TRIXIE, 120)),
    _image("trixie-slim 13-slim stable-slim", debian.TRIXIE, TRIXIE_SLIM),
    _image("bookworm 12 12.13 oldstable", debian.BOOKWORM, _debian(debian.BOOKWORM, 117)),
    _image("bookworm-slim 12-slim oldstable-slim", debian.BOOKWORM, BOOKWORM_SLIM),
    _ubuntu("latest 24.04 noble", debian.NOBLE, 78.1),
    _ubuntu("22.04 jammy", debian.JAMMY, 77.9),
)
