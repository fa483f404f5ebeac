from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import example, given, strategies as st

from webapp.simulator.userland.shell.dialect import ASH, BASH, DASH, Dialect
from webapp.simulator.userland.shell.parser import is_complete, parse_line, parse_script
from webapp.simulator.userland.shell.syntax import Group, If, Simple
from webapp.simulator.userland.shell.syntax_error import ShellSyntaxError

ALL = [BASH, DASH, ASH]
PIECES = st.sampled_from(
    "echo if then else fi for in do done while case esac { } ( ) ;; ; & && | || ! < > >> << 2>&1 "
    "$( ) $(( )) ${ } ${x:- ` ' \" \\ # $ $x a=b f() [[ ]] * ? ~ = \n \t function |& &> <<< $' "
    "E <<E (( -".split(" ")
)


@pytest.mark.parametrize(
    "text",
    [
        "if", "if true; then", "while x; do", "for i in a", "case a in", "case a in b) c", "{ a",
        "( a", "a &&", "a ||", "a |", "echo 'a", 'echo "a', "echo `a", "echo $(a", "echo ${a",
        "echo $((1+", "echo \\", "cat <<E", "cat <<E\nx", "f()", "a && # comment",
    ],
)  # fmt: skip
@pytest.mark.parametrize("dialect", ALL)
def test_an_unfinished_command_is_told_from_a_wrong_one(text: str, dialect: Dialect) -> None:
    assert not is_complete(text, dialect)


@pytest.mark.parametrize(
    "text",
    ["", "echo", "echo )", "fi", "a; ; b", "if true; fi", "cat <<E\nx\nE", "# if", "'a b'", "a &"],
)
@pytest.mark.parametrize("dialect", ALL)
def test_a_whole_command_is_complete_and_so_is_a_wrong_one(text: str, dialect: Dialect) -> None:
    assert is_complete(text, dialect)


def test_a_line_is_read_with_the_lines_that_belong_to_it_and_no_more() -> None:
    text = "if a\nthen b\nfi\necho next\n"
    line = parse_line(text, 0, DASH)
    assert line.commands is not None
    assert isinstance(line.commands.items[0].pipelines[0].commands[0], If)
    assert text[line.end :] == "echo next\n"
    assert line.lines == 4


def test_an_alias_is_replaced_where_a_command_stands_and_does_not_shift_what_follows() -> None:
    text = "a x; echo a\nnext"
    line = parse_line(text, 0, DASH, aliases={"a": "echo one; echo two"})
    assert line.commands is not None
    commands = [item.pipelines[0].commands[0] for item in line.commands.items]
    words = [
        [word.literal for word in command.words]
        for command in commands
        if isinstance(command, Simple)
    ]
    assert words == [["echo", "one"], ["echo", "two", "x"], ["echo", "a"]]
    assert text[line.end :] == "next"


def test_an_alias_that_names_itself_is_replaced_once() -> None:
    line = parse_line("ls", 0, BASH, aliases={"ls": "ls -F"})
    assert line.commands is not None
    command = line.commands.items[0].pipelines[0].commands[0]
    assert isinstance(command, Simple)
    assert [word.literal for word in command.words] == ["ls", "-F"]


def test_an_alias_that_ends_in_a_blank_lets_the_next_word_be_one() -> None:
    line = parse_line("sudo ll", 0, BASH, aliases={"sudo": "sudo ", "ll": "ls -l"})
    assert line.commands is not None
    command = line.commands.items[0].pipelines[0].commands[0]
    assert isinstance(command, Simple)
    assert [word.literal for word in command.words] == ["sudo", "ls", "-l"]


@pytest.mark.parametrize("opening", ["(", "$(", "{ ", '"$(', "$((", "if ", "`", "${x:-", "[[ ("])
@pytest.mark.parametrize("dialect", ALL)
def test_deep_nesting_is_refused_in_words(opening: str, dialect: Dialect) -> None:
    with pytest.raises(ShellSyntaxError):
        parse_script(opening * 5001, dialect)


def test_nested_openings_that_are_not_arithmetic_are_read_in_reasonable_time() -> None:
    text = "echo " + "$((a; " * 20 + "x" + "); )" * 20
    with pytest.raises(ShellSyntaxError):
        parse_script(text + ")", BASH)


@given(st.lists(PIECES, max_size=14), st.sampled_from([" ", ""]), st.sampled_from(ALL))
@example(["a", "<<E", "$("], " ", BASH)
def test_whatever_is_typed_parsing_gives_commands_or_a_complaint(
    pieces: list[str], joint: str, dialect: Dialect
) -> None:
    text = joint.join(pieces)
    with suppress(ShellSyntaxError):
        parse_script(text, dialect)
    assert is_complete(text, dialect) in (True, False)


@given(st.text(max_size=40), st.sampled_from(ALL))
def test_any_text_at_all_parses_or_is_complained_of(text: str, dialect: Dialect) -> None:
    with suppress(ShellSyntaxError):
        parse_script(text, dialect)
    first = is_complete(text, dialect)
    assert is_complete(text, dialect) == first


@given(st.lists(PIECES, max_size=10), st.sampled_from(ALL))
def test_an_unfinished_text_ends_in_a_complaint_about_its_end(
    pieces: list[str], dialect: Dialect
) -> None:
    text = " ".join(pieces)
    if not is_complete(text, dialect) and "<<" not in text and not text.rstrip().endswith("\\"):
        with pytest.raises(ShellSyntaxError):
            parse_script(text, dialect)


def test_a_group_needs_its_brace_alone() -> None:
    script = parse_script("{ a; }; {a", BASH)
    first, second = (item.pipelines[0].commands[0] for item in script.items)
    assert isinstance(first, Group)
    assert isinstance(second, Simple)
