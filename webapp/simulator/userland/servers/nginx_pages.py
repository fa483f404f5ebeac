"""How an nginx worker answers: with the files that it sees at that moment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.events import NotSimulated
from webapp.simulator.kernel.sys import Request, Response
from webapp.simulator.userland.servers import nginx_messages as says
from webapp.simulator.userland.servers.moments import common_log, http
from webapp.simulator.userland.servers.nginx import Worker, log, version
from webapp.simulator.userland.servers.serving import open_file, split_path, type_of

if TYPE_CHECKING:
    from webapp.simulator.kernel.sys import Sys
    from webapp.simulator.userland.servers.nginx_conf import Location, Server

_DEFAULT_TYPE = "application/octet-stream"
_SECOND = 10**9


def answer(sys: Sys, request: Request) -> Response:
    """Answer a request as the worker that listens, and write both logs."""
    state = sys.state
    if not isinstance(state, Worker):
        raise OsError(Errno.ECONNREFUSED)
    state = replace(state, requests=state.requests + 1)
    sys.update(replace(sys.process, state=state))
    server = _server(state, request)
    response = _Exchange(sys, state, server, request).respond()
    if request.method == "HEAD":
        response = replace(response, body=b"")
    line = says.ACCESS.format(
        request.peer, common_log(sys.now), request.method, request.path, response.status,
        len(response.body), request.agent,
    )
    sys.write(state.access, line.encode("utf-8", "surrogateescape"))
    return response


def _server(state: Worker, request: Request) -> Server:
    """The server whose name was asked for, or else the first."""
    name = request.host.partition(":")[0]
    servers = state.config.servers
    if not servers:
        raise OsError(Errno.ECONNREFUSED)
    return next((server for server in servers if server.name == name), servers[0])


class _Exchange:
    """One request and what becomes of it."""

    def __init__(self, sys: Sys, state: Worker, server: Server, request: Request) -> None:
        self._sys = sys
        self._state = state
        self._server = server
        self._request = request

    def respond(self) -> Response:
        """Find the location and what it serves."""
        if self._request.method not in {"GET", "HEAD", "POST"}:
            return self._page(405)
        path = split_path(self._request.path)
        location = self._location(path)
        if location.unknown:
            self._sys.kernel.events.append(NotSimulated(f"nginx: {location.unknown}"))
            return self._page(501)
        if location.returns is not None:
            return self._returned(*location.returns)
        if self._request.method == "POST":
            return self._page(405)
        return self._file(location, path)

    def _location(self, path: str) -> Location:
        """An exact location goes before the longest that begins the path."""
        places = self._server.locations
        for place in places:
            if place.exact and place.path == path:
                return place
        fitting = [p for p in places if not p.exact and path.startswith(p.path)]
        return max(fitting, key=lambda p: len(p.path), default=self._server.own)

    def _on_disk(self, location: Location, path: str) -> str:
        if location.alias:
            return location.alias + path[len(location.path) :]
        return ("" if location.root == "/" else location.root) + path

    def _file(self, location: Location, path: str, *, status: int = 200) -> Response:
        sys, disk = self._sys, self._on_disk(location, path)
        if path.endswith("/"):
            for name in location.index:
                if sys.exists(disk + name):
                    return self._file(location, path + name, status=status)
            return self._directory(location, path, disk)
        try:
            opened = open_file(sys, disk)
        except OsError as error:
            if error.errno is Errno.EISDIR:
                return self._moved(f"{path}/")
            forbidden = error.errno is Errno.EACCES
            number = error.errno.value
            self._error(says.OPEN_FAILED.format(
                self._state.requests, disk, number, error.strerror
            ))
            if status != 200:
                return self._own_page(status)
            return self._page(403 if forbidden else 404)
        seconds = opened.stat.mtime // _SECOND
        headers = (
            ("Content-Type", type_of(path, _DEFAULT_TYPE)),
            ("Content-Length", str(len(opened.body))),
            ("Last-Modified", http(opened.stat.mtime)),
            ("Connection", "keep-alive"),
            ("ETag", f'"{seconds:x}-{len(opened.body):x}"'),
            ("Accept-Ranges", "bytes"),
        )
        return Response(status, says.REASONS[status], self._headers(headers), opened.body)

    def _directory(self, location: Location, path: str, disk: str) -> Response:
        """A directory without an index: a list of it if that is on, else forbidden."""
        try:
            names = self._sys.listdir(disk)
        except OsError as error:
            number = error.errno.value
            index = disk + location.index[0]
            if error.errno is Errno.ENOENT:
                self._error(f'*{self._state.requests} "{index}" is not found '
                            f"({number}: {error.strerror})")
                return self._page(404)
            return self._page(403)
        if not location.autoindex:
            self._error(says.FORBIDDEN.format(self._state.requests, disk))
            return self._page(403)
        rows = []
        for name in names:
            if name.startswith("."):
                continue
            stat = self._sys.stat(disk + name)
            shown = name + "/" if stat.is_dir else name
            size = "-" if stat.is_dir else str(stat.size)
            pad = " " * max(51 - len(shown), 1)
            day = http(stat.mtime).split()
            when = f"{day[1]}-{day[2]}-{day[3]} {day[4][:5]}"
            rows.append(f'<a href="{shown}">{shown}</a>{pad}{when} {size:>19}\r\n')
        body = (says.LISTING_HEAD.format(path=path) + "".join(rows) + says.LISTING_FOOT).encode()
        headers = (("Content-Type", "text/html"), ("Content-Length", str(len(body))),
                   ("Connection", "keep-alive"))
        return Response(200, "OK", self._headers(headers), body)

    def _returned(self, status: int, text: str) -> Response:
        if status in {301, 302, 303, 307, 308}:
            return self._moved(text, status)
        if not text:
            return self._page(status)
        body = text.encode()
        headers = (("Content-Type", _DEFAULT_TYPE), ("Content-Length", str(len(body))),
                   ("Connection", "keep-alive"))
        reason = says.REASONS.get(status, "")
        return Response(status, reason, self._headers(headers), body)

    def _moved(self, to: str, status: int = 301) -> Response:
        target = to if "://" in to else f"http://{self._request.host}{to}"
        page = self._own_page(status)
        return replace(page, headers=(*page.headers[:-1], ("Location", target), page.headers[-1]))

    def _page(self, status: int) -> Response:
        """The page for a status: the configured one, or nginx's own."""
        for code, path in self._server.error_pages:
            if code == status and path.startswith("/"):
                return self._file(self._location(path), path, status=status)
        return self._own_page(status)

    def _own_page(self, status: int) -> Response:
        reason = says.REASONS.get(status, "")
        title = f"{status} {reason}".strip()
        body = says.PAGE.format(title=title, version=version(self._sys)).encode()
        headers = (("Content-Type", "text/html"), ("Content-Length", str(len(body))),
                   ("Connection", "keep-alive"))
        return Response(status, reason, self._headers(headers), body)

    def _headers(self, own: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return (("Server", f"nginx/{version(self._sys)}"), ("Date", http(self._sys.now)), *own)

    def _error(self, text: str) -> None:
        request = self._request
        rest = says.CLIENT.format(
            request.peer, self._server.name, request.method, request.path, request.host
        )
        log(self._sys, self._state.error, "error", text + rest)
