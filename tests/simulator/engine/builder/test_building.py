from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.simulator.engine.builder.conftest import Shop, make_shop
from webapp.simulator.engine.errors import NotInCatalogue

if TYPE_CHECKING:
    from webapp.simulator.engine.api import Built

SHELL = 'process "/bin/sh -c {}" did not complete successfully: exit code: {}'


def titles(built: Built) -> list[str]:
    return [step.title for step in built.steps if step.title.startswith("[") and
            not step.title.startswith("[internal]")]


def rows(shop: Shop, built: Built) -> list[tuple[str, int, bool]]:
    """(created by, size, empty), newest first, as `docker history` shows them."""
    return [(row.created_by, row.size, row.empty) for row in reversed(shop.image(built).history)]


def test_a_run_makes_a_layer_of_what_it_changed(shop: Shop) -> None:
    built = shop.build("FROM busybox\nRUN mkdir -p /site && echo home > /site/index.html\n")
    assert shop.text(built, "site/index.html") == "home\n"
    # The engine's runtime needs places for what it mounts, and leaves the directories behind.
    assert shop.layer(built, 2) == ["etc", "proc", "site", "site/index.html", "sys"]
    assert shop.image(built).size == 2_024_645 + 5
    assert rows(shop, built)[0] == (
        "RUN /bin/sh -c mkdir -p /site && echo home > /site/index.html # buildkit", 5, False
    )


def test_symbolic_links_weigh_nothing_and_hard_links_count_once(shop: Shop) -> None:
    built = shop.build("FROM busybox\nRUN echo 12345 > /a && ln /a /b && ln -s /a /c\n")
    assert rows(shop, built)[0][1] == 6


def test_the_image_gets_its_names(shop: Shop) -> None:
    built = shop.build("FROM busybox\nRUN true\n", tags=("one", "two:2"))
    assert shop.images.names_of(shop.image(built)) == ["one:latest", "two:2"]


def test_steps_are_counted_and_shown_with_what_is_set() -> None:
    built = make_shop().build(
        "FROM busybox\nENV A=1\nRUN echo $A ${Z:-d} > /x\nCOPY f /\nWORKDIR /w\nCMD sh\n",
        {"f": ""},
    )
    assert titles(built) == [
        "[1/4] FROM docker.io/library/busybox:latest",
        "[2/4] RUN echo 1 ${Z:-d} > /x",
        "[3/4] COPY f /",
        "[4/4] WORKDIR /w",
    ]


def test_settings_make_no_layer_and_stand_in_the_history(shop: Shop) -> None:
    built = shop.build(
        'FROM busybox\nENV A=1 B="x y"\nARG V=2\nLABEL k=v\nVOLUME /data\nEXPOSE 80 90/udp\n'
        'STOPSIGNAL SIGINT\nUSER nobody\nENTRYPOINT echo hi\nCMD ["a", "b"]\n'
    )
    image = shop.image(built)
    assert len(image.layers) == 1
    assert [row[0] for row in rows(shop, built)[:-1]] == [
        'CMD ["a" "b"]', 'ENTRYPOINT ["/bin/sh" "-c" "echo hi"]', "USER nobody",
        "STOPSIGNAL SIGINT", "EXPOSE map[80/tcp:{} 90/udp:{}]", "VOLUME [/data]", "LABEL k=v",
        "ARG V=2", "ENV A=1 B=x y",
    ]
    config = image.config
    assert config.env == (
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "A=1", "B=x y"
    )
    assert config.volumes == ("/data",)
    assert config.exposed == ("80/tcp", "90/udp")
    assert (config.user, config.stop_signal, config.cmd) == ("nobody", "SIGINT", ("a", "b"))
    assert config.entrypoint == ("/bin/sh", "-c", "echo hi")


def test_an_entrypoint_takes_the_command_of_the_base_away(shop: Shop) -> None:
    assert shop.image(shop.build('FROM busybox\nENTRYPOINT ["x"]\n')).config.cmd is None


