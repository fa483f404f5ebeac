"""The measures: each returns what it found, for `__main__` to print."""

from __future__ import annotations

import gc
import os
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from tests.bench.learner import Learner
from tests.conformance import engine
from tests.conformance.generator import program

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

CONTAINERS: Final = 10


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds a command: the median, and the slowest but for one in twenty."""

    count: int
    median: float
    slow: float

    def __str__(self) -> str:
        return f"median {self.median:6.1f} ms, 95 of 100 below {self.slow:6.1f} ms ({self.count})"


def setup() -> list[str]:
    """What makes ten containers, each with a directory mounted into it."""
    mounts = ("-v v{}:/data", "-v /srv/lab/{}:/data", "--tmpfs /data", "-v /data")
    return [
        f"docker run -d --name c{n} {mounts[n % 4].format(n)} busybox sleep 10000"
        for n in range(1, CONTAINERS + 1)
    ]


def commands(count: int) -> Iterator[str]:
    """Commands of which each changes the picture."""
    for n in range(count):
        yield (
            f"docker exec {_container(n)} sh -c 'echo {n} > /home/new{n}'",
            f"docker exec {_container(n)} sh -c 'echo {n} >> /data/kept{n}'",
            f"docker exec {_container(n - 2)} rm /home/new{n - 2}",
            f"docker volume create extra{n}",
        )[n % 4]


def _container(n: int) -> str:
    return f"c{n % CONTAINERS + 1}"


def posts(app: Flask, count: int) -> tuple[Times, Times]:
    """Time POST to reply: each picture drawn for the first time, then as others have seen it."""
    times = []
    for _ in ("first", "again"):
        learner = Learner(app)
        for line in setup():
            learner.type(line)
        times.append(_times([learner.type(line) for line in commands(count)]))
    first, again = times
    return first, again


def real(count: int) -> Times | str:
    """Time the same commands on a real engine, or tell why there is none."""
    if lacking := engine.lacking():
        return lacking
    with engine.running() as host:
        host.run_all(setup())
        return _times([host.timed(line) * 1000 for line in commands(count)])


def memory(app: Flask, counts: tuple[int, ...], length: int) -> Iterator[tuple[int, float]]:
    """Let one learner after the other type a random program; yield the process's megabytes."""
    done = 0
    for count in counts:
        for seed in range(done, count):
            learner = Learner(app)
            for line in program(seed, length):
                learner.type(line)
        done = count
        gc.collect()
        yield count, _resident()


def _times(found: list[float]) -> Times:
    return Times(len(found), median(found), sorted(found)[int(len(found) * 0.95) - 1])


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
