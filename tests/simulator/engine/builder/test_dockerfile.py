from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, strategies as st

from webapp.simulator.engine.builder.dockerfile import read
from webapp.simulator.engine.builder.errors import BuildError


def lines(text: str) -> list[str]:
    return [instruction.line for instruction in read(text).instructions]


def test_comments_and_empty_lines_are_no_instructions() -> None:
    assert lines("# one\n\n  # two\nFROM busybox\n") == ["FROM busybox"]


def test_a_line_that_ends_in_the_escape_character_goes_on() -> None:
    text = "RUN echo a \\\n# comment\n  && echo b \\\n\n  && echo c\n"
    assert lines(text) == ["RUN echo a   && echo b   && echo c"]


def test_the_directive_escape_names_another_character() -> None:
    read_ = read("# escape=`\nRUN echo a `\n && echo b\\\n")
    assert read_.escape == "`"
    assert read_.instructions[0].line == "RUN echo a  && echo b\\"


def test_a_directive_below_an_instruction_is_a_comment() -> None:
    assert read("FROM busybox\n# escape=`\n").escape == "\\"


def test_an_instruction_knows_where_it_stands() -> None:
    first, second = read("FROM busybox\nRUN a \\\n b\n").instructions
    assert first.lines == (1, 1)
    assert second.lines == (2, 3)


def test_flags_stand_before_the_arguments() -> None:
    (copy,) = read('COPY --chown=1:2 --from="a b" --link x y --z\n').instructions
    assert copy.flags == ("--chown=1:2", "--from=a b", "--link")
    assert copy.rest == "x y --z"


def test_a_heredoc_is_taken_up_to_its_name() -> None:
    copy, run = read('COPY <<a <<-"b" /x/\n1\na\n\t2\n\tb\nRUN true\n').instructions
    assert [(d.name, d.expand, d.content) for d in copy.heredocs] == [
        ("a", True, "1\n"), ("b", False, "2\n"),
    ]
    assert run.line == "RUN true"


@pytest.mark.parametrize(
    ("text", "message", "where"),
    [
        ("", "the Dockerfile cannot be empty", None),
        ("# hi\n", "file with no instructions", (1, 1)),
        ("FROM x\nRUN <<EOF\nfoo\n", "unterminated heredoc", (2, 3)),
    ],
)
def test_what_is_no_dockerfile_is_refused(
    text: str, message: str, where: tuple[int, int] | None
) -> None:
    with pytest.raises(BuildError) as refused:
        read(text)
    assert refused.value.message == message
    assert refused.value.lines == where


@given(st.text(alphabet="FROM aR\\\n<#'\"=$`-\t", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(BuildError):
        assert read(text).instructions
