from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from webapp.simulator.machine import step
from webapp.simulator.start import new_world

if TYPE_CHECKING:
    from webapp.simulator.world import World

PAGES = "/usr/local/apache2/htdocs"


@lru_cache(maxsize=1)
def serving() -> World:
    """A host with httpd answering on port 8080."""
    return typed(new_world(images=("httpd",)), "docker run -d --name web -p 8080:80 httpd")[0]


def typed(world: World, *lines: str) -> tuple[World, str, str]:
    """The world after some lines, and what the last one wrote."""
    out = err = ""
    for line in lines:
        outcome = step(world, line)
        world, out, err = outcome.world, outcome.stdout, outcome.stderr
    return world, out, err


def test_it_says_that_nobody_gave_it_a_name_and_that_it_runs() -> None:
    _, out, err = typed(serving(), "docker logs web")
    assert out == ""
    first, again, configured, command = err.splitlines()
    assert first == again
    assert first.startswith("AH00558: httpd: Could not reliably determine")
    assert "using 172.17.0.2." in first
    assert configured.endswith(
        "AH00489: Apache/2.4.65 (Unix) configured -- resuming normal operations"
    )
    assert command.endswith("AH00094: Command line: 'httpd -D FOREGROUND'")


def test_it_serves_its_page_and_lists_a_directory_without_one() -> None:
    world, out, _ = typed(serving(), "curl -s localhost:8080")
    assert out == "<html><body><h1>It works!</h1></body></html>\n"
    _, out, _ = typed(world, f"docker exec web mv {PAGES}/index.html {PAGES}/other.html",
                      "curl -s localhost:8080")
    assert '<li><a href="other.html"> other.html</a></li>' in out


def test_what_is_missing_gets_a_page_and_a_line_in_the_log() -> None:
    world, out, _ = typed(serving(), "curl -s localhost:8080/nope")
    assert "<title>404 Not Found</title>" in out
    _, out, _ = typed(world, "docker logs web")
    assert out.splitlines()[-1].endswith('"GET /nope HTTP/1.1" 404 196')


def test_sigwinch_stops_it_gracefully() -> None:
    world, _, _ = typed(serving(), "docker stop web")
    _, _, err = typed(world, "docker logs web")
    assert "AH00492: caught SIGWINCH, shutting down gracefully" in err
    assert typed(world, "docker inspect -f '{{.State.ExitCode}}' web")[1] == "0\n"
    assert "httpd.pid" not in typed(world, "docker diff web")[1]
