"""The files in which the daemon notes images, layers and names: ``ROOT/image/<driver>``.

Layout: image/store.go and layer/filestore.go of moby 26.1.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from webapp.simulator.engine.references import parse

if TYPE_CHECKING:
    from webapp.simulator.engine.core import Core
    from webapp.simulator.engine.model import Container, Image, Layer
    from webapp.simulator.kernel.node import Plain

PREFIX = "sha256:"


def _place(core: Core, *names: str) -> Plain:
    return core.directory("image", core.state.driver, *names)


def write_layer(core: Core, layer: Layer) -> None:
    """Note a layer in ``layerdb``."""
    home = _place(core, "layerdb", "sha256", layer.chain_id.removeprefix(PREFIX))
    disks = core.kernel.disks
    disks.write_file(home, "cache-id", layer.directory.encode())
    disks.write_file(home, "diff", layer.diff_id.encode())
    disks.write_file(home, "size", str(layer.size).encode())
    if layer.parent is not None:
        disks.write_file(home, "parent", layer.parent.encode())


def remove_layer(core: Core, layer: Layer) -> None:
    """Take a layer's note away."""
    home = _place(core, "layerdb", "sha256")
    core.kernel.disks.remove_tree(home, layer.chain_id.removeprefix(PREFIX))


def write_image(core: Core, image: Image, text: str) -> None:
    """Note an image's configuration in ``imagedb``."""
    content = _place(core, "imagedb", "content", "sha256")
    core.kernel.disks.write_file(content, image.id.removeprefix(PREFIX), text.encode(), 0o600)


def remove_image(core: Core, image: Image) -> None:
    """Take an image's configuration away."""
    content = _place(core, "imagedb", "content", "sha256")
    core.kernel.disks.remove_tree(content, image.id.removeprefix(PREFIX))


def write_references(core: Core) -> None:
    """Note the names of images in ``repositories.json``."""
    repositories: dict[str, dict[str, str]] = {}
    for name in sorted(core.state.references):
        short = parse(name).familiar_name
        repositories.setdefault(short, {})[name] = core.state.references[name]
    text = json.dumps({"Repositories": repositories}, separators=(",", ":"))
    core.kernel.disks.write_file(_place(core), "repositories.json", text.encode(), 0o600)


def write_mount(core: Core, container: Container) -> None:
    """Note which layers a container stands on."""
    home = _place(core, "layerdb", "mounts", container.id)
    disks = core.kernel.disks
    disks.write_file(home, "init-id", f"{container.directory}-init".encode())
    disks.write_file(home, "mount-id", container.directory.encode())
    if container.layers:
        disks.write_file(home, "parent", container.layers[-1].encode())


def remove_mount(core: Core, container: Container) -> None:
    """Take a container's note away."""
    core.kernel.disks.remove_tree(_place(core, "layerdb", "mounts"), container.id)


def write_json(core: Core, directory: Plain, name: str, document: dict[str, Any]) -> None:
    """Write a document as one line, for the daemon alone to read."""
    text = json.dumps(document, separators=(",", ":"), ensure_ascii=False)
    core.kernel.disks.write_file(directory, name, text.encode(), 0o600)
