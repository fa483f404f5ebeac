"""Tables, rows and JSON are those of the real client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from webapp.simulator.userland.docker import rows
from webapp.simulator.userland.docker.invocation import ClientError
from webapp.simulator.userland.docker.natural import natural_order
from webapp.simulator.userland.docker.tables import (
    FormatError,
    aligned,
    display_width,
    ellipsis,
    listing,
)
from webapp.simulator.userland.docker.verbs import disk_usage, listing as lists

if TYPE_CHECKING:
    from tests.simulator.userland.docker.real import RealClient

LONG_AGO: Final = 1_000_000_000
NOW: Final = 1_795_000_000 * 10**9
MOUNTS: Final = [
    {"Type": "volume", "Name": "a-volume-with-a-long-name", "Destination": "/x", "Driver": "local"},
    {"Type": "bind", "Source": "/srv", "Destination": "/y"},
]
CONTAINERS: Final[list[dict[str, Any]]] = [
    {
        "Id": "ab" * 32,
        "Names": ["/web"],
        "Image": "nginx",
        "ImageID": "sha256:" + "cd" * 32,
        "Command": "/docker-entrypoint.sh nginx -g 'daemon off;'",
        "Created": LONG_AGO,
        "Ports": [
            {"IP": "0.0.0.0", "PrivatePort": 80, "PublicPort": 8080, "Type": "tcp"},
            {"PrivatePort": 443, "Type": "tcp"},
            {"PrivatePort": 444, "Type": "tcp"},
        ],
        "SizeRw": 1095,
        "SizeRootFs": 187_654_321,
        "Labels": {"stage": "test"},
        "State": "running",
        "Status": "Up 2 hours",
        "NetworkSettings": {"Networks": {"bridge": {}}},
        "Mounts": MOUNTS,
    },
    {
        "Id": "ef" * 32,
        "Names": ["/b"],
        "Image": "sha256:" + "cd" * 32,
        "ImageID": "sha256:" + "cd" * 32,
        "Command": 'sh -c "é\n"',
        "Created": LONG_AGO,
        "Ports": [],
        "Labels": {},
        "State": "exited",
        "Status": "Exited (0) 3 days ago",
        "NetworkSettings": {"Networks": {}},
        "Mounts": [],
    },
]
IMAGES: Final[list[dict[str, Any]]] = [
    {
        "Id": "sha256:" + "12" * 32,
        "ParentId": "",
        "RepoTags": ["busybox:latest"],
        "RepoDigests": ["busybox@sha256:" + "34" * 32],
        "Created": LONG_AGO,
        "Size": 2024645,
        "SharedSize": -1,
        "Labels": None,
        "Containers": -1,
    },
    {
        "Id": "sha256:" + "56" * 32,
        "ParentId": "",
        "RepoTags": [],
        "RepoDigests": [],
        "Created": LONG_AGO,
        "Size": 1_500_000_000,
        "SharedSize": -1,
        "Labels": {},
        "Containers": -1,
    },
]
VOLUMES: Final[list[dict[str, Any]]] = [
    {
        "CreatedAt": "2026-11-23T20:59:18Z",
        "Driver": "local",
        "Labels": {"k": "v"},
        "Mountpoint": f"/var/lib/docker/volumes/{name}/_data",
        "Name": name,
        "Options": None,
        "Scope": "local",
        "UsageData": {"RefCount": count, "Size": size},
    }
    for name, count, size in (("v10", 0, 2097152), ("v2", 1, 5))
]
HISTORY: Final[list[dict[str, Any]]] = [
    {
        "Id": "sha256:" + "12" * 32,
        "Created": LONG_AGO,
        "CreatedBy": "RUN /bin/sh -c echo a rather long command\twith a tab # buildkit",
        "Tags": ["busybox:latest"],
        "Size": 1234567,
        "Comment": "buildkit.dockerfile.v0",
    },
    {"Id": "<missing>", "Created": 1, "CreatedBy": "", "Tags": None, "Size": 0, "Comment": ""},
]


def _containers(form: str, *, quiet: bool = False, size: bool = False, whole: bool = False) -> str:
    shown = []
    for each in CONTAINERS:
        kept = {key: value for key, value in each.items() if size or not key.startswith("Size")}
        shown.append(rows.container_row(kept, NOW, whole=whole))
    form = lists._container_form(form, quiet=quiet, size=size)
    return listing(form, rows.CONTAINER_HEADERS, shown)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--no-trunc"],
        ["-q"],
        ["--format", "table {{.Names}}\t{{.Image}}\t{{.Status}}"],
        ["--format", 'table {{upper .Names}}\\t{{.Label "stage"}}\\t{{.State}}'],
        ["--format", "{{.ID}}: {{.Mounts}} {{.LocalVolumes}} {{.Networks}} {{.CreatedAt}}"],
        ["--format", '{{.Names}}{{.Label "stage"}}'],
        ["--format", "json"],
        ["--format", "raw"],
        ["--format", "table"],
        ["--format", "{{json .Ports}}"],
    ],
)
def test_containers_are_listed_as_the_real_client_lists_them(
    words: list[str], real_client: RealClient
) -> None:
    unsized = [
        {key: value for key, value in each.items() if not key.startswith("Size")}
        for each in CONTAINERS
    ]
    real = real_client.run("ps", "-a", *words, answers={"/containers/json": unsized})
    form = words[1] if "--format" in words else ""
    assert _containers(form, quiet="-q" in words, whole="--no-trunc" in words) == real.out


@pytest.mark.parametrize("form", [r"table {{.Names}}\t{{.Foo}}", "{{.Foo}}", "{{foo}}", "{{.Names"])
def test_a_format_that_is_wrong_is_refused_before_anything_is_asked(
    form: str, real_client: RealClient
) -> None:
    real = real_client.run("ps", "--format", form, answers={"/containers/json": []})
    with pytest.raises(ClientError) as refused:
        lists._check_format(form)
    assert f"{refused.value}\n" == real.err


def test_sizes_of_containers_are_shown_on_request(real_client: RealClient) -> None:
    real = real_client.run("ps", "-as", answers={"/containers/json": CONTAINERS})
    assert _containers("", size=True) == real.out


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--digests"],
        ["--no-trunc"],
        ["-q"],
        ["--format", "json"],
        ["--format", "table {{.Repository}}\t{{.Tag}}\t{{.VirtualSize}}\t{{.Digest}}"],
        ["--format", "{{.Containers}} {{.SharedSize}} {{.UniqueSize}} {{.CreatedAt}}"],
    ],
)
def test_images_are_listed_as_the_real_client_lists_them(
    words: list[str], real_client: RealClient
) -> None:
    real = real_client.run("images", *words, answers={"/images/json": IMAGES})
    form = words[1] if "--format" in words else "table"
    digests = "--digests" in words
    form = lists._image_form(form, quiet="-q" in words, digests=digests)
    shown = []
    for image in IMAGES:
        wanted = digests or "{{.Digest}}" in form
        whole = "--no-trunc" in words
        shown += rows.image_rows(image, NOW, whole=whole, digests=wanted)
    assert listing(form, rows.IMAGE_HEADERS, shown) == real.out


@pytest.mark.parametrize(
    "form",
    ["table", "json", "table {{.Name}}\t{{.Mountpoint}}\t{{.Labels}}", "{{.Links}} {{.Size}}"],
)
def test_volumes_are_listed_as_the_real_client_lists_them(
    form: str, real_client: RealClient
) -> None:
    answers = {"/volumes": {"Volumes": VOLUMES, "Warnings": None}}
    real = real_client.run("volume", "ls", "--format", form, answers=answers)
    found = sorted(VOLUMES, key=lambda volume: natural_order(volume["Name"]))
    shown = [rows.volume_row(volume) for volume in found]
    form = lists._VOLUME_TABLE if form == "table" else form
    assert listing(form, rows.VOLUME_HEADERS, shown) == real.out


@pytest.mark.parametrize(("human", "whole"), [(True, False), (False, False), (True, True)])
def test_history_is_listed_as_the_real_client_lists_it(
    human: bool, whole: bool, real_client: RealClient
) -> None:
    words = [f"--human={str(human).lower()}", f"--no-trunc={str(whole).lower()}"]
    real = real_client.run("history", *words, "x", answers={"/images/x/history": HISTORY})
    form = lists._HISTORY_TABLE if human else lists._HISTORY_EXACT
    shown = [rows.history_row(item, NOW, human=human, whole=whole) for item in HISTORY]
    assert listing(form, rows.HISTORY_HEADERS, shown) == real.out


USAGE: Final[dict[str, Any]] = {
    "LayersSize": 1_502_024_645,
    "Images": [
        {**IMAGES[0], "SharedSize": 0, "Containers": 1},
        {**IMAGES[1], "SharedSize": 5, "Containers": 0},
    ],
    "Containers": CONTAINERS,
    "Volumes": VOLUMES,
    "BuildCache": [],
}


def test_disk_usage_is_summed_up_as_the_real_client_does_it(real_client: RealClient) -> None:
    real = real_client.run("system", "df", answers={"/system/df": USAGE})
    shown = listing(disk_usage._SUMMARY, disk_usage._SUMMARY_HEADERS, disk_usage._summary(USAGE))
    assert shown == real.out


def test_disk_usage_is_told_one_by_one_as_the_real_client_does_it(real_client: RealClient) -> None:
    real = real_client.run("system", "df", "-v", answers={"/system/df": USAGE})
    assert disk_usage._verbose(USAGE, NOW) == real.out


def test_columns_run_on_over_neighbouring_lines_only() -> None:
    assert aligned("a\tb\n\nlonger than ten\tb\n") == "a         b\n\nlonger than ten   b\n"


def test_wide_characters_take_two_columns() -> None:
    assert display_width("数据") == 4
    assert aligned("数据\tb\n") == "数据      b\n"
    assert ellipsis("数据卷很长的名字", 7) == "数据卷…"


def test_names_are_ordered_by_the_numbers_in_them() -> None:
    assert sorted(["v10", "v2", "V3", "v02"], key=natural_order) == ["V3", "v2", "v02", "v10"]


def test_a_format_that_does_not_fit_prints_nothing() -> None:
    with pytest.raises(FormatError, match="can't evaluate field Foo in type"):
        listing("{{.Foo}}", rows.VOLUME_HEADERS, [rows.volume_row(VOLUMES[0])])
