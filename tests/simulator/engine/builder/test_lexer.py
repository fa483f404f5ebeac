from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, strategies as st

from webapp.simulator.engine.builder.errors import BuildError
from webapp.simulator.engine.builder.lexer import (
    expand,
    expand_document,
    expand_words,
    raw_words,
    show,
)

VARIABLES = {"A": "1", "B": "x y", "E": ""}


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("$A", "1"),
        ("${A}2", "12"),
        ("a$Ab", "a"),
        ("'$A'", "$A"),
        ('"$A $B"', "1 x y"),
        (r"\$A", "$A"),
        (r'"\$A \x"', r"$A \x"),
        ("${NO:-d}", "d"),
        ("${E:-d}${E-d}", "d"),
        ("${A:+set}${NO:+set}", "set"),
        ("${NO:-${A}z}", "1z"),
        ('${NO:-"a b"}', "a b"),
        ("${B#x }${B%y}", "yx "),
        ("${B##*}${B%%?}", "x "),
        ("$NO", ""),
        ("$", "$"),
    ],
)
def test_variables_are_put_in_and_quotes_taken_off(text: str, gives: str) -> None:
    assert expand(text, VARIABLES) == gives


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("${A", "unsupported modifier (\ufffd) in substitution"),
        ("${A:x}", "unsupported modifier (:x) in substitution"),
        ("${}", "syntax error: bad substitution"),
        ("${NO:?oops}", "NO: oops"),
        ("'a", "unexpected end of statement while looking for matching single-quote"),
        ('"a', "unexpected end of statement while looking for matching double-quote"),
    ],
)
def test_what_cannot_be_expanded_is_refused(text: str, message: str) -> None:
    with pytest.raises(BuildError) as refused:
        expand(text, VARIABLES)
    assert refused.value.message == f'failed to process "{text}": {message}'


def test_blanks_of_a_value_divide_words_but_not_within_quotes() -> None:
    assert expand_words('a $B "$B"', VARIABLES) == ["a", "x", "y", "x y"]


def test_a_step_is_shown_with_what_is_set_and_with_its_quotes() -> None:
    assert show('echo "$A" \'$A\' $NO ${NO:-d}', VARIABLES) == 'echo "1" \'$A\' $NO ${NO:-d}'


def test_quotes_of_a_document_are_its_own() -> None:
    text = "it's \"$A\" and '$A' \\$A \\\\\nit's $NO|${NO:-d}\n"
    assert expand_document(text, VARIABLES) == "it's \"1\" and '1' $A \\\nit's |d\n"


def test_raw_words_keep_their_quotes() -> None:
    assert raw_words("A=1 'B=x y' C=\"p q\" D=a\\ b") == ["A=1", "'B=x y'", 'C="p q"', "D=a\\ b"]


@given(st.text(alphabet="a$A{}:-+?'\"\\ ", max_size=40))
def test_any_word_is_expanded_or_refused(text: str) -> None:
    with suppress(BuildError):
        assert isinstance(expand(text, VARIABLES), str)