def test_what_run_writes_below_a_volume_stays(shop: Shop) -> None:
    built = shop.build(
        "FROM busybox\nRUN mkdir /data && echo before>/data/before\nVOLUME /data\n"
        "RUN echo after>/data/after; echo changed>/data/before\nCOPY cp.txt /data/copied\n",
        {"cp.txt": "c\n"},
    )
    assert shop.text(built, "data/before") == "changed\n"
    assert shop.text(built, "data/after") == "after\n"
    assert shop.text(built, "data/copied") == "c\n"
    assert len(shop.image(built).layers) == 4


def test_a_volume_is_not_made_by_naming_it(shop: Shop) -> None:
    built = shop.build("FROM busybox\nVOLUME /v\nRUN echo hi >/v/x\n")
    assert built.error == SHELL.format("echo hi >/v/x", 1)
    assert built.steps[-1].output[0][1].endswith("can't create /v/x: nonexistent directory")


def test_deleting_a_file_of_a_lower_layer_leaves_a_whiteout_of_no_size(shop: Shop) -> None:
    built = shop.build("FROM busybox\nCOPY big /big\nRUN rm /big\n", {"big": "x" * 1000})
    assert shop.file(built, "big") is None
    assert rows(shop, built)[0][1] == 0
    assert shop.image(built).size == 2_024_645 + 1000
    assert "big" in shop.layer(built, 3)


def test_a_failing_run_ends_the_build_with_its_output_and_status(shop: Shop) -> None:
    built = shop.build("FROM busybox\n\nRUN echo out; exit 3\nRUN true\n")
    assert built.image is None
    assert built.error == SHELL.format("echo out; exit 3", 3)
    assert titles(built)[-1] == "[2/3] RUN echo out; exit 3"
    assert built.steps[-1].output == (("stdout", "out"),)
    assert built.steps[-1].exit_code == 3
    assert built.excerpt.startswith("Dockerfile:3\n")


def test_a_failing_build_leaves_nothing_behind(shop: Shop) -> None:
    kernel = shop.core.kernel
    before = (sorted(kernel.processes), sorted(kernel.namespaces), sorted(kernel.overlays),
              sorted(kernel.opened), sorted(kernel.pipes), sorted(kernel.disks.filesystems),
              sorted(shop.core.state.layers))
    assert shop.build("FROM busybox\nCOPY f /\nRUN sleep 9 & exit 1\n", {"f": ""}).image is None
    layers = [chain for chain in sorted(shop.core.state.layers) if chain not in before[-1]]
    assert len(layers) == 1
    after = (sorted(kernel.processes), sorted(kernel.namespaces), sorted(kernel.overlays),
             sorted(kernel.opened), sorted(kernel.pipes), sorted(kernel.disks.filesystems))
    assert after == before[:-1]


@pytest.mark.parametrize(
    ("line", "error", "said"),
    [
        ('RUN ["nosuch","a"]', 'process "nosuch a" did not complete successfully: exit code: 1',
         ("runc run failed: unable to start container process: "
         'exec: "nosuch": executable file not found in $PATH')),
        ("USER nosuch\nRUN id", ('process "/bin/sh -c id" did not complete successfully: '
         "unable to find user nosuch: no matching entries in passwd file"), None),
    ],
)
def test_what_cannot_be_started_fails_as_the_runtime_says(
    shop: Shop, line: str, error: str, said: str | None
) -> None:
    built = shop.build(f"FROM busybox\n{line}\n")
    assert built.error == error
    assert [text for _stream, text in built.steps[-1].output] == ([said] if said else [])


