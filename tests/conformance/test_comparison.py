from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conformance.comparison import Reader, Tally
from tests.conformance.recording import Answer, Mode, Step, read, write

if TYPE_CHECKING:
    from pathlib import Path

A, B = "a" * 64, "b" * 64


def agree(mode: Mode, real: list[str], ours: list[str]) -> bool:
    tally = Tally()
    steps = [Step("docker ps", mode, 0, text, "") for text in real]
    tally.add("program", steps, [Answer(0, text, "") for text in ours])
    return not tally.misses


def test_ids_agree_by_the_order_in_which_they_appear() -> None:
    assert agree("exact", [A, B, A[:12]], [B, A, B[:12]])
    assert not agree("exact", [A, B, A], [A, B, B])
    assert agree("exact", [f"sha256:{A}\n"], [f"sha256:{B}"])


def test_a_number_of_twelve_digits_is_no_id() -> None:
    assert not agree("exact", ["123456789012"], ["123456789013"])


def test_a_set_has_no_order_and_does_not_tell_ids_apart() -> None:
    assert agree("set", [f"{A}\nv1\n"], [f"v1\n{B}\n"])
    assert not agree("set", ["A /x\n"], ["A /x\nA /y\n"])
    assert not agree("exact", ["x\ny\n"], ["y\nx\n"])


def test_times_quotes_and_blank_ends_do_not_count() -> None:
    real, ours = "‘x’  \n2026-01-02T03:04:05.123Z\n\n", "'x'\n2000-01-01T00:00:00+02:00"
    assert agree("exact", [real], [ours])


def test_ok_compares_the_exit_status_alone() -> None:
    assert Reader().read(Answer(1, "x", "y"), "ok") == Reader().read(Answer(1, "", ""), "ok")
    assert Reader().read(Answer(1, "", ""), "ok") != Reader().read(Answer(0, "", ""), "ok")


def test_ids_of_lines_that_are_not_exact_are_not_numbered() -> None:
    steps = [Step("docker build", "ok", 0, A, ""), Step("docker ps", "exact", 0, B, "")]
    tally = Tally()
    tally.add("program", steps, [Answer(0, "", ""), Answer(0, A, "")])
    assert tally.share == 1


def test_exit_status_and_stderr_count() -> None:
    tally = Tally()
    steps = [Step("ls", "exact", 1, "", "no"), Step("ls", "exact", 1, "", "no")]
    tally.add("program", steps, [Answer(0, "", "no"), Answer(1, "", "yes")])
    assert [miss.line for miss in tally.misses] == [1, 2]
    assert "lines agreeing 0/2 = 0.0000; whole programs 0/1" in tally.report()


def test_missing_answers_are_refused() -> None:
    with pytest.raises(ValueError, match="1 commands, 0 answers"):
        Tally().add("program", [Step("ls", "exact", 0, "", "")], [])


def test_a_recording_is_read_as_it_was_written(tmp_path: Path) -> None:
    steps = [Step("echo 层", "exact", 0, "层\n", ""), Step("docker diff c1", "set", 1, "", "x")]
    write(tmp_path / "one.jsonl", steps)
    assert read(tmp_path / "one.jsonl") == steps


def test_a_recording_with_an_unknown_comparison_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(
        '{"cmd": "ls", "cmp": "loose", "exit": 0, "stdout": "", "stderr": ""}\n'
    )
    with pytest.raises(ValueError, match="1: unknown comparison 'loose'"):
        read(tmp_path / "one.jsonl")
