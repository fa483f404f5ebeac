"""The course on disk: its folders in the order of `course.toml`, each a lesson and translations."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from webapp.lessons.faults import Fault, Faults
from webapp.lessons.model import Course, Entry, Lesson, Part
from webapp.lessons.reader import LARGEST, read_lesson
from webapp.lessons.sections import ID
from webapp.lessons.translation import read_translation

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES: Final = ("en", "zh")
"""The languages that a lesson can be in."""

_Id = Annotated[str, StringConstraints(pattern=rf"^{ID.pattern}$")]


class _Place(BaseModel):
    model_config = ConfigDict(extra="forbid")

    folder: _Id
    kind: Literal["lesson", "challenge"] = "lesson"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: _Id
    title: dict[Literal["en", "zh"], Annotated[str, Field(min_length=1, max_length=120)]] = Field(
        min_length=1
    )
    folders: list[_Place] = Field(max_length=60)


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid")

    part: list[_Part] = Field(min_length=1, max_length=30)


@dataclass(frozen=True, slots=True)
class FolderReading:
    """A lesson's versions by language, the original first, and the faults of all its files."""

    versions: dict[str, Lesson]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class CourseReading:
    """What could be read of a course, and what is to be mended in it."""

    course: Course
    faults: tuple[Fault, ...]


def _text(path: Path, faults: Faults) -> str | None:
    try:
        if path.stat().st_size > LARGEST * 4:
            faults.fault(1, "this file is too large", f"keep it below {LARGEST} characters")
            return None
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        faults.fault(1, "this file is missing", "write it")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        faults.fault(line, "this file is not UTF-8", "save it as UTF-8")
    except OSError as error:
        faults.fault(1, f"this file can't be read: {error.strerror}")
    return None


def read_folder(folder: Path) -> FolderReading:
    """The lesson in a folder: `lesson.md`, and a `lesson.LANGUAGE.md` for each translation."""
    path = folder / "lesson.md"
    faults = Faults(str(path))
    text = _text(path, faults)
    if text is None:
        return FolderReading({}, faults.sorted())
    reading = read_lesson(text, folder.name, str(path))
    found = list(reading.faults)
    if reading.lesson is None:
        return FolderReading({}, tuple(found))
    versions = {reading.lesson.language: reading.lesson}
    for beside in sorted(folder.glob("lesson.*.md")):
        language = beside.name.split(".")[1]
        faults = Faults(str(beside))
        if language not in LANGUAGES:
            faults.fault(1, f"`{language}` is no language of the course", ", ".join(LANGUAGES))
        elif language in versions:
            faults.fault(1, f"the lesson itself is written in `{language}`", "delete this file")
        elif (text := _text(beside, faults)) is not None:
            translation = read_translation(text, reading.lesson, language, str(beside))
            found.extend(translation.faults)
            if translation.lesson is not None:
                versions[language] = translation.lesson
        found.extend(faults.found)
    return FolderReading(versions, tuple(found))


def read_course(root: Path) -> CourseReading:
    """The course in `root`; a lesson that can't be read is left out and its faults are told.

    A folder without a `course.toml` is a course of one part, in the order of its folders' names.
    """
    path = root / "course.toml"
    faults = Faults(str(path))
    parts = _parts(root, path, faults)
    found = list(faults.found)
    course = []
    for part in parts:
        entries = []
        for place in part.folders:
            reading = read_folder(root / place.folder)
            found.extend(reading.faults)
            if reading.versions:
                entries.append(Entry(place.folder, place.kind, reading.versions))
        course.append(
            Part(part.id, {str(key): title for key, title in part.title.items()}, tuple(entries))
        )
    return CourseReading(Course(tuple(course)), tuple(sorted(set(found))))


def _parts(root: Path, path: Path, faults: Faults) -> list[_Part]:
    if not path.is_file():
        names = sorted(beside.parent.name for beside in root.glob("*/lesson.md"))
        for name in [name for name in names if not ID.fullmatch(name)]:
            mend = "small letters, digits and - make the name of a folder"
            faults.fault(1, f"the folder `{name}` can have no address", mend)
            names.remove(name)
        places = [_Place.model_construct(folder=name, kind="lesson") for name in names]
        title: dict[Literal["en", "zh"], str] = {"en": "Lessons", "zh": "课程"}
        return [_Part.model_construct(id="lessons", title=title, folders=places)]
    text = _text(path, faults)
    if text is None:
        return []
    try:
        table = _Table.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        faults.fault(_toml_line(error), f"this is no TOML: {error}")
        return []
    except ValidationError as error:
        for given in error.errors(include_url=False):
            field = ".".join(str(name) for name in given["loc"])
            line = _part_line(text, given["loc"])
            faults.fault(line, f"`{field}`: {given['msg'][:1].lower()}{given['msg'][1:]}")
        return []
    _refuse_doubles(table, text, root, faults)
    return table.part


def _refuse_doubles(table: _Table, text: str, root: Path, faults: Faults) -> None:
    seen: set[str] = set()
    for number, part in enumerate(table.part):
        line = _part_line(text, ("part", number))
        for name in (f"part {part.id}", *(place.folder for place in part.folders)):
            if name in seen:
                faults.fault(line, f"`{name}` stands here twice", "keep one")
            seen.add(name)
    for beside in sorted(root.glob("*/lesson.md")):
        if beside.parent.name not in seen:
            faults.warn(1, f"the lesson `{beside.parent.name}` is in no part", "list its folder")


def _part_line(text: str, loc: tuple[str | int, ...]) -> int:
    """The line where the part begins that `loc` leads into."""
    if len(loc) < 2 or not isinstance(loc[1], int):
        return 1
    lines = [n for n, line in enumerate(text.splitlines(), 1) if line.strip() == "[[part]]"]
    return lines[loc[1]] if loc[1] < len(lines) else 1


def _toml_line(error: tomllib.TOMLDecodeError) -> int:
    words = str(error).rpartition("(at line ")[2].partition(",")[0]
    return int(words) if words.isdigit() else 1
