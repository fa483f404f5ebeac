from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pytest

from webapp.simulator.machine import step
from webapp.simulator.start import new_world
from webapp.simulator.userland.servers.moments import apache_log, common_log, http, nginx_log
from webapp.simulator.userland.servers.nginx_conf import ConfigError, _parse
from webapp.simulator.userland.servers.serving import split_path

if TYPE_CHECKING:
    from webapp.simulator.world import World

MOMENT = 1_795_424_400 * 10**9
PAGES = "/usr/share/nginx/html"


@lru_cache(maxsize=1)
def serving() -> World:
    """A host with nginx answering on port 8080."""
    return typed(new_world(images=("nginx",)), "docker run -d --name web -p 8080:80 nginx")[0]


def typed(world: World, *lines: str) -> tuple[World, str, str]:
    """The world after some lines, and what the last one wrote."""
    out = err = ""
    for line in lines:
        outcome = step(world, line)
        world, out, err = outcome.world, outcome.stdout, outcome.stderr
    return world, out, err


def test_the_entrypoint_tells_what_it_does_and_nginx_that_it_starts() -> None:
    _, out, err = typed(serving(), "docker logs web")
    assert out.splitlines() == [
        ("/docker-entrypoint.sh: /docker-entrypoint.d/ is not empty, "
        "will attempt to perform configuration"),
        "/docker-entrypoint.sh: Looking for shell scripts in /docker-entrypoint.d/",
        *(
            line for line in out.splitlines()
            if "Launching" in line or "Sourcing" in line or line.startswith("10-")
        ),
        "/docker-entrypoint.sh: Configuration complete; ready for start up",
    ]
    assert err.splitlines()[0] == '2026/11/23 09:00:00 [notice] 1#1: using the "epoll" event method'
    assert "start worker process " in err.splitlines()[-1]


def test_its_start_leaves_traces_in_the_writable_layer() -> None:
    _, out, _ = typed(serving(), "docker diff web")
    assert {
        "C /etc/nginx/conf.d/default.conf", "A /run/nginx.pid", "A /var/cache/nginx/proxy_temp"
    } <= set(out.splitlines())


def test_it_serves_the_files_that_it_sees_at_that_moment() -> None:
    world, out, _ = typed(serving(), "curl -s localhost:8080")
    assert "<h1>Welcome to nginx!</h1>" in out
    _, out, _ = typed(
        world, f"docker exec web sh -c 'echo mine > {PAGES}/index.html'", "curl -s localhost:8080"
    )
    assert out == "mine\n"


def test_what_is_missing_or_forbidden_gets_a_page_and_a_line_in_the_log() -> None:
    world, out, _ = typed(serving(), "curl -s localhost:8080/nope")
    assert "<center><h1>404 Not Found</h1></center>\r\n<hr><center>nginx/1.29.3</center>" in out
    world, out, err = typed(world, "docker logs web")
    assert f'open() "{PAGES}/nope" failed (2: No such file or directory), client: ' in err
    assert out.splitlines()[-1].endswith('"GET /nope HTTP/1.1" 404 153 "-" "curl/8.14.1" "-"')
    _, out, _ = typed(world, f"docker exec web rm {PAGES}/index.html", "curl -s localhost:8080/")
    assert "403 Forbidden" in out
    _, out, _ = typed(
        world, f"docker exec web chmod 600 {PAGES}/50x.html", "curl -s localhost:8080/50x.html"
    )
    assert "403 Forbidden" in out


def test_a_directory_without_its_slash_is_moved() -> None:
    _, out, _ = typed(
        serving(), f"docker exec web mkdir {PAGES}/d", "curl -s -I localhost:8080/d"
    )
    assert "Location: http://localhost:8080/d/" in out


def test_a_reload_takes_a_new_configuration_and_a_bad_one_changes_nothing() -> None:
    conf = "/etc/nginx/conf.d/default.conf"
    world, _, err = typed(
        serving(), f"docker exec web sh -c 'echo nonsense >> {conf}'", "docker exec web nginx -t"
    )
    assert "unexpected end of file" in err
    world, _, _ = typed(
        world, "docker exec web nginx -s reload",
        f"docker exec web sh -c 'echo \"server {{ listen 80; return 200 hi; }}\" > {conf}'",
    )
    assert "Welcome" in typed(world, "curl -s localhost:8080")[1]
    world, _, _ = typed(world, "docker exec web nginx -s reload")
    assert typed(world, "curl -s localhost:8080")[1] == "hi"


def test_a_stop_ends_it_in_good_order() -> None:
    world, _, _ = typed(serving(), "docker stop web")
    _, out, err = typed(world, "docker logs web")
    assert "signal 3 (SIGQUIT) received, shutting down" in err
    assert err.splitlines()[-1].endswith("1#1: exit")
    _, out, _ = typed(world, "docker inspect -f '{{.State.ExitCode}}' web")
    assert out == "0\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a b", 'unexpected end of file, expecting ";" or "}" in f:1'),
        ("a {", 'unexpected end of file, expecting "}" in f:1'),
        ("}", 'unexpected "}" in f:1'),
        ("\n;", 'unexpected ";" in f:2'),
    ],
)
def test_a_malformed_configuration_is_refused_where_it_breaks(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as refused:
        _parse(text, "f")
    assert refused.value.message == message


def test_a_configuration_is_read_into_directives() -> None:
    (server,) = _parse("server { # note\n listen 80; add_header X 'a; b';\n}", "f")
    assert server.block is not None
    assert [d.words for d in server.block] == [("listen", "80"), ("add_header", "X", "a; b")]
    assert [d.line for d in server.block] == [2, 2]


@pytest.mark.parametrize(
    ("target", "path"),
    [("/a/../b?c=d", "/b"), ("/%41/", "/A/"), ("/../..", "/"), ("/a%", "/a%"), ("//x/./", "/x/")],
)
def test_a_path_never_leaves_the_root(target: str, path: str) -> None:
    assert split_path(target) == path


def test_moments_are_written_in_each_servers_way() -> None:
    assert http(MOMENT) == "Mon, 23 Nov 2026 09:00:00 GMT"
    assert common_log(MOMENT) == "23/Nov/2026:09:00:00 +0000"
    assert nginx_log(MOMENT) == "2026/11/23 09:00:00"
    assert apache_log(MOMENT + 1500) == "Mon Nov 23 09:00:00.000001 2026"
