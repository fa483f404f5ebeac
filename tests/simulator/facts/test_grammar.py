from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from webapp.simulator.facts import values as v
from webapp.simulator.facts.forms import FORMS, OUTPUT, OUTPUT_EXAMPLE, read_fields
from webapp.simulator.facts.grammar import LONGEST, FactError, parse_fact

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "facts.md"


def refusal(line: str) -> FactError:
    with pytest.raises(FactError) as caught:
        parse_fact(line)
    return caught.value


def test_the_document_lists_the_forms_of_the_grammar_in_order() -> None:
    rows = re.findall(r"^\| `(.+)` \| `(.+)` \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    documented = [(form.replace(r"\|", "|"), example) for form, example in rows]
    forms = [(form.written, form.example) for form in FORMS]
    assert documented == [*forms, (OUTPUT, OUTPUT_EXAMPLE)]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.written)
def test_an_example_is_read_by_its_own_form_alone(form: object) -> None:
    assert [other for other in FORMS if read_fields(other, form.example)] == [form]  # type: ignore[attr-defined]


def test_every_kind_of_fact_can_be_written() -> None:
    kinds = {type(parse_fact(example)) for example in (*(f.example for f in FORMS), OUTPUT_EXAMPLE)}
    assert kinds == set(v.Fact.__args__)


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("web is absent", v.ContainerExists("web", negated=True)),
        ("web mounts volume pages at /x ro", v.Mounts("web", "volume", "pages", "/x", False)),
        ("web mounts volume pages at /x rw", v.Mounts("web", "volume", "pages", "/x", True)),
        ("web mounts host /a at /b", v.Mounts("web", "host", "/a", "/b")),
        ("volume p1 holds a/b", v.FileExists(v.Whereabouts("volume", "p1"), "/a/b")),
        ("1 container exists", v.Count(v.Amount("exactly", 1), "containers exist")),
        ("at least 2 volumes are unused", v.Count(v.Amount("at least", 2), "volumes are unused")),
        (
            r'file /x in web is "a\n\"b\"\\"',
            v.FileText(v.Whereabouts("container", "web"), "/x", "is", 'a\n"b"\\'),
        ),
        (
            'host file /x contains "他说：“好”"',
            v.FileText(v.Whereabouts("host", ""), "/x", "contains", "他说：“好”"),
        ),
        ("container container exists", v.ContainerExists("container")),
    ],
)
def test_lines_are_read_as_facts(line: str, fact: v.Fact) -> None:
    assert parse_fact(line) == fact


def test_the_last_word_with_two_blanks_on_both_sides_divides_a_command_from_its_text() -> None:
    assert parse_fact("$ echo a  is  b  contains  c is d") == v.Output(
        "echo a  is  b", "contains", "c is d"
    )


@pytest.mark.parametrize(
    "line", ["$ echo a is a", "$ echo a  is a", "$ echo a  is  ", "$", "$ls  is  a"]
)
def test_a_command_without_such_a_word_is_no_fact(line: str) -> None:
    assert "COMMAND  {is|contains|matches}  TEXT" in refusal(line).mend


def test_an_expression_that_re2_refuses_is_no_fact() -> None:
    assert "(" in refusal("$ ls  matches  (").message
    assert "no regular expression" in refusal(r"$ ls  matches  (a)\1").message


@pytest.mark.parametrize(
    ("line", "mend"),
    [
        ("web mount volume pages at /x", "mounts volume VOLUME at PATH"),
        ("web  mounts nothing", "single blanks: `web mounts nothing`"),
        ("Web is runing", "CONTAINER is {running|stopped|absent}"),
        ("file /x in web is “hi”", "file PATH in CONTAINER {is|"),
    ],
)
def test_what_is_no_fact_is_answered_with_the_nearest_form(line: str, mend: str) -> None:
    assert mend in refusal(line).mend


def test_a_fact_has_a_longest_length() -> None:
    refusal("$ echo " + "a" * LONGEST + "  is  a")


@given(st.text(max_size=80))
def test_any_line_is_a_fact_or_is_refused_with_a_mend(line: str) -> None:
    try:
        mend = str(parse_fact(line))
    except FactError as error:
        mend = error.mend
    assert mend


@given(st.sampled_from(["exactly", "at least", "at most"]), st.integers(0, 5), st.integers(0, 5))
def test_amounts_bound_counts(relation: v.Relation, number: int, count: int) -> None:
    wanted = {"exactly": count == number, "at least": count >= number, "at most": count <= number}
    assert v.Amount(relation, number).admits(count) == wanted[relation]
