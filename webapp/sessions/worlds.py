"""Worlds replayed from journals, and cached by what made them, for everybody at once."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, Protocol

from webapp import simulator
from webapp.sessions.memo import Memo
from webapp.simulator.world import Outcome, World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from webapp.lessons.model import Lesson
    from webapp.sessions.journal import Entry

CAPACITY: Final = 800
"""How many worlds are held; they share what is equal in them."""


class Machine(Protocol):
    """What is asked of the simulator; `webapp.sessions.terminal.Terminal` is one."""

    def first_world(self, lesson: Lesson) -> World:
        """The world that a lesson begins in."""

    def play(self, world: World, kind: str, text: str) -> Outcome:
        """What comes of an entry."""


@dataclass(frozen=True, slots=True)
class State:
    """A world, and the step that led to it: `key` names both wherever they are replayed."""

    key: str
    before: World
    outcome: Outcome

    @property
    def world(self) -> World:
        """The world after the step."""
        return self.outcome.world

    @property
    def digest(self) -> str:
        """What the step printed and how it ended, in short."""
        ended = repr((self.outcome.output, self.outcome.exit_code))
        return hashlib.sha256(ended.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@cache
def simulator_version() -> str:
    """A digest of the simulator's own source, its catalogue of images included."""
    root = Path(simulator.__file__).resolve().parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


class Worlds:
    """Plays entries, and remembers what came of them."""

    def __init__(self, machine: Machine, capacity: int = CAPACITY) -> None:
        """Play on `machine`; remember the last `capacity` states that were asked for."""
        self._machine = machine
        self._states: Memo[State] = Memo(capacity)
        self._lock = Lock()
        self._making: dict[str, tuple[Lock, int]] = {}

    def start(self, lesson: Lesson) -> State:
        """The state that a lesson begins in."""
        key = _key(lesson.digest, simulator_version(), "terminal")

        def make() -> State:
            world = self._machine.first_world(lesson)
            return State(key, world, Outcome(world, (), None, (), "host", changed=False))

        return self._states.get(key) or self._made(key, make)

    def after(self, state: State, kind: str, text: str) -> State:
        """The state that an entry leads to."""
        key = _key(state.key, kind, text)

        def make() -> State:
            return State(key, state.world, self._machine.play(state.world, kind, text))

        return self._states.get(key) or self._made(key, make)

    def replay(self, lesson: Lesson, path: Sequence[Entry]) -> State:
        """The state at the end of a path of entries from the lesson's first world."""
        keys = [_key(lesson.digest, simulator_version(), "terminal")]
        for entry in path:
            keys.append(_key(keys[-1], entry.kind, entry.text))
        for count in range(len(path), 0, -1):
            state = self._states.get(keys[count])
            if state is not None:
                break
        else:
            count, state = 0, self.start(lesson)
        for entry in path[count:]:
            state = self.after(state, entry.kind, entry.text)
        return state

    def states(self, lesson: Lesson, path: Sequence[Entry]) -> tuple[State, ...]:
        """The states along a path, the lesson's first world first."""
        states = [self.start(lesson)]
        for entry in path:
            states.append(self.after(states[-1], entry.kind, entry.text))
        return tuple(states)

    def _made(self, key: str, make: Callable[[], State]) -> State:
        with self._turn(key):
            return self._states.made(key, make)

    @contextmanager
    def _turn(self, key: str) -> Iterator[None]:
        """Let one thread at a time make a state: a class that types the same makes it once."""
        with self._lock:
            lock, users = self._making.get(key, (Lock(), 0))
            self._making[key] = (lock, users + 1)
        try:
            with lock:
                yield
        finally:
            with self._lock:
                lock, users = self._making[key]
                if users == 1:
                    del self._making[key]
                else:
                    self._making[key] = (lock, users - 1)


def _key(*parts: str) -> str:
    # Lengths go in, so that no two lists of parts are read as the same text.
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
