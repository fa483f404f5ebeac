from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING, Final

import pytest

from tests.conformance import engine, ours
from tests.conformance.comparison import Tally
from tests.conformance.generator import program, usual_comparison
from tests.conformance.record import Unstable, settle

if TYPE_CHECKING:
    from tests.conformance.recording import Step

# Fresh programs may find what nobody has met yet.
LEAST: Final = 0.95
PROGRAMS: Final = int(os.environ.get("LAYERLAB_PROGRAMS", "4"))


@pytest.fixture
def seed() -> int:
    """Where the fresh programs begin: drawn anew, or LAYERLAB_SEED to see a failure again."""
    if os.environ.get("LAYERLAB_ENGINE") != "1":
        pytest.skip("LAYERLAB_ENGINE=1 starts a real engine (as root, with dockerd installed)")
    if lacking := engine.lacking():
        pytest.skip(lacking)
    return int(os.environ.get("LAYERLAB_SEED") or random.SystemRandom().randrange(10**6))


def record(seeds: range) -> dict[int, list[Step]]:
    """Run programs on two engines at once, and keep those on which the two agree."""
    recorded: dict[int, list[Step]] = {}
    with engine.running("disk") as one, engine.running("memory") as other:
        for number in seeds:
            commands = program(number)
            try:
                recorded[number] = settle(commands, one.run_all(commands), other.run_all(commands))
            except Unstable as unstable:
                print(f"{number}: not compared because of: {unstable}")
    return recorded


def test_fresh_programs_agree_with_a_real_engine(
    seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    tally = Tally()
    recorded = record(range(seed, seed + PROGRAMS))
    answers = ours.replay_all([step.cmd for step in steps] for steps in recorded.values())
    for (number, steps), answer in zip(recorded.items(), answers, strict=True):
        tally.add(f"seed {number}", steps, answer)
    with capsys.disabled():
        print(f"\nfresh programs from LAYERLAB_SEED={seed}\n{tally.report()}")
    assert tally.programs
    assert tally.share >= LEAST


def test_a_seed_draws_one_program() -> None:
    assert program(7) == program(7)
    assert program(7) != program(8)


def test_programs_are_compared_as_strictly_as_their_commands_allow() -> None:
    modes = {usual_comparison(command) for number in range(20) for command in program(number)}
    assert modes == {"exact", "set", "ok"}
