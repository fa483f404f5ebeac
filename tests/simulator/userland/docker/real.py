"""The real docker client, talking to a server that answers with what a test gives it."""

from __future__ import annotations

import json
import os
import re
import shutil
import socketserver
import subprocess
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

CLIENT: Final = shutil.which("docker")
VERSION: Final = "26.1."
_API: Final = re.compile(r"^/v[0-9.]+")


@dataclass(frozen=True, slots=True)
class Ran:
    """What the client printed and its exit status."""

    out: str
    err: str
    status: int


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_HEAD(self) -> None:
        self._reply(200, b"")

    def do_GET(self) -> None:
        path = _API.sub("", self.path).partition("?")[0]
        if path == "/_ping":
            self._reply(200, b"OK")
        elif path in self.server.answers:
            self._reply(200, json.dumps(self.server.answers[path]).encode() + b"\n")
        else:
            self._reply(404, json.dumps({"message": f"nothing at {path}"}).encode())

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self.server.posted.append((self.path, json.loads(self.rfile.read(length) or b"null")))
        self._reply(201, json.dumps({"Id": "f" * 64, "Warnings": []}).encode())

    def _reply(self, status: int, body: bytes) -> None:
        self.send_response(status)
        for name, value in (
            ("Api-Version", "1.45"),
            ("Docker-Experimental", "false"),
            ("Ostype", "linux"),
            ("Swarm", "inactive"),
            ("Content-Type", "application/json"),
            ("Content-Length", str(len(body))),
        ):
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  it is the base's name
        """Nothing is logged."""

    def address_string(self) -> str:
        return "client"


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True

    def __init__(self, path: str) -> None:
        self.answers: dict[str, Any] = {}
        self.posted: list[tuple[str, Any]] = []
        super().__init__(path, _Handler)


@dataclass
class RealClient:
    """The client and the server that it talks to."""

    server: _Server
    home: Path
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *words: str, answers: Mapping[str, Any] | None = None, typed: str = "") -> Ran:
        """Run `docker WORDS`; `answers` are what GET gives, by path without the version."""
        self.server.answers = dict(answers or {})
        self.server.posted.clear()
        assert CLIENT is not None
        ended = subprocess.run(
            [CLIENT, *words],
            input=typed,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            cwd=self.home,
            env={**os.environ, **self.environment},
        )
        return Ran(ended.stdout, ended.stderr, ended.returncode)

    @property
    def posted(self) -> list[tuple[str, Any]]:
        """What the client has sent in its last run."""
        return self.server.posted


def serve(home: Path) -> Iterator[RealClient]:
    """Start the server in a thread and stop it at the end."""
    socket = home / "docker.sock"
    with _Server(str(socket)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        environment = {
            "DOCKER_HOST": f"unix://{socket}",
            "DOCKER_CONFIG": str(home / "config"),
            "HOME": "/root",
        }
        yield RealClient(server, home, environment)
        server.shutdown()
        thread.join()


def client_version() -> str:
    """The version of the client on this machine, empty if there is none."""
    if CLIENT is None:
        return ""
    ended = subprocess.run([CLIENT, "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"version ([^,]+)", ended.stdout)
    return found.group(1) if found else ""
