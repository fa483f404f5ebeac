"""What protects learners from pages that are not ours, and the server from what is no page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from flask import abort, request

if TYPE_CHECKING:
    from flask import Flask, Response

POLICY: Final = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
"""No inline code, no inline style, nothing from elsewhere."""

_HEADERS: Final = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
_SAFE: Final = frozenset(("GET", "HEAD", "OPTIONS"))


def install(app: Flask) -> None:
    """Check every request's origin, and send the policy with every reply."""
    app.before_request(_check_origin)
    app.after_request(_add_headers)


def is_own(site: str | None, origin: str | None, host: str) -> bool:
    """Whether a request that changes something comes from a page of ours.

    `site` is Sec-Fetch-Site, which browsers send over https and on localhost. A classroom's plain
    http address has Origin alone. What sends neither is no browser, and has no cookie to misuse.
    """
    if site is not None:
        return site in {"same-origin", "none"}
    if origin is None:
        return True
    return urlsplit(origin).netloc.lower() == host.lower()


def _check_origin() -> None:
    if request.method in _SAFE:
        return
    headers = request.headers
    if not is_own(headers.get("Sec-Fetch-Site"), headers.get("Origin"), request.host):
        abort(403)


def _add_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if "Cache-Control" not in response.headers:
        # Pages show what one learner did: they are nobody else's, and are made anew each time.
        response.headers["Cache-Control"] = "private, no-store"
    return response
