"""The one place that knows htmx: what a request wants, and in which form it is answered.

It wraps htmx-flask, which is older than htmx 4 and lacks its request headers.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from flask import make_response, render_template, request
from htmx_flask import Htmx
from htmx_flask.requests import HtmxAwareRequest, HtmxHeaders

if TYPE_CHECKING:
    from flask import Flask, Response


class HxHeaders(HtmxHeaders):  # type: ignore[misc]
    """What htmx 4 says about a request."""

    @cached_property
    def source(self) -> str:
        """The element that asked, as ``form#id``."""
        return str(self._headers.get("HX-Source", ""))

    @cached_property
    def request_type(self) -> str:
        """``partial`` for regions of a page, ``full`` for a page."""
        return str(self._headers.get("HX-Request-Type", ""))

    @property
    def wants_partial(self) -> bool:
        """Whether regions are wanted; a page that comes back from history is wanted whole."""
        return bool(self) and self.request_type == "partial" and not self.history_restore_request


class HxRequest(HtmxAwareRequest):  # type: ignore[misc]
    """Flask's request, with `htmx`."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Read the headers."""
        super().__init__(*args, **kwargs)
        self.htmx = HxHeaders(self.headers)


def install(app: Flask) -> None:
    """Let an application's requests carry what htmx says."""
    Htmx(app)
    app.request_class = HxRequest


def wants_partial() -> bool:
    """Whether the request at hand wants regions, not a page."""
    return cast("HxRequest", request).htmx.wants_partial


def answer(page: str, partial: str, status: int = 200, /, **context: object) -> Response:
    """Render a page, or the regions of one, as the request wants it."""
    template = partial if wants_partial() else page
    response = make_response(render_template(template, **context), status)
    response.vary.update(("HX-Request", "HX-Request-Type"))
    return response


def go(url: str, status: int = 303, /) -> Response:
    """Send the browser to another page."""
    response = make_response("", status)
    response.headers["Location"] = url
    response.vary.update(("HX-Request", "HX-Request-Type"))
    return response
