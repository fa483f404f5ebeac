from __future__ import annotations

import fnmatch

from hypothesis import given, strategies as st

from webapp.simulator.userland.shell.pattern import compile_pattern, literal_pattern

NAMES = st.text("ab.-]", max_size=8)
PATTERNS = st.lists(
    st.sampled_from(["a", "b", ".", "*", "?", "[ab]", "[!a]", "[a-b]", "-"]), max_size=6
).map("".join)


@given(PATTERNS, NAMES)
def test_matching_agrees_with_another_implementation(pattern: str, name: str) -> None:
    assert literal_pattern(pattern).matches(name) == fnmatch.fnmatchcase(name, pattern)


@given(PATTERNS, NAMES)
def test_the_prefixes_are_those_that_match_whole(pattern: str, name: str) -> None:
    compiled = literal_pattern(pattern)
    assert compiled.prefixes(name) == [
        length for length in range(len(name) + 1) if compiled.matches(name[:length])
    ]


@given(PATTERNS, NAMES)
def test_a_reversed_pattern_matches_the_reversed_text(pattern: str, name: str) -> None:
    compiled = literal_pattern(pattern)
    assert compiled.reversed().matches(name[::-1]) == compiled.matches(name)


@given(st.text(max_size=10))
def test_quoted_text_matches_itself_and_nothing_else(text: str) -> None:
    compiled = compile_pattern(((text, True),))
    assert compiled.matches(text)
    assert not compiled.matches(text + "x")


def test_classes_and_brackets_without_an_end() -> None:
    assert literal_pattern("[[:digit:]]").matches("7")
    assert not literal_pattern("[[:digit:]]").matches("x")
    assert literal_pattern("[a").matches("[a")
    assert literal_pattern("[]a]").matches("]")
    assert literal_pattern("[!]a]").matches("b")
