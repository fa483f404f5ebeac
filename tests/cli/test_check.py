from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

GOOD = "---\ntitle: A\nminutes: 5\n---\nText.\n```run\nls /\n```\n"


def write(folder: Path, text: str) -> Path:
    folder.mkdir()
    path = folder / "lesson.md"
    path.write_text(text, "utf-8")
    return path


def test_the_course_itself_has_no_faults(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out.endswith("lessons, 0 faults, 0 warnings\n")


def test_a_lesson_may_be_named_by_its_file_or_folder_or_the_folder_above(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "one", GOOD)
    for name in (path, path.parent, tmp_path):
        assert main(["check", str(name)]) == 0
        assert capsys.readouterr().out == "1 lesson, 0 faults, 0 warnings\n"


def test_every_fault_of_every_lesson_is_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = write(tmp_path / "one", GOOD.replace("ls /", "ls /ghost"))
    second = write(tmp_path / "two", GOOD.replace("```run", "```rum"))
    assert main(["check", str(tmp_path)]) == 1
    one, two, total = capsys.readouterr().out.splitlines()
    assert one.startswith(f"{first}:7: this run exits with 2, not 0: ls: cannot access")
    assert two == f"{second}:6: there is no fence `rum` (did you mean `run`?)"
    assert total == "1 lesson, 2 faults, 0 warnings"


def test_a_warning_alone_is_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "one", GOOD + "```task t1\nDo it.\n```\n")
    assert main(["check", str(tmp_path)]) == 0
    assert "warning: nothing checks the task `t1`" in capsys.readouterr().out


def test_a_path_without_a_lesson_is_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (tmp_path, tmp_path / "ghost"):
        assert main(["check", str(name)]) == 1
        assert "there is no lesson here" in capsys.readouterr().out


def test_an_image_that_the_catalogue_lacks_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "one", GOOD.replace("minutes", "images: [ghost]\nminutes"))
    assert main(["check", str(tmp_path)]) == 1
    assert "the catalogue has no image `ghost`" in capsys.readouterr().out
