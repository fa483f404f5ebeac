"""Record random programs on a real engine: `python -m tests.conformance.record SEED...`, as root.

Each program runs on two engines, one on the machine's disk and one in memory. What the two do not
agree on is compared less strictly from then on. A program is not kept in which they end a command
with different statuses, since what follows may hang on it, or in which one asks a registry.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from tests.conformance import engine
from tests.conformance.comparison import Tally
from tests.conformance.generator import program, usual_comparison
from tests.conformance.recording import Answer, Mode, Step, write

RECORDINGS: Final = Path(__file__).parent / "recordings"
_REGISTRY: Final = "https://registry-1.docker.io/"
_LOOSER: Final[dict[Mode, Mode]] = {"exact": "set", "set": "ok"}


class Unstable(Exception):
    """An answer that another engine, or the same one elsewhere, would not give."""


def settle(commands: list[str], one: list[Answer], other: list[Answer]) -> list[Step]:
    """Return a recording on which two engines agree, as strict as they allow."""
    modes = [usual_comparison(command) for command in commands]
    for command, answer in zip(commands, one, strict=True):
        # What it says then hangs on the network that it hasn't got.
        if _REGISTRY in answer.stderr:
            raise Unstable(command)
    while True:
        steps = [
            Step(command, mode, answer.exit or 0, answer.stdout, answer.stderr)
            for command, mode, answer in zip(commands, modes, one, strict=True)
        ]
        tally = Tally()
        tally.add("", steps, other)
        if not tally.misses:
            return steps
        # One at a time: ids are numbered in order, so a later miss may follow from this one.
        line = tally.misses[0].line - 1
        if modes[line] == "ok":
            raise Unstable(commands[line])
        modes[line] = _LOOSER[modes[line]]


def main(seeds: list[int]) -> int:
    """Record the programs of some seeds."""
    if lacking := engine.lacking():
        sys.stderr.write(f"{lacking}\n")
        return 1
    programs = [program(seed) for seed in seeds]
    answers: list[list[list[Answer]]] = []
    disks: tuple[engine.Disk, ...] = ("disk", "memory")
    for disk in disks:
        with engine.running(disk) as real:
            answers.append([real.run_all(commands) for commands in programs])
    for seed, commands, one, other in zip(seeds, programs, *answers, strict=True):
        try:
            steps = settle(commands, one, other)
        except Unstable as unstable:
            sys.stdout.write(f"{seed}: not kept because of: {unstable}\n")
            continue
        RECORDINGS.mkdir(exist_ok=True)
        write(RECORDINGS / f"{seed:05}.jsonl", steps)
        strict = sum(step.cmp == "exact" for step in steps)
        sys.stdout.write(f"{seed}: {len(steps)} commands, {strict} exact\n")
    return 0


if __name__ == "__main__":
    sys.exit(main([int(argument) for argument in sys.argv[1:]]))