def test_what_was_built_before_comes_from_the_cache(shop: Shop) -> None:
    text = "FROM busybox\nCOPY f /f\nRUN cat /f > /g\n"
    first = shop.build(text, {"f": "1"})
    again = shop.build(text, {"f": "1"})
    assert again.image == first.image
    assert [s.cached for s in again.steps if "COPY" in s.title or "RUN" in s.title] == [True, True]
    changed = shop.build(text, {"f": "2"})
    assert [s.cached for s in changed.steps if "COPY" in s.title] == [False]
    assert shop.text(changed, "g") == "2"
    assert not any(s.cached for s in shop.build(text, {"f": "1"}, no_cache=True).steps)


def test_a_missing_file_is_told_with_its_path_in_the_context(shop: Shop) -> None:
    built = shop.build("FROM busybox\nCOPY d/nope /x\n", {"d/f": ""})
    key = "failed to compute cache key: "
    assert built.error.startswith(f"{key}failed to calculate checksum of ref")
    assert built.error.endswith(': "/d/nope": not found')
    assert built.steps[-1].error == built.error.removeprefix(key)


def test_copy_takes_a_directory_by_its_content_and_files_by_name(shop: Shop) -> None:
    files = {"d/a.t": "1", "d/s/b.t": "2", "e/c": "3"}
    built = shop.build(
        "FROM busybox\nCOPY d /d1\nCOPY d e /d2/\nCOPY d/*.t /d3/\nCOPY e/c /d4\n"
        "WORKDIR /w\nCOPY e/c .\nCOPY none* /d5/\n", files,
    )
    assert shop.layer(built, 2) == ["d1", "d1/a.t", "d1/s", "d1/s/b.t"]
    assert shop.layer(built, 3) == ["d2", "d2/a.t", "d2/c", "d2/s", "d2/s/b.t"]
    assert shop.layer(built, 4) == ["d3", "d3/a.t"]
    assert shop.layer(built, 5) == ["d4"]
    assert shop.layer(built, 7) == ["w", "w/c"]
    assert shop.layer(built, 8) == []


def test_copied_files_are_roots_unless_chown_says_otherwise(shop: Shop) -> None:
    built = shop.build(
        "FROM busybox\nCOPY f /a\nCOPY --chown=nobody:7 --chmod=600 f /d/b\nCOPY --chown=5 f /c\n",
        {"f": "1"},
    )
    found = {path: shop.file(built, path) for path in ("a", "d", "d/b", "c")}
    owners = {path: (i.uid, i.gid, i.mode) for path, i in found.items() if i is not None}
    assert owners == {
        "a": (0, 0, 0o644), "d": (65534, 7, 0o755), "d/b": (65534, 7, 0o600), "c": (5, 5, 0o644)
    }
    assert found["a"] is not None
    assert found["a"].mtime == 10**18


@pytest.mark.parametrize(
    ("lines", "error"),
    [
        ("COPY f /x\nCOPY f /x/y", "/merged/x: not a directory"),
        ("COPY d /etc/passwd", "/merged/etc/passwd"),
    ],
)
def test_a_file_in_the_way_is_told_with_its_path(shop: Shop, lines: str, error: str) -> None:
    built = shop.build(f"FROM busybox\n{lines}\n", {"f": "1", "d/x": "1"})
    assert built.error.endswith(error)
    assert "/var/lib/docker/overlay2/" in built.error


def test_copy_follows_links_of_the_image_and_stays_within_it(shop: Shop) -> None:
    built = shop.build(
        "FROM busybox\nRUN mkdir /real && ln -s /real /link && ln -s ../../../real /up\n"
        "COPY f /link/f\nCOPY f /up/g\n", {"f": "1"},
    )
    assert shop.text(built, "real/f") == "1"
    assert shop.text(built, "real/g") == "1"


def test_a_stage_copies_from_another_and_what_nobody_needs_is_not_built(shop: Shop) -> None:
    built = shop.build(
        "FROM busybox AS one\nRUN echo 1 > /one\nFROM busybox AS unused\nRUN exit 1\n"
        "FROM busybox\nCOPY --from=one /one /two\nCOPY --from=0 /one /three\n"
    )
    assert shop.text(built, "two") == shop.text(built, "three") == "1\n"
    assert shop.file(built, "one") is None
    assert titles(built)[1:] == [
        "[one 2/2] RUN echo 1 > /one",
        "[stage-2 2/3] COPY --from=one /one /two",
        "[stage-2 3/3] COPY --from=0 /one /three",
    ]
    assert rows(shop, built)[0][0] == "COPY /one /three # buildkit"


