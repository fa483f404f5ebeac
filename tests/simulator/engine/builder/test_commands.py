from __future__ import annotations

import pytest

from tests.simulator.engine.builder.conftest import Shop, make_shop
from webapp.simulator.engine.builder.errors import excerpt


@pytest.fixture(name="shop", scope="module")
def _shop() -> Shop:
    # A build that is refused leaves nothing behind: one daemon serves all of these.
    return make_shop()


PARSE = "dockerfile parse error on line 2: "


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("FORM x", PARSE + "unknown instruction: FORM (did you mean FROM?)"),
        ("RUN --foo x", PARSE + "unknown flag: foo"),
        ("COPY --chow=1 a b", PARSE + "unknown flag: chow (did you mean chown?)"),
        ("COPY a", PARSE + "COPY requires at least two arguments, but only one was provided. "
         "Destination could not be determined"),
        ("VOLUME", PARSE + "VOLUME requires at least one argument"),
        ('VOLUME [""]', PARSE + "VOLUME specified can not be an empty string"),
        ("WORKDIR", PARSE + "WORKDIR requires exactly one argument"),
        ("SHELL /bin/sh", PARSE + "SHELL requires the arguments to be in JSON form"),
        ("ARG", PARSE + "ARG requires at least one argument"),
        ("ARG =x", PARSE + "ARG names can not be blank"),
        ("ENV A", "ENV must have two arguments"),
        ("ENV A=b c", 'Syntax error - can\'t find = in "c". Must be of the form: name=value'),
        ("LABEL x", "LABEL must have two arguments"),
        ('CMD ["x", 1]', "when using JSON array syntax, arrays must be comprised of strings only"),
        ("EXPOSE abc", "Invalid containerPort: abc"),
        ("EXPOSE 80/foo", "Invalid proto: foo"),
        ("STOPSIGNAL NOPE", "invalid signal: NOPE"),
        ("ONBUILD ONBUILD RUN x",
         PARSE + "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed"),
        ("HEALTHCHECK foo", PARSE + 'Unknown type "FOO" in HEALTHCHECK (try CMD)'),
        ("FROM busybox AS", PARSE + "FROM requires either one or three arguments"),
        ("FROM busybox AS 1x", PARSE + 'invalid name for build stage: "1x", '
         "name can't start with a number or contain symbols"),
        ("FROM $NO", "base name ($NO) should not be blank"),
        ("FROM BAD", ('failed to parse stage name "BAD": invalid reference format: '
         "repository name (library/BAD) must be lowercase")),
    ],
)
def test_a_wrong_line_is_refused_in_the_words_of_buildkit(
    shop: Shop, line: str, message: str
) -> None:
    built = shop.build(f"FROM busybox\n{line}\n")
    assert built.image is None
    assert built.error == message
    assert f"   2 | >>> {line}\n" in built.excerpt


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the Dockerfile cannot be empty"),
        ("# hi\n", "file with no instructions"),
        ("RUN x\n", "no build stage in current context"),
    ],
)
def test_a_file_without_a_stage_is_refused(shop: Shop, text: str, message: str) -> None:
    assert shop.build(text).error == message


def test_a_stage_that_is_not_there_cannot_be_the_target(shop: Shop) -> None:
    built = shop.build("FROM busybox AS b\n", target="zz")
    assert (built.error, built.excerpt) == ('target stage "zz" could not be found', "")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("RUN --mount=type=cache,target=/c true", "RUN --mount"),
        ("HEALTHCHECK CMD true", "HEALTHCHECK in a Dockerfile"),
        ("ONBUILD RUN true", "ONBUILD in a Dockerfile"),
        ("ADD http://example.com/x /x", "ADD of a URL"),
    ],
)
def test_what_is_not_simulated_says_so(shop: Shop, line: str, what: str) -> None:
    built = shop.build(f"FROM busybox\n{line}\n")
    assert (built.image, built.error, built.not_simulated) == (None, "", what)


def test_the_excerpt_shows_two_lines_around_one_and_one_around_more() -> None:
    text = "".join(f"l{n}\n" for n in range(1, 10))
    one, more = excerpt("Dockerfile", text, (5, 5)), excerpt("Dockerfile", text, (5, 6))
    assert one.splitlines()[0] == "Dockerfile:5"
    assert [row[:4].strip() for row in one.splitlines()[2:-1]] == ["3", "4", "5", "6", "7"]
    assert [row[:4].strip() for row in more.splitlines()[2:-1]] == ["4", "5", "6", "7"]
    assert [row for row in more.splitlines() if ">>>" in row] == ["   5 | >>> l5", "   6 | >>> l6"]
