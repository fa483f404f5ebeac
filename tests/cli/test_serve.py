from __future__ import annotations

import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from webapp.cli.main import main
from webapp.cli.serve import addresses

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

ROOT: Final = Path(__file__).parents[2]
LESSON: Final = "lessons/change-one-file/look"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(port: int, journal: Path) -> Iterator[subprocess.Popen[str]]:
    """A server that answers."""
    with subprocess.Popen(
        [
            *(sys.executable, "-c", "import sys; from webapp.cli import main; sys.exit(main())"),
            *("serve", "--port", str(port), "--database", f"sqlite:///{journal}"),
        ],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == "Layerlab is served at:\n"
        assert server.stdout.readline() == f"  http://127.0.0.1:{port}/\n"
        try:
            for _ in range(600):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield server
        finally:
            server.kill()


class Visitor:
    """A browser without scripts."""

    def __init__(self, port: int) -> None:
        self._base = f"http://127.0.0.1:{port}/"
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )

    def get(self, path: str = "") -> str:
        with self._opener.open(self._base + path) as reply:
            return str(reply.read().decode())

    def type(self, line: str) -> str:
        found = re.search(r'name="at" value="(\d+)"', self.get(LESSON))
        assert found
        form = urllib.parse.urlencode({"at": found[1], "line": line}).encode()
        with self._opener.open(f"{self._base}{LESSON}/commands", form) as reply:
            return str(reply.read().decode())


def test_a_server_that_is_killed_and_started_again_goes_on_where_it_was(tmp_path: Path) -> None:
    port = free_port()
    learner = Visitor(port)
    with served(port, tmp_path / "j.sqlite3") as server:
        assert "Change one file" in learner.get()
        learner.type("docker exec web touch /kept.txt")
        server.send_signal(signal.SIGKILL)
        server.wait()
        # The process that answered ends with the one that started it.
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) != 0:
                    break
            time.sleep(0.1)
    with served(port, tmp_path / "j.sqlite3") as server:
        page = learner.get(LESSON)
        assert "touch /kept.txt" in page
        assert "/kept.txt" in page[page.index('id="scene"') : page.index('id="story"')]
        server.send_signal(signal.SIGINT)
        assert server.wait(60) == 0


def test_a_port_that_another_program_has_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        database = f"sqlite:///{tmp_path / 'j.sqlite3'}"
        assert main(["serve", "--port", port, "--database", database]) == 1
    assert f"port {port}" in capsys.readouterr().err


def test_a_folder_without_lessons_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    port, database = str(free_port()), f"sqlite:///{tmp_path / 'j.sqlite3'}"
    for folder in (tmp_path / "none", tmp_path):
        words = ["--lessons", str(folder), "--database", database, "--port", port]
        assert main(["serve", *words]) == 1
        assert str(folder) in capsys.readouterr().err


def test_a_class_is_given_addresses_that_lead_here_from_elsewhere() -> None:
    assert addresses("127.0.0.1", 8000) == ["http://127.0.0.1:8000/"]
    assert addresses("::1", 80) == ["http://[::1]:80/"]
    everywhere = addresses("0.0.0.0", 8000)
    assert everywhere[-1] == "http://127.0.0.1:8000/"
    assert all(re.fullmatch(r"http://[\d.]+:8000/", url) for url in everywhere)
    assert not any("//127." in url for url in everywhere[:-1])