def test_a_stage_stands_on_another_one(shop: Shop) -> None:
    built = shop.build("FROM busybox AS a\nARG X=1\nENV Y=2\nRUN echo 1 > /one\nFROM a\nCOPY f /\n",
                       {"f": "$X"})
    assert shop.text(built, "one") == "1\n"
    assert "Y=2" in shop.image(built).config.env


def test_an_image_can_start_from_scratch(shop: Shop) -> None:
    built = shop.build("FROM scratch\nCOPY f /\n", {"f": "1"})
    assert titles(built) == ["[1/1] COPY f /"]
    assert shop.layer(built, 1) == ["f"]


def test_arguments_come_from_the_client_the_default_or_above_from(shop: Shop) -> None:
    built = shop.build(
        "ARG BASE=busybox\nARG V=9\nFROM $BASE\nARG V\nARG W=2\nARG U\n"
        "RUN echo $V $W $U > /x\n", args=(("W", "3"),),
    )
    assert shop.text(built, "x") == "9 3\n"
    assert rows(shop, built)[0][0] == "RUN |3 V=9 W=3 U= /bin/sh -c echo $V $W $U > /x # buildkit"
    assert "W=3" not in shop.image(built).config.env


def test_heredocs_are_commands_and_files(shop: Shop) -> None:
    built = shop.build(
        'FROM busybox\nRUN <<EOF\necho one > /a\ncat /a > /b\nEOF\n'
        'COPY <<x <<"y" /d/\nhello $PATH\nx\nbye $PATH\ny\nRUN cat <<EOF > /c\nhi\nEOF\n'
    )
    assert shop.text(built, "b") == "one\n"
    assert shop.text(built, "d/x").startswith("hello /usr/local/sbin:")
    assert shop.text(built, "d/y") == "bye $PATH\n"
    assert shop.text(built, "c") == "hi\n"
    assert titles(built)[1] == "[2/4] RUN <<EOF (echo one > /a...)"


def test_a_workdir_is_made_and_belongs_to_the_user(shop: Shop) -> None:
    built = shop.build("FROM busybox\nUSER nobody\nWORKDIR /a\nWORKDIR b\nRUN pwd > x\n")
    assert shop.text(built, "a/b/x") == "/a/b\n"
    made = shop.file(built, "a/b")
    assert made is not None
    assert (made.uid, made.mode) == (65534, 0o755)
    assert shop.image(built).config.workdir == "/a/b"
    assert [row[0] for row in rows(shop, built)[1:3]] == ["WORKDIR /a/b", "WORKDIR /a"]


def test_a_base_of_the_catalogue_gives_its_layers_and_gets_no_name(shop: Shop) -> None:
    built = shop.build("FROM alpine:3.20\nRUN echo hi > /x\n")
    assert shop.text(built, "x") == "hi\n"
    assert sorted(shop.core.state.references) == ["busybox:latest", "made:latest"]


def test_a_base_that_nobody_has_is_named(shop: Shop) -> None:
    with pytest.raises(NotInCatalogue) as missing:
        shop.build("FROM nosuch\n")
    assert missing.value.reference == "nosuch:latest"


def test_nothing_of_the_context_runs_or_stays(shop: Shop) -> None:
    before = sorted(shop.core.kernel.disks.filesystems)
    files = {"x": "1", "y.log": "", ".dockerignore": "*.log"}
    built = shop.build("FROM busybox\nCOPY . /c\n", files)
    assert shop.layer(built, 2) == ["c", "c/.dockerignore", "c/x"]
    assert sorted(shop.core.kernel.disks.filesystems) == before
