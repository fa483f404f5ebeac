"""`--mount`, `-v`, `--tmpfs` and `-p` as the client reads them."""

from __future__ import annotations

import pytest

from webapp.simulator.userland.docker.mountspec import MountSpecError, parse_mount
from webapp.simulator.userland.docker.portspec import (
    PortSpecError,
    parse_exposed,
    parse_published,
)
from webapp.simulator.userland.docker.volumespec import (
    Volumes,
    VolumeSpecError,
    parse_tmpfs,
    parse_volumes,
)


def test_a_mount_is_a_volume_unless_it_says_otherwise() -> None:
    assert parse_mount("src=v,dst=/x", "/") == {"Type": "volume", "Source": "v", "Target": "/x"}


def test_a_relative_source_is_absolute_only_when_it_begins_with_a_dot() -> None:
    assert parse_mount("type=bind,src=.,dst=/x", "/app")["Source"] == "/app"
    assert parse_mount("type=bind,src=./a/../b,dst=/x", "/app")["Source"] == "/app/b"
    assert parse_mount("type=bind,src=../a,dst=/x", "/app")["Source"] == "../a"


def test_sizes_and_modes_of_a_tmpfs_are_numbers() -> None:
    mount = parse_mount("type=tmpfs,dst=/x,tmpfs-size=64k,tmpfs-mode=1770", "/")
    assert mount["TmpfsOptions"] == {"SizeBytes": 65536, "Mode": 0o1770}


def test_keys_do_not_mind_their_case_and_commas_may_be_quoted() -> None:
    mount = parse_mount('TYPE=bind,"SRC=/a,b",Destination=/x,RO', "/")
    assert mount == {"Type": "bind", "Source": "/a,b", "Target": "/x", "ReadOnly": True}


def test_options_of_another_type_are_refused() -> None:
    with pytest.raises(
        MountSpecError, match="cannot mix 'tmpfs-\\*' options with mount type 'bind'"
    ):
        parse_mount("type=bind,src=/a,dst=/x,tmpfs-size=1m", "/")


def test_volumes_are_sorted_into_binds_and_anonymous_ones() -> None:
    specs = ("vol:/a", "/h:/b:ro", "/only", "./x:/c", "vol:/a", ".:/d")
    assert parse_volumes(specs, "/app") == Volumes(
        ("vol:/a", "/h:/b:ro", "/app/x:/c", "/app:/d"), ("/only",)
    )


def test_a_letter_before_a_colon_is_taken_for_a_windows_drive() -> None:
    assert parse_volumes(("a:/b",), "/").anonymous == ("a:/b",)


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("", "invalid empty volume spec"),
        (":/b", "invalid spec: :/b: empty section between colons"),
        ("ab::", "invalid spec: ab::: empty section between colons"),
        ("/a:/b:rw:x", "invalid spec: /a:/b:rw:x: too many colons"),
    ],
)
def test_a_volume_that_does_not_parse_is_refused(spec: str, message: str) -> None:
    with pytest.raises(VolumeSpecError) as refused:
        parse_volumes((spec,), "/")
    assert str(refused.value) == message


def test_the_last_tmpfs_of_a_path_holds() -> None:
    assert parse_tmpfs(("/a:size=1m", "/b", "/a:ro")) == {"/a": "ro", "/b": ""}


@pytest.mark.parametrize(
    ("spec", "published"),
    [
        ("80", ("", "", "80/tcp")),
        ("8080:80", ("", "8080", "80/tcp")),
        ("127.0.0.1:8080:80/udp", ("127.0.0.1", "8080", "80/udp")),
        ("[::1]:8080:80", ("::1", "8080", "80/tcp")),
        ("8000-8010:80", ("", "8000-8010", "80/tcp")),
        ("published=8080,target=80", ("", "8080", "80/tcp")),
    ],
)
def test_a_port_is_published(spec: str, published: tuple[str, str, str]) -> None:
    assert parse_published((spec,)) == ((published[2],), (published,))


def test_ranges_of_the_same_length_are_published_one_by_one() -> None:
    assert parse_published(("8000-8001:80-81",))[1] == (
        ("", "8000", "80/tcp"),
        ("", "8001", "81/tcp"),
    )


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("abc", "Invalid containerPort: abc"),
        ("70000", "Invalid containerPort: 70000"),
        ("80-70", "Invalid containerPort: 80-70"),
        ("x:80", "Invalid hostPort: x"),
        ("1.2.3:80:80", "Invalid ip address: 1.2.3"),
        ("80/foo", "Invalid proto: foo"),
        ("8080:", "No port specified: 8080:<empty>"),
    ],
)
def test_a_port_that_does_not_parse_is_refused(spec: str, message: str) -> None:
    with pytest.raises(PortSpecError) as refused:
        parse_published((spec,))
    assert str(refused.value) == message


def test_exposed_ports_take_a_protocol_and_a_range() -> None:
    assert parse_exposed(("80", "90-91/udp")) == ("80/tcp", "90/udp", "91/udp")
