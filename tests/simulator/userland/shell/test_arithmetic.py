from __future__ import annotations

from hypothesis import given, strategies as st

from webapp.simulator.userland.shell.arithmetic import ArithmeticFault, evaluate, wrap
from webapp.simulator.userland.shell.dialect import ASH, BASH, DASH, Dialect
from webapp.simulator.userland.shell.limits import Allowance

KINDS = {
    "operand", "syntax", "parenthesis", "colon", "division", "assignment", "base", "number",
    "recursion", "exponent",
}  # fmt: skip
NUMBERS = st.integers(-(2**63), 2**63 - 1)
SMALL = st.integers(0, 9).map(str)
EXPRESSIONS = st.recursive(
    SMALL,
    lambda inner: st.builds(
        "({} {} {})".format,
        inner,
        st.sampled_from(["+", "-", "*", "<", ">", "==", "&", "|", "^", "<=", "!="]),
        inner,
    ),
    max_leaves=8,
)


def value(text: str, dialect: Dialect = BASH, variables: dict[str, str] | None = None) -> int:
    table = {} if variables is None else variables
    return evaluate(text, dialect, table.get, table.__setitem__, Allowance())


@given(NUMBERS, NUMBERS)
def test_results_wrap_around_at_64_bits(left: int, right: int) -> None:
    table = {"a": str(left), "b": str(right)}
    for operator, exact in (("+", left + right), ("-", left - right), ("*", left * right)):
        result = value(f"a {operator} b", variables=table)
        assert result == wrap(exact)
        assert -(2**63) <= result < 2**63


@given(EXPRESSIONS)
def test_every_dialect_agrees_with_plain_integers(text: str) -> None:
    expected = int(eval(text))
    assert {value(text, dialect) for dialect in (BASH, DASH, ASH)} == {expected}


@given(st.text("0123456789abx+-*/%<>=!&|^~?:(), ", max_size=20))
def test_any_text_has_a_value_or_a_fault(text: str) -> None:
    for dialect in (BASH, DASH, ASH):
        try:
            found: object = value(text, dialect)
        except ArithmeticFault as fault:
            found = fault.problem.kind
        assert found in KINDS or isinstance(found, int)


def test_what_is_not_reached_is_not_done() -> None:
    table = {"x": "1"}
    assert value("0 && (x = 5)", variables=table) == 0
    assert value("1 || 1 / 0", variables=table) == 1
    assert value("1 ? 2 : (x = 9)", variables=table) == 2
    assert table == {"x": "1"}
