"""What sets bash, dash and busybox ash apart, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """One shell's habits.

    `name` is what errors are worded by; the flags say which extensions the shell reads.
    """

    name: str
    version: str
    prompt: str
    root_prompt: str
    double_bracket: bool = False
    double_bracket_grammar: bool = False
    double_parenthesis: bool = False
    brace_expansion: bool = False
    ansi_quotes: bool = False
    here_strings: bool = False
    function_word: bool = False
    both_redirect: bool = False
    slices: bool = False
    indirection: bool = False
    increments: bool = False
    power: bool = False
    bases: bool = False
    recursive_arithmetic: bool = False
    append_assignment: bool = False
    caret_negates: bool = True
    aliases_in_scripts: bool = True
    pipefail: bool = True
    prefix_assignments_kept: bool = True
    echo_escapes: bool = False
    echo_options: str = "n"
    source_searches_here: bool = False
    dollar_bracket: bool = False
    case_changes: bool = False
    execs_last: str = ""
    """Whether the last command of ``-c`` replaces the shell: never, a "simple" one, or "any"."""


BASH = Dialect(
    name="bash",
    version="5.2.37(1)-release",
    prompt="\\u@\\h:\\w\\$ ",
    root_prompt="\\u@\\h:\\w\\$ ",
    double_bracket=True,
    double_bracket_grammar=True,
    double_parenthesis=True,
    brace_expansion=True,
    ansi_quotes=True,
    here_strings=True,
    function_word=True,
    both_redirect=True,
    slices=True,
    indirection=True,
    increments=True,
    power=True,
    bases=True,
    recursive_arithmetic=True,
    append_assignment=True,
    aliases_in_scripts=False,
    prefix_assignments_kept=False,
    echo_options="neE",
    source_searches_here=True,
    dollar_bracket=True,
    case_changes=True,
    execs_last="simple",
)

DASH = Dialect(
    name="dash",
    version="0.5.12",
    prompt="$ ",
    root_prompt="# ",
    caret_negates=False,
    echo_escapes=True,
)

ASH = Dialect(
    name="ash",
    version="1.37.0",
    prompt="\\w \\$ ",
    root_prompt="\\w \\$ ",
    double_bracket=True,
    ansi_quotes=True,
    function_word=True,
    both_redirect=True,
    slices=True,
    increments=True,
    power=True,
    bases=True,
    recursive_arithmetic=True,
    echo_options="neE",
    source_searches_here=True,
    execs_last="any",
)

DIALECTS = {dialect.name: dialect for dialect in (BASH, DASH, ASH)}
