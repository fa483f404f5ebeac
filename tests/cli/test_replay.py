"""`layerlab replay` and `layerlab diagram`: what they print, write and refuse."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

from webapp.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = """\
docker run -d --name web -v pages:/data busybox sleep 1000
docker exec web touch /data/news
nosuch
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "script.sh"
    path.write_text(SCRIPT)
    return path


def test_replay_prints_the_transcript(script: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replay", str(script)]) == 0
    out = capsys.readouterr().out
    assert "$ docker exec web touch /data/news\n" in out
    assert out.rstrip().endswith("nosuch: command not found")


def test_replay_prints_one_object_a_command(
    script: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["replay", "--json", str(script)]) == 0
    run, touch, missing = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert set(run) == {
        "command", "where", "exit_code", "stdout", "stderr", "simulated", "events",
    }  # fmt: skip
    assert (run["exit_code"], run["where"], run["simulated"]) == (0, "host", True)
    assert "volume-created" in [event["type"] for event in run["events"]]
    assert touch["events"][0]["volume"] == "pages"
    assert missing["exit_code"] == 127


def test_replay_reads_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"echo hello\n")))
    assert main(["replay", "-"]) == 0
    assert capsys.readouterr().out == "$ echo hello\nhello\n"


def test_images_are_there_as_if_pulled_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "s"
    script.write_text("docker images --format '{{.Repository}}'\n")
    assert main(["replay", "--image", "alpine", str(script)]) == 0
    assert {"alpine", "busybox"} <= set(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("content", "arguments", "complaint"),
    [
        (None, [], "No such file or directory"),
        (b"\xff\xfe", [], "byte 0 is not UTF-8"),
        (b"true\n", ["--image", "nosuch"], "the catalogue has no image nosuch"),
    ],
)
def test_a_script_that_cannot_be_run_is_refused_with_the_reason(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    content: bytes | None,
    arguments: list[str],
    complaint: str,
) -> None:
    path = tmp_path / "script"
    if content is not None:
        path.write_bytes(content)
    assert main(["replay", *arguments, str(path)]) == 2
    assert complaint in capsys.readouterr().err


@pytest.mark.parametrize(
    ("ending", "beginning"),
    [("svg", b"<svg"), ("png", b"\x89PNG"), ("dot", b"digraph"), ("json", b"{")],
)
def test_a_diagram_is_written_as_its_ending_says(
    script: Path, tmp_path: Path, ending: str, beginning: bytes
) -> None:
    out = tmp_path / f"picture.{ending}"
    assert main(["diagram", str(script), "-o", str(out)]) == 0
    assert out.read_bytes().startswith(beginning)


def test_a_diagram_of_another_ending_is_refused(
    script: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diagram", str(script), "-o", str(tmp_path / "picture.gif")]) == 2
    assert "must end in one of .svg, .png, .dot, .json" in capsys.readouterr().err
