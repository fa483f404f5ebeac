from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from webapp.simulator.userland.shell.arithmetic import ArithmeticFault
from webapp.simulator.userland.shell.dialect import ASH, BASH, DASH, Dialect
from webapp.simulator.userland.shell.expansion import Expansion
from webapp.simulator.userland.shell.expansion_faults import ExpansionFault, NeedsSubstitution
from webapp.simulator.userland.shell.limits import LimitReached
from webapp.simulator.userland.shell.parser import parse_script
from webapp.simulator.userland.shell.quoting import (
    dash_quoted,
    quote,
    quote_for_reuse,
    single_quoted,
)
from webapp.simulator.userland.shell.syntax import Simple, Word
from webapp.simulator.userland.shell.variables import NO_VARIABLES, Environment, Variable

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)


def words(text: str, dialect: Dialect = BASH) -> tuple[Word, ...]:
    command = parse_script("echo " + text, dialect).items[0].pipelines[0].commands[0]
    assert isinstance(command, Simple)
    return command.words[1:]


def environment(
    dialect: Dialect = BASH, results: tuple[str, ...] = (), /, **variables: str
) -> Environment:
    table = NO_VARIABLES
    for name, value in variables.items():
        table = table.insert(name, Variable(value))
    return Environment(dialect, table, results=results)


def expand(text: str, dialect: Dialect = BASH, **variables: str) -> list[str]:
    return Expansion(environment(dialect, (), **variables)).fields(words(text, dialect))


@given(TEXT)
def test_single_quotes_keep_any_text(text: str) -> None:
    for dialect in (BASH, DASH, ASH):
        assert expand(single_quoted(text), dialect) == [text]
        assert expand(quote(text), dialect) == [text] or text == ""
        assert expand(dash_quoted(text), dialect) == [text]


@given(TEXT)
def test_what_printf_q_writes_is_read_back(text: str) -> None:
    assert expand(quote_for_reuse(text)) == [text]


@given(TEXT)
def test_a_quoted_variable_is_one_field_as_it_is(text: str) -> None:
    assert expand('"$x"', x=text) == [text]
    assert expand('"${x}"', DASH, x=text) == [text]


@given(TEXT, st.sampled_from([" \t\n", ":", " :", ",;", ""]))
def test_splitting_never_loses_a_character_that_does_not_divide(text: str, ifs: str) -> None:
    table = {"x": text, "IFS": ifs}
    fields = Expansion(
        Environment(
            DASH,
            environment(DASH, (), **table).variables,
            noglob=True,
        )
    ).fields(words("$x", DASH))
    kept = "".join(sign for sign in text if sign not in ifs)
    assert "".join("".join(sign for sign in field if sign not in ifs) for field in fields) == kept


def test_an_expansion_asks_for_the_substitution_that_it_needs_and_goes_on_with_its_output() -> None:
    expansion = Expansion(environment())
    with pytest.raises(NeedsSubstitution) as needed:
        expansion.fields(words("${x:=1} $(one) $(two)"))
    assert needed.value.node.source == "$(one)"
    assert needed.value.assigned == {"x": "1"}
    with pytest.raises(NeedsSubstitution) as needed:
        Expansion(environment(BASH, ("a b",))).fields(words("${x:=1} $(one) $(two)"))
    assert needed.value.node.source == "$(two)"
    done = Expansion(environment(BASH, ("a b", "c")))
    assert done.fields(words("${x:=1} $(one) $(two)")) == ["1", "a", "b", "c"]


def test_assignments_are_gathered_and_change_nothing_by_themselves() -> None:
    before = environment(i="5")
    expansion = Expansion(before)
    assert expansion.fields(words("${x:=v} $((i++)) $i $x")) == ["v", "5", "6", "v"]
    assert expansion.assigned == {"x": "v", "i": "6"}
    assert "x" not in before.variables


@pytest.mark.parametrize(
    "text",
    [
        "{1..100000000}",
        "{a,b}" * 20,
        "{{1..1000},{1..1000}}{{1..1000},{1..1000}}",
        "$x$x$x",
        "${x//a/$y}",
        "{aaaaaaaaaaaa,b}{" * 20,
    ],
)
def test_an_expansion_without_measure_ends_with_a_message(text: str) -> None:
    with pytest.raises(LimitReached, match="more than"):
        expand(text, x="a" * 600_000, y="b" * 100)


def test_recursive_arithmetic_ends_with_a_message() -> None:
    with pytest.raises(ArithmeticFault):
        expand("$((x))", x="x")
    with pytest.raises(ArithmeticFault):
        expand("$((" + "(" * 500 + "1" + ")" * 500 + "))")


def test_a_pattern_with_many_stars_matches_in_linear_time() -> None:
    assert expand("${x%" + "*a" * 30 + "}", x="a" * 20_000 + "b") == ["a" * 20_000 + "b"]


def test_a_readonly_variable_is_not_assigned_by_an_expansion() -> None:
    table = NO_VARIABLES.insert("r", Variable(None, readonly=True))
    with pytest.raises(ExpansionFault):
        Expansion(Environment(BASH, table)).fields(words("${r:=1}"))


def test_paths_are_expanded_from_what_the_directories_hold() -> None:
    tree = {
        ".": ["a.txt", "b.txt", "d", ".hidden"],
        "d": ["x.txt"],
        "": [],
        "/etc/": ["passwd"],
    }
    table = Environment(
        BASH,
        listdir=lambda path: tree.get(path.rstrip("/") or path, tree.get(path)),
        exists=tree.__contains__,
    )
    assert Expansion(table).fields(words("*.txt d/* 'a'* \"*\" z*")) == [
        "a.txt",
        "b.txt",
        "d/x.txt",
        "a.txt",
        "*",
        "z*",
    ]
