"""How an httpd child answers: with the files that it sees at that moment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.sys import Request, Response
from webapp.simulator.userland.servers import httpd_messages as says
from webapp.simulator.userland.servers.httpd import Child, log, version
from webapp.simulator.userland.servers.moments import common_log, http
from webapp.simulator.userland.servers.serving import open_file, split_path, type_of

if TYPE_CHECKING:
    from webapp.simulator.kernel.sys import Sys

_MICRO = 1000
_PAGE_TYPE = "text/html; charset=iso-8859-1"
_METHODS = {"GET", "HEAD", "POST", "OPTIONS"}


def answer(sys: Sys, request: Request) -> Response:
    """Answer a request as the child that listens, and write the access log."""
    state = sys.state
    if not isinstance(state, Child):
        raise OsError(Errno.ECONNREFUSED)
    if request.method in _METHODS:
        response = _file(sys, state, request, split_path(request.path))
    else:
        response = _page(sys, 405, request.method)
    if request.method == "HEAD":
        response = replace(response, body=b"")
    line = says.ACCESS.format(
        request.peer, common_log(sys.now), request.method, request.path, response.status,
        len(response.body) or "-",
    )
    sys.write(state.access, line.encode("utf-8", "surrogateescape"))
    return response


def _file(sys: Sys, state: Child, request: Request, path: str) -> Response:
    config = state.config
    disk = ("" if config.documents == "/" else config.documents) + path
    if path.endswith("/"):
        for name in config.index:
            if sys.exists(disk + name):
                return _file(sys, state, request, path + name)
        return _directory(sys, state, request, path, disk)
    try:
        opened = open_file(sys, disk)
    except OsError as error:
        if error.errno is Errno.EISDIR:
            return _page(sys, 301, f"http://{request.host}{path}/")
        if error.errno is Errno.EACCES:
            log(sys, state.error, "core:error", f"(13)Permission denied: [client {request.peer}] "
                f"AH00132: file permissions deny server access: {disk}")
            return _page(sys, 403)
        return _page(sys, 404)
    size = len(opened.body)
    headers = (
        ("Last-Modified", http(opened.stat.mtime)),
        ("ETag", f'"{size:x}-{opened.stat.mtime // _MICRO:x}"'),
        ("Accept-Ranges", "bytes"),
        ("Content-Length", str(size)),
        ("Content-Type", type_of(path, "")),
    )
    kept = tuple((name, value) for name, value in headers if value)
    return Response(200, "OK", (*_common(sys), *kept), opened.body)


def _directory(sys: Sys, state: Child, request: Request, path: str, disk: str) -> Response:
    """A directory without an index: a list of it where Options says Indexes."""
    try:
        names = sys.listdir(disk)
    except OsError as error:
        return _page(sys, 403 if error.errno is Errno.EACCES else 404)
    if not state.config.listing:
        log(sys, state.error, "autoindex:error", f"[client {request.peer}] AH01276: Cannot serve "
            f"directory {disk}: No matching DirectoryIndex ({','.join(state.config.index)}) found, "
            "and server-generated directory index forbidden by Options directive")
        return _page(sys, 403)
    rows = [] if path == "/" else ['<li><a href="/"> Parent Directory</a></li>\n']
    for name in names:
        if not name.startswith("."):
            shown = f"{name}/" if sys.stat(disk + name).is_dir else name
            rows.append(f'<li><a href="{shown}"> {shown}</a></li>\n')
    title = path.rstrip("/") or "/"
    body = says.LISTING.format(path=title, rows="".join(rows)).encode()
    headers = (("Content-Length", str(len(body))), ("Content-Type", "text/html;charset=ISO-8859-1"))
    return Response(200, "OK", (*_common(sys), *headers), body)


def _page(sys: Sys, status: int, detail: str = "") -> Response:
    """A page of httpd's own for a status."""
    reason = says.REASONS[status]
    text = says.EXPLANATIONS[status].format(detail)
    body = says.PAGE.format(status=status, reason=reason, text=text).encode()
    moved = (("Location", detail),) if status == 301 else ()
    headers = (*moved, ("Content-Length", str(len(body))), ("Content-Type", _PAGE_TYPE))
    return Response(status, reason, (*_common(sys), *headers), body)


def _common(sys: Sys) -> tuple[tuple[str, str], ...]:
    return (("Date", http(sys.now)), ("Server", f"Apache/{version(sys)} (Unix)"))
