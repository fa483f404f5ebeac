"""Names and deletion of images."""

from __future__ import annotations

from tests.simulator.engine.host import Desk
from tests.simulator.engine.refusals import refused


def _rows(desk: Desk, ref: str, *, force: bool = False) -> list[tuple[str, str]]:
    return [
        next(iter(row.items())) for row in desk.daemon.remove_image(ref, force=force)
    ]


def test_the_last_name_takes_the_image_and_its_own_layers_along() -> None:
    desk = Desk()
    assert _rows(desk, "base") == [
        ("Untagged", "base:latest"), ("Deleted", desk.image.id), ("Deleted", desk.image.layers[1]),
    ]


def test_one_of_two_names_is_only_taken_away() -> None:
    desk = Desk()
    desk.daemon.tag("base", "other:1")
    assert _rows(desk, "other:1") == [("Untagged", "other:1")]
    assert desk.daemon.names_of(desk.image) == ["base:latest"]


def test_an_image_in_use_keeps_its_last_name() -> None:
    desk = Desk()
    container = desk.create()
    short = desk.image.id[7:19]
    with refused(409, (
        'conflict: unable to remove repository reference "base" (must force) - container'
        f" {container.id[:12]} is using its referenced image {short}"
    )):
        desk.daemon.remove_image("base")


def test_by_force_a_stopped_containers_image_goes_but_its_layers_stay() -> None:
    desk = Desk()
    desk.create()
    assert _rows(desk, "base", force=True) == [
        ("Untagged", "base:latest"), ("Deleted", desk.image.id),
    ]
    assert desk.start("web").exists("/app/a.txt")
    desk.daemon.remove("web", force=True)
    assert desk.image.layers[1] not in desk.daemon.state.layers


def test_by_force_a_running_containers_image_only_loses_its_name() -> None:
    desk = Desk()
    desk.run()
    assert _rows(desk, "base", force=True) == [("Untagged", "base:latest")]
    assert desk.image.id in desk.daemon.state.images


def test_an_id_with_two_names_is_deleted_only_by_force() -> None:
    desk = Desk()
    desk.daemon.tag("base", "base:2")
    short = desk.image.id[7:19]
    with refused(409, (
        f"conflict: unable to delete {short} (must be forced) - image is referenced in multiple"
        " repositories"
    )):
        desk.daemon.remove_image(short)
    assert _rows(desk, short, force=True)[:2] == [
        ("Untagged", "base:2"), ("Untagged", "base:latest"),
    ]


def test_an_image_with_children_is_never_deleted() -> None:
    desk = Desk()
    desk.create()
    desk.daemon.commit("web", "child")
    short = desk.image.id[7:19]
    with refused(409, (
        f"conflict: unable to delete {short} (cannot be forced) - image has dependent child images"
    )):
        desk.daemon.remove_image(short, force=True)


def test_pruning_takes_images_without_a_name() -> None:
    desk = Desk()
    desk.daemon.tag("busybox", "base")
    rows, freed = desk.daemon.prune_images()
    assert rows[0] == {"Deleted": desk.image.id}
    assert freed == desk.image.size - 2_024_645


def test_tagging_refuses_what_is_no_name() -> None:
    desk = Desk()
    with refused(400, (
        "invalid reference format: repository name (library/BAD) must be lowercase"
    )):
        desk.daemon.tag("base", "BAD")


def test_history_names_the_image_and_then_its_nameless_parents() -> None:
    desk = Desk()
    rows = desk.daemon.history("base")
    assert [(row["Id"], row["Size"]) for row in rows] == [
        (desk.image.id, desk.image.size - 2_024_645), ("<missing>", 2_024_645),
    ]


def test_inspect_shows_layers_and_where_they_are() -> None:
    desk = Desk()
    document = desk.daemon.inspect_image("base")
    layers = [desk.daemon.state.layers[chain] for chain in desk.image.layers]
    assert document["RootFS"]["Layers"] == [layer.diff_id for layer in layers]
    upper = document["GraphDriver"]["Data"]["UpperDir"]
    assert upper == f"/var/lib/docker/overlay2/{layers[1].directory}/diff"
    assert (document["RepoTags"], document["Size"]) == (["base:latest"], desk.image.size)


def test_disk_usage_tells_shared_bytes_from_an_images_own() -> None:
    desk = Desk()
    desk.create(binds=("data:/app",))
    usage = desk.daemon.disk_usage()
    base = next(row for row in usage["Images"] if row["RepoTags"] == ["base:latest"])
    assert (base["SharedSize"], base["Containers"]) == (2_024_645, 1)
    assert usage["LayersSize"] == desk.image.size
    assert [row["UsageData"] for row in usage["Volumes"]] == [
        {"RefCount": 1, "Size": desk.image.size - 2_024_645},
    ]
