"""Pipes whose writers do not end: a reader that has enough ends them."""

from __future__ import annotations

import pytest

from webapp.simulator.script import run_script
from webapp.simulator.start import new_world


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ("yes | head -3", "y\ny\ny\n"),
        ("yes no | head -n 2", "no\nno\n"),
        ("yes | head -c 5", "y\ny\ny"),
        ("while true; do echo tick; sleep 1; done | head -2", "tick\ntick\n"),
        ("docker run --rm busybox sh -c 'yes | head -2'", "y\ny\n"),
        ("printf 'a\\nb' | head -5", "a\nb"),
        ("seq 5 | head -n 0", ""),
    ],
)
def test_head_takes_what_comes_and_stops(command: str, shown: str) -> None:
    _, (typed,) = run_script(new_world(), command)
    assert (typed.stdout, typed.stderr, typed.exit_code) == (shown, "", 0)
