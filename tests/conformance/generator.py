"""Programs drawn at random: what a learner might do with layers, volumes and host directories.

A program has some fifty host commands. It begins with three images built on busybox, goes on with
containers made in every way that puts something into their tree, changes of files in them, copies,
commits and clean-ups, wrong ones among them, and ends with what each container changed. The same
seed draws the same program.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from tests.conformance import vocabulary as words

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conformance.recording import Mode


class Program:
    """A program being drawn: its commands, and the names that they have given so far."""

    def __init__(self, seed: int) -> None:
        self.commands: list[str] = list(words.SETUP)
        self._random = random.Random(seed)
        self._containers: list[str] = []
        self._folders: dict[str, list[str]] = {}
        self._snapshots: list[str] = []
        self._made = 0

    def draw(self, length: int) -> list[str]:
        """Return the program: the setup, `length` commands, and the look back at the end."""
        verbs = (*_VERBS, *_MORE_VERBS)
        while len(self.commands) < len(words.SETUP) + length:
            (verb,) = self._random.choices([v for v, _ in verbs], [w for _, w in verbs])
            self.commands.append(verb(self))
        self.commands += [f"docker diff {name}" for name in self._containers]
        self.commands.append("docker volume ls -q")
        return self.commands

    def _one(self, choices: tuple[str, ...] | list[str]) -> str:
        return self._random.choice(choices)

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def _fresh(self) -> str:
        self._made += 1
        return f"c{self._made}"

    def _container(self) -> str:
        if not self._containers or self._chance(0.04):
            return "ghost"
        return self._one(self._containers)

    def _image(self) -> str:
        if self._snapshots and self._chance(0.2):
            return self._one(self._snapshots)
        return self._one(words.IMAGES)

    def _folder(self, container: str) -> str:
        """A directory, more often than not one that the container has."""
        known = self._folders.get(container)
        return self._one(known if known and self._chance(0.6) else words.FOLDERS)

    def _mount(self, at: str) -> str:
        """One option that puts something into a container's tree, or tries to."""
        kind = self._random.random()
        if kind < 0.30:
            return f"-v {self._one(words.VOLUMES)}:{at}{self._one(words.VOLUME_MODES)}"
        if kind < 0.50:
            return f"-v {self._one(words.HOST)}:{at}{self._one(words.BIND_MODES)}"
        if kind < 0.60:
            return f"-v {at}"
        if kind < 0.73:
            return f"--volumes-from {self._container()}{self._one(words.FROM_MODES)}"
        if kind < 0.80:
            return f"--tmpfs {at}"
        if kind < 0.87:
            mode = self._one(words.LONG_VOLUME_MODES)
            return f"--mount type=volume,src={self._one(words.VOLUMES)},dst={at}{mode}"
        if kind < 0.94:
            mode = self._one(("", "", ",readonly"))
            return f"--mount type=bind,source={words.HOST[0]},target={at}{mode}"
        return self._one(words.WRONG_MOUNTS)

    def _make(self, verb: str, name: str, command: str) -> str:
        (count,) = self._random.choices(range(4), (15, 55, 25, 5))
        points = [self._one(words.MOUNT_POINTS) for _ in range(count)]
        options = [self._mount(point) for point in points]
        if self._chance(0.06):
            options.append(self._one(words.OTHER_OPTIONS))
        image = self._image()
        self._folders[name] = [*points, *words.IMAGE_FOLDERS.get(image, ("/home",))]
        return " ".join([verb, *options, image, command])

    def start_container(self) -> str:
        name = self._fresh()
        rm = "--rm " if self._chance(0.08) else ""
        command = self._make(f"docker run -d {rm}--name {name}", name, "sleep 1000")
        self._containers.append(name)
        return command

    def create_container(self) -> str:
        name = self._fresh()
        command = self._make(f"docker create --name {name}", name, "sleep 1000")
        self._containers.append(name)
        return command

    def run_once(self) -> str:
        at = self._one(words.MOUNT_POINTS)
        return self._make("docker run --rm", "", f"sh -c 'ls {at}; cat {at}/* 2>/dev/null'")

    def change_files(self) -> str:
        return self._in_container(words.CHANGES)

    def more_in_a_container(self) -> str:
        return self._in_container(words.MORE)

    def _in_container(self, scripts: tuple[str, ...]) -> str:
        container = self._container()
        folder, name = self._folder(container), self._one(words.FILES)
        file = self._one(words.KNOWN_FILES) if self._chance(0.15) else f"{folder}/{name}"
        number = len(self.commands)
        script = self._one(scripts).format(folder=folder, file=file, name=name, n=number)
        return f'docker exec {container} sh -c "{script}"'

    def on_the_host(self) -> str:
        script = self._one(words.ON_THE_HOST)
        return script.format(
            folder=self._one(words.HOST), name=self._one(words.FILES), n=len(self.commands)
        )

    def copy(self) -> str:
        container = self._container()
        folder = self._folder(container)
        if self._chance(0.55):
            return f"docker cp /srv/lab/in.txt {container}:{folder}/in.txt"
        file = f"{folder}/{self._one(words.FILES)}"
        return f"docker cp {container}:{file} /srv/lab/out.txt && cat /srv/lab/out.txt"

    def commit(self) -> str:
        name = f"snap{len(self._snapshots) + 1}"
        container = self._container()
        if container != "ghost":
            self._snapshots.append(name)
        return f"docker commit {container} {name}"

    def look(self) -> str:
        return self._one(words.LOOKS).format(container=self._container())

    def look_at_volumes(self) -> str:
        return self._one(words.VOLUME_LOOKS).format(volume=self._one(words.VOLUMES))

    def change_state(self) -> str:
        return f"docker {self._one(words.STATES)} {self._container()}"

    def remove(self) -> str:
        name = self._container()
        if name in self._containers and self._chance(0.6):
            self._containers.remove(name)  # and otherwise goes on being spoken of
        return f"docker rm {self._one(('-f', '-fv', '-f', '-fv', '-v', ''))} {name}".replace(
            "  ", " "
        )

    def more_of_docker(self) -> str:
        number = len(self.commands)
        return self._one(words.MORE_OF_DOCKER).format(
            container=self._container(), image=self._image(), n=number
        )


_VERBS: Final[tuple[tuple[Callable[[Program], str], int], ...]] = (
    (Program.start_container, 17),
    (Program.create_container, 4),
    (Program.run_once, 4),
    (Program.change_files, 40),
    (Program.on_the_host, 3),
    (Program.copy, 5),
    (Program.commit, 4),
    (Program.look, 9),
    (Program.look_at_volumes, 12),
    (Program.change_state, 8),
    (Program.remove, 6),
)
# Beyond what the golden programs do.
_MORE_VERBS: Final[tuple[tuple[Callable[[Program], str], int], ...]] = (
    (Program.more_in_a_container, 6),
    (Program.more_of_docker, 4),
)


def program(seed: int, length: int = 38) -> list[str]:
    """Return the program of a seed."""
    return Program(seed).draw(length)


def usual_comparison(command: str) -> Mode:
    """Return how strictly the answers to a command can be compared at best."""
    if "docker build" in command:
        return "ok"
    if command.startswith(words.UNORDERED):
        return "set"
    return "exact"
