"""Tab offers what may stand at a place."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from rpds import HashTrieMap

from webapp.simulator.engine.model import (
    Config,
    Container,
    EngineState,
    HostConfig,
    RunState,
    Volume,
)
from webapp.simulator.userland.docker.completions import completions


def _container(name: str, status: str) -> Container:
    return Container(
        id=name * 64,
        name=name,
        number=1,
        created=0,
        image="sha256:1",
        image_ref="busybox",
        path="sh",
        args=(),
        config=Config(),
        host=HostConfig(),
        mounts=(),
        driver="overlay2",
        directory="d",
        layers=(),
        state=RunState(status=status),
    )


UP, DOWN = _container("web", "running"), _container("old", "exited")
STATE: Final = replace(
    EngineState(),
    containers=HashTrieMap({UP.id: UP, DOWN.id: DOWN}),
    references=HashTrieMap({"busybox:latest": "sha256:1", "alpine:3.20": "sha256:2"}),
    volumes=HashTrieMap({"pages": Volume("pages", 0)}),
)


def offered(line: str) -> tuple[str, ...]:
    words = line.split(" ")
    return completions(STATE, words, len(words) - 1)


def test_commands_and_their_members_are_offered() -> None:
    assert offered("docker vo") == ("volume",)
    assert offered("docker volume r") == ("rm",)
    assert "run" in offered("docker container r")


def test_flags_are_offered_behind_dashes() -> None:
    assert offered("docker run --vol") == ("--volume", "--volume-driver", "--volumes-from")
    assert "-v" in offered("docker rm -")


def test_names_are_offered_where_they_fit() -> None:
    assert offered("docker stop ") == ("web",)
    assert offered("docker start ") == ("old",)
    assert offered("docker rm -f ") == ("old", "web")
    assert offered("docker rm web ") == ("old", "web")
    assert offered("docker volume rm p") == ("pages",)
    assert offered("docker run -d --name web busy") == ("busybox", "busybox:latest")
    assert offered("docker cp w") == ("web:",)


def test_values_of_flags_are_offered() -> None:
    assert offered("docker run --volumes-from ") == ("old", "web")
    assert offered("docker run -v pa") == ("pages:",)
    assert offered("docker run --pull=m") == ("--pull=missing",)


def test_nothing_is_offered_where_only_a_path_or_a_command_can_stand() -> None:
    assert offered("docker exec web ") == ()
    assert offered("docker run busybox ") == ()
    assert offered("docker foo ") == ()
    assert offered("docker run --name ") == ()
