"""The client's part in a build: what stays at home, and what is printed."""

from __future__ import annotations

import pytest

from webapp.simulator.engine.api import BuildStep, Built
from webapp.simulator.userland.docker import buildlog
from webapp.simulator.userland.docker.ignoring import read_rules


@pytest.mark.parametrize(
    ("rules", "path", "kept"),
    [
        ("*.log", "a.log", False),
        ("*.log", "b/a.log", True),
        ("**/*.log", "b/c/a.log", False),
        ("**/*.log", "a.log", False),
        ("node_modules", "node_modules/x/y", False),
        ("/tmp/", "tmp/x", False),
        ("*\n!keep", "keep", True),
        ("*\n!keep", "other", False),
        ("!keep\n*", "keep", False),
        ("# *\n\n", "a", True),
        ("a?c", "abc", False),
        ("a[bd]c", "adc", False),
        ("docs/**", "docs/a/b", False),
        ("docs/**\n!docs/a", "docs/a/b", True),
        ("x+y", "xy", True),
    ],
)
def test_the_last_rule_that_fits_decides_what_stays_at_home(
    rules: str, path: str, kept: bool
) -> None:
    assert read_rules(rules).keeps(path) is kept


STEPS = (
    BuildStep(
        "[internal] load build definition from Dockerfile",
        output=(("status", "transferring dockerfile: 153B done"),),
    ),
    BuildStep("[1/3] FROM docker.io/library/busybox:latest"),
    BuildStep("[2/3] RUN echo said", output=(("stdout", "said\n"),)),
    BuildStep("[3/3] COPY a.txt /a.txt", cached=True),
)


def test_a_build_is_told_in_numbered_parts() -> None:
    assert buildlog.plain(STEPS) == (
        '#0 building with "default" instance using docker driver\n'
        "\n#1 [internal] load build definition from Dockerfile\n"
        "#1 transferring dockerfile: 153B done\n#1 DONE 0.0s\n"
        "\n#2 [1/3] FROM docker.io/library/busybox:latest\n#2 DONE 0.0s\n"
        "\n#3 [2/3] RUN echo said\n#3 0.1 said\n#3 DONE 0.1s\n"
        "\n#4 [3/3] COPY a.txt /a.txt\n#4 CACHED\n"
    )


def test_a_terminal_shows_every_part_on_a_line_of_eighty_columns() -> None:
    lines = buildlog.display(STEPS).splitlines()
    assert lines[0].startswith("[+] Building 0.1s (4/4) FINISHED")
    assert {len(line) for line in lines} == {80}
    assert any("CACHED [3/3] COPY" in line for line in lines)
    assert any(" => => transferring dockerfile: 153B  " in line for line in lines)


def test_a_failed_step_is_shown_with_what_it_wrote_and_its_place() -> None:
    error = 'process "/bin/sh -c echo hi && false" did not complete successfully: exit code: 1'
    step = BuildStep("[2/2] RUN x", output=(("stdout", "hi\n"),), error=error, exit_code=1)
    built = Built((step,), None, error, excerpt="Bad:2\n")
    assert buildlog.failure(built) == (
        f"------\n > [2/2] RUN x:\n0.1 hi\n------\nBad:2\nERROR: failed to solve: {error}\n"
    )
