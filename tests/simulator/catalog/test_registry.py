from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from webapp.simulator.catalog import registry
from webapp.simulator.catalog.entries import size_of
from webapp.simulator.catalog.shipped import ShippedImage, ShippedLayer
from webapp.simulator.kernel.inode import Kind

if TYPE_CHECKING:
    from webapp.simulator.engine.api import Entry


@cache
def made(layer: ShippedLayer) -> tuple[Entry, ...]:
    return layer.make()


NAMES = [f"{image.repository}:{image.tags[0]}" for image in registry.IMAGES]


@pytest.fixture(params=registry.IMAGES, ids=NAMES)
def image(request: pytest.FixtureRequest) -> ShippedImage:
    found = request.param
    assert isinstance(found, ShippedImage)
    return found


@pytest.mark.parametrize(
    "name",
    ["nginx", "nginx:latest", "library/nginx", "docker.io/nginx", "docker.io/library/nginx:latest"],
)
def test_an_image_is_found_by_every_way_to_write_its_name(name: str) -> None:
    found = registry.find(name)
    assert found is not None
    assert found.repository == "nginx"
    assert "latest" in found.tags


@pytest.mark.parametrize(
    "name", ["nosuch", "nginx:0.1", "quay.io/nginx", "NGINX", "", "someone/nginx"]
)
def test_what_the_catalogue_does_not_hold_is_not_found(name: str) -> None:
    assert registry.find(name) is None


def test_an_image_is_found_by_its_digest() -> None:
    nginx = registry.find("nginx")
    assert nginx is not None
    assert registry.find(f"nginx@{nginx.digest}") is nginx
    assert registry.find("nginx@sha256:" + "0" * 64) is None


def test_no_name_means_two_images() -> None:
    names = registry.names()
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "name", ["alpine:3.20", "debian:bookworm-slim", "ubuntu:22.04", "httpd:alpine"]
)
def test_the_usual_tags_are_there(name: str) -> None:
    assert registry.find(name) is not None


def test_parents_come_before_what_is_in_them(image: ShippedImage) -> None:
    for layer in image.layers:
        seen = {""}
        for entry in made(layer):
            assert entry.path.rpartition("/")[0] in seen, entry.path
            assert entry.path not in seen
            seen.add(entry.path)


def test_hard_links_lead_to_earlier_files(image: ShippedImage) -> None:
    for layer in image.layers:
        files: set[str] = set()
        for entry in made(layer):
            if entry.hard:
                assert entry.link in files
            elif entry.kind is Kind.FILE:
                files.add(entry.path)


def test_what_runs_is_in_the_image(image: ShippedImage) -> None:
    config = image.config
    first = ((config.entrypoint or ()) + (config.cmd or ()))[0]
    paths = {entry.path for layer in image.layers for entry in made(layer)}
    places = [first[1:]] if first.startswith("/") else [
        f"{directory[1:]}/{first}"
        for item in (*config.env, "PATH=/bin")
        if item.startswith("PATH=")
        for directory in item.removeprefix("PATH=").split(":")
    ]
    # /bin may be a link to /usr/bin.
    assert any(place in paths or f"usr/{place}" in paths for place in places)


def test_each_row_of_history_with_a_layer_has_the_size_of_it(image: ShippedImage) -> None:
    sizes = tuple(size_of(made(layer)) for layer in image.layers)
    rows = image.history(sizes)
    assert tuple(row.size for row in rows if not row.empty) == sizes


@pytest.mark.parametrize("name", ["nginx", "nginx:1.27", "httpd"])
def test_images_on_debian_share_its_layer(name: str) -> None:
    one, base = registry.find(name), registry.find("debian:bookworm-slim")
    assert one is not None
    assert base is not None
    assert one.layers[0] == base.layers[0]
    assert len(one.layers) > 1
