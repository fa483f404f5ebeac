"""`layerlab check [PATHS]`: reads lessons, runs everything in them, and tells all faults."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from webapp import paths
from webapp.lessons.check import check_lesson
from webapp.lessons.course import read_course, read_folder
from webapp.lessons.faults import Fault

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable

    from webapp.lessons.model import Lesson

HELP = "read lessons, run everything in them, and tell all faults"


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of `layerlab check`."""
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="a lesson's file or folder, or a folder of lessons (default: the course)",
    )


def run(arguments: Namespace) -> int:
    """Check what is named, print a line for each fault, and give 1 if anything must be mended."""
    lessons: list[Lesson] = []
    faults: set[Fault] = set()
    for path in arguments.paths or [paths.LESSONS]:
        read, found = _read(path)
        lessons.extend(read)
        faults.update(found)
    for lesson in lessons:
        faults.update(check_lesson(lesson))
    for fault in sorted(faults):
        print(fault)
    grave = sum(not fault.warning for fault in faults)
    print(f"{_count(len(lessons), 'lesson')}, {_count(grave, 'fault')}", end="")
    print(f", {_count(len(faults) - grave, 'warning')}")
    return 1 if grave else 0


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _read(path: Path) -> tuple[list[Lesson], Iterable[Fault]]:
    """The lessons at a path, each in the language that it was written in."""
    if path.is_file() and path.suffix == ".md":
        path = path.parent
    if (path / "lesson.md").is_file():
        reading = read_folder(path)
        return list(reading.versions.values())[:1], reading.faults
    if not path.is_dir():
        return [], [Fault(str(path), 1, "there is no lesson here", "name its file or folder")]
    course = read_course(path)
    found = [next(iter(entry.versions.values())) for entry in course.course.entries]
    none = Fault(str(path), 1, "there is no lesson here", "a lesson is a folder with a `lesson.md`")
    return found, course.faults or ([] if found else [none])
