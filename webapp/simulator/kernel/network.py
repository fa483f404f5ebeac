"""HTTP between simulated processes: requests are values, answered at once by who listens."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """An HTTP request as a server sees it."""

    method: str = "GET"
    path: str = "/"
    host: str = "localhost"
    agent: str = "curl/8.14.1"
    body: bytes = b""
    peer: str = "172.17.0.1"


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP response."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
