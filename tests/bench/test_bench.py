from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench import __main__ as bench, measures

if TYPE_CHECKING:
    import pytest


def test_the_bench_prints_speed_and_memory(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measures, "real", lambda count: f"not asked {count} times")
    assert bench.main(count=4, programs=(1, 2), length=2) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[1] for line in lines if line.startswith("  ")] == [
        "picture never drawn before",
        "picture drawn before",
        "a real engine's answer",
        "after 1 programs",
        "after 2 programs",
    ]


def test_every_command_of_the_bench_is_another() -> None:
    assert len(set(measures.commands(40))) == 40
