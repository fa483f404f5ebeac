"""`layerlab serve`: the course in a browser, for one learner or for a class."""

from __future__ import annotations

import ipaddress
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import segno

from webapp import paths
from webapp.sessions.database import default_url

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from flask import Flask

HELP = "serve the course in a browser"

THREADS: Final = 24
"""Requests that are answered at once. One process, so that a class shares its worlds."""

_EVERYWHERE: Final = ("0.0.0.0", "::")


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of `layerlab serve`."""
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on; 0.0.0.0 for a class"
    )
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    parser.add_argument(
        "--lessons", type=Path, default=paths.LESSONS, metavar="DIR", help="folder of the course"
    )
    parser.add_argument(
        "--database",
        default="",
        metavar="URL",
        help="where journals are kept, as sqlite:///PATH or postgresql://… (a file of yours)",
    )


def run(arguments: Namespace) -> int:
    """Serve until interrupted."""
    from webapp.web.app import Options, create_app  # noqa: PLC0415 - not for `--help`

    lessons: Path = arguments.lessons
    if not lessons.is_dir():
        print(f"layerlab: there is no folder {lessons}", file=sys.stderr)
        return 1
    if not _is_free(arguments.host, arguments.port):
        print(
            f"layerlab: port {arguments.port} of {arguments.host} can't be had: another program"
            " has it. Name another one with --port.",
            file=sys.stderr,
        )
        return 1
    app = create_app(Options(lessons, arguments.database or default_url()))
    if not app.extensions["layerlab.course"].entries:
        print(f"layerlab: there are no lessons in {lessons}", file=sys.stderr)
        return 1
    _greet(arguments.host, arguments.port)
    if sys.platform == "win32":
        _serve_simply(app, arguments.host, arguments.port)
    else:
        _serve(app, arguments.host, arguments.port)
    return 0


def addresses(host: str, port: int) -> list[str]:
    """The addresses that a browser can be given, the best one for a class first."""
    if host not in _EVERYWHERE:
        return [_url(host, port)]
    found = [
        address for address in _own_addresses() if not ipaddress.ip_address(address).is_loopback
    ]
    return [_url(address, port) for address in [*found, "127.0.0.1"]]


def _url(host: str, port: int) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/"


def _own_addresses() -> list[str]:
    found: list[str] = []
    # Connecting a datagram socket sends nothing; it only asks which way would be taken.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            found.append(str(probe.getsockname()[0]))
        except OSError:
            pass
    try:
        known = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        known = []
    found += [str(entry[4][0]) for entry in known]
    return list(dict.fromkeys(found))


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _greet(host: str, port: int) -> None:
    urls = addresses(host, port)
    print("Layerlab is served at:")
    for url in urls:
        print(f"  {url}")
    if host in _EVERYWHERE and len(urls) > 1 and sys.stdout.isatty():
        segno.make(urls[0], error="l").terminal(compact=True)
    print("Ctrl-C ends it.", flush=True)


def _serve(app: Flask, host: str, port: int) -> None:
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415 - not there on Windows

    class Site(BaseApplication):  # type: ignore[misc]
        """Gunicorn with one process and many threads."""

        def load_config(self) -> None:
            """Set what is not by default."""
            settings = {
                "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
                "worker_class": "gthread",
                "workers": 1,
                "threads": THREADS,
                "timeout": 120,
                "graceful_timeout": 5,
                "loglevel": "warning",
                "control_socket_disable": True,
            }
            for name, value in settings.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Flask:
            """Hand the application over; its database connections stay with this process."""
            app.extensions["layerlab.store"].forked()
            return app

    Site().run()


def _serve_simply(app: Flask, host: str, port: int) -> None:
    from werkzeug.serving import make_server  # noqa: PLC0415

    server = make_server(host, port, app, threaded=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
