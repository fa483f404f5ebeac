from __future__ import annotations

import hashlib

import pytest

from tests.simulator.engine.host import app_files, booted, stored
from webapp.simulator.engine import trees
from webapp.simulator.engine.errors import ApiError


def test_a_chain_id_is_the_digest_of_the_chain_below_and_the_layers_own() -> None:
    core, _, image = stored(booted())
    first, second = (core.state.layers[chain] for chain in image.layers)
    assert first.chain_id == first.diff_id
    joined = f"{first.chain_id} {second.diff_id}".encode()
    assert second.chain_id == f"sha256:{hashlib.sha256(joined).hexdigest()}"


def test_size_counts_a_file_of_many_names_once_and_symlinks() -> None:
    core, _, image = stored(booted())
    first, second = (core.state.layers[chain] for chain in image.layers)
    assert first.size == 2_024_645
    assert second.size == 4 + 4 + len("a.txt") + 3 + 3 + 2


def test_a_layer_that_is_there_is_shared() -> None:
    core, store, image = stored(booted())
    bottom = image.layers[0]
    count = len(core.state.layers)
    again = store.register_layer(bottom, lambda root: trees.copy(
        core.kernel, core.driver.changes(core.state.layers[image.layers[1]].directory), root
    ))
    assert again.chain_id == image.layers[1]
    assert len(core.state.layers) == count


def test_a_layer_without_changes_has_the_digest_of_an_empty_tar() -> None:
    _, store, image = stored(booted())
    assert store.register_layer(image.layers[0], lambda _: None).diff_id == trees.EMPTY_LAYER


def test_ids_do_not_depend_on_when_the_directory_was_made() -> None:
    one, other = booted(), booted()
    other.disks.directory(other.disks.make_filesystem("tmpfs", "t"), "x")
    other_core, _, other_image = stored(other)
    other_core.new_id("anything")
    assert stored(one)[2].id == other_image.id


def test_deleting_an_image_keeps_the_layers_that_another_one_needs() -> None:
    core, store, image = stored(booted())
    removed = store.delete(image)
    assert removed == [image.layers[1]]
    assert list(core.state.layers) == [image.layers[0]]


def test_an_image_is_found_by_name_by_id_and_by_a_part_of_its_id() -> None:
    _, store, image = stored(booted())
    for ref in ("base", "base:latest", "docker.io/library/base", image.id, image.id[7:19]):
        assert store.find(ref) is image


def test_an_unknown_image_is_named_with_its_tag() -> None:
    _, store, _ = stored(booted())
    with pytest.raises(ApiError) as refused:
        store.find("ghost")
    assert refused.value.message == "No such image: ghost:latest"


def test_hard_links_and_modes_are_part_of_a_layers_digest() -> None:
    kernel = booted()
    one = kernel.disks.make_filesystem("tmpfs", "one")
    other = kernel.disks.make_filesystem("tmpfs", "other")
    app_files(kernel, one)
    app_files(kernel, other)
    assert trees.digest(kernel.disks, one) == trees.digest(kernel.disks, other)
    app = kernel.disks.directory(other, "app")
    kernel.disks.unlink(app, "b-hard")
    kernel.disks.write_file(app, "b-hard", b"two\n", 0o640)
    assert trees.digest(kernel.disks, one) != trees.digest(kernel.disks, other)
