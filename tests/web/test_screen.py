from __future__ import annotations

import pytest
from hypothesis import given, strategies as st
from markupsafe import escape

from webapp.web.screen import MOST_LINES, WIDTH, show


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("", ""),
        ("one\ntwo\n", "one\ntwo"),
        ("one\n\n", "one\n"),
        ("no line feed", "no line feed"),
        ("12%\r34%\n", "34%"),
        ("abc\rX\n", "Xbc"),
        ("ab\bc\n", "ac"),
        ("a\tb\n", "a       b"),
        ("<b>&amp;\n", "&lt;b&gt;&amp;amp;"),
        ("one\ntwo\n\x1b[2A\x1b[Kchanged\n\x1b[1B", "changed\ntwo"),
        ("abc\x1b[2D\x1b[K\n", "a"),
        ("\x1b]0;title\x07text\n", "text"),
        ("\x1b[01;34mdir\x1b[0m file\n", '<span class="t-blue t-bold">dir</span> file'),
        ("\x1b[31mred\n", '<span class="t-red">red</span>'),
        ("\x1b[38;5;9mx\x1b[?25l\n", "x"),
        ("lone escape \x1b", "lone escape "),
        ("中文\n", "中文"),
    ],
)
def test_what_is_written_is_shown_as_a_terminal_shows_it(written: str, seen: str) -> None:
    assert show(written) == seen


def test_the_progress_of_a_pull_is_drawn_over_itself() -> None:
    written = "a: Pulling fs layer\nb: Pulling fs layer\n\x1b[2A\x1b[2K\ra: Pull complete\r\x1b[2B"
    assert show(written) == "a: Pull complete\nb: Pulling fs layer"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=200))
def test_plain_text_is_shown_as_it_is(text: str) -> None:
    assert show(text) == escape(text)


@given(st.text(st.sampled_from("\x1b[;0123456789ABCDGHJKmhl?\n\r\b\tx<é中"), max_size=300))
def test_no_sequence_breaks_the_page(text: str) -> None:
    shown = show(text)
    assert "\x1b" not in shown
    assert "<é" not in shown
    assert "<x" not in shown


def test_output_is_bounded() -> None:
    assert show("x\n" * (MOST_LINES + 500)).count("\n") < MOST_LINES
    assert len(show("x" * (WIDTH + 500))) == WIDTH
    assert len(show("\x1b[999999999C" * 50 + "x")) <= WIDTH
