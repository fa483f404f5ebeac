from __future__ import annotations

import pytest

from webapp.simulator.engine.api import Entry
from webapp.simulator.engine.builder.ignoring import kept
from webapp.simulator.engine.builder.patterns import match_name, match_path
from webapp.simulator.engine.builder.suggestion import edits, suggested
from webapp.simulator.kernel.content import Content
from webapp.simulator.kernel.inode import Kind


@pytest.mark.parametrize(
    ("pattern", "name", "matches"),
    [
        ("*", "", True),
        ("*.txt", "a.txt", True),
        ("*.txt", "a.txt.gz", False),
        ("a?c", "abc", True),
        ("[a-c]x", "bx", True),
        ("[^a-c]x", "bx", False),
        ("[", "[", False),
        (r"\*", "*", True),
        (r"\*", "a", False),
        ("a*b*c", "aXbYbZc", True),
        ("a" + "*a" * 20 + "b", "a" * 200, False),
    ],
)
def test_a_pattern_matches_names(pattern: str, name: str, *, matches: bool) -> None:
    assert match_name(pattern, name) is matches


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("**/x", "x", True),
        ("**/x", "a/b/x", True),
        ("a/**", "a/b/c", True),
        ("a/**/c", "a/c", True),
        ("a/*/c", "a/c", False),
    ],
)
def test_two_stars_match_any_number_of_directories(
    pattern: str, path: str, *, matches: bool
) -> None:
    assert match_path(pattern.split("/"), path.split("/")) is matches


def through(rules: str, *paths: str) -> list[str]:
    files = dict.fromkeys(paths, "") | {".dockerignore": rules}
    entries = [
        Entry(path, Kind.FILE, 0o644, content=Content.of(text.encode()))
        for path, text in files.items()
    ]
    return [entry.path for entry in kept(entries) if entry.path != ".dockerignore"]


def test_without_a_dockerignore_everything_is_sent() -> None:
    entry = Entry("a", Kind.FILE, 0o644)
    assert kept([entry]) == (entry,)


def test_a_dockerignore_keeps_files_out() -> None:
    assert through("# note\n*.log\n/tmp\n", "a.log", "b/c.log", "tmp/x", "y") == ["b/c.log", "y"]


def test_the_last_rule_that_matches_decides() -> None:
    assert through("*.log\n!k.log\n", "a.log", "k.log") == ["k.log"]
    assert through("d\n!d/keep\n", "d/a", "d/keep") == ["d/keep"]
    assert through("!k.log\n*.log\n", "k.log") == []


def test_a_mistyped_word_gets_a_suggestion() -> None:
    assert suggested("FORM", ("FROM", "RUN")) == " (did you mean FROM?)"
    assert suggested("XYZZY", ("FROM", "RUN")) == ""
    assert edits("kitten", "sitting") == 3
