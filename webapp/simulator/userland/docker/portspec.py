"""What `-p`/`--publish` and `--expose` take: `[[IP:]HOST:]CONTAINER[/PROTOCOL]`, or ranges."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Published = tuple[str, str, str]

_PROTOCOLS = frozenset(("tcp", "udp", "sctp"))
_HIGHEST = 65535


class PortSpecError(ValueError):
    """A port that the client refuses."""


def parse_published(specs: Iterable[str]) -> tuple[tuple[str, ...], tuple[Published, ...]]:
    """The exposed ports (`80/tcp`), and what is published: host address, host port, port."""
    exposed: list[str] = []
    published: list[Published] = []
    for spec in specs:
        for address, host, target in _bindings(_standard(spec)):
            if target not in exposed:
                exposed.append(target)
            published.append((address, host, target))
    return tuple(exposed), tuple(published)


def _standard(spec: str) -> str:
    """`published=80,target=8080` in the short form."""
    if "=" not in spec:
        return spec
    words = {"protocol": "tcp", "published": "", "target": ""}
    for field in spec.split(","):
        key, equals, value = field.partition("=")
        if not equals or not key:
            raise PortSpecError(
                f"invalid publish opts format (should be name=value but got '{field}')"
            )
        words[key] = value
    return f"{words['published']}:{words['target']}/{words['protocol']}"


def _bindings(spec: str) -> list[Published]:
    *front, container = spec.split(":")
    host = front[-1] if front else ""
    address = _address(":".join(front[:-1]))
    kind, container = split_protocol(container)
    if not container:
        raise PortSpecError(f"No port specified: {spec}<empty>")
    first, last = _range(container, "containerPort")
    low, high = _range(host, "hostPort") if host else (0, 0)
    if host and last - first != high - low and last != first:
        raise PortSpecError(
            f"Invalid ranges specified for container and host Ports: {container} and {host}"
        )
    if kind.lower() not in _PROTOCOLS:
        raise PortSpecError(f"Invalid proto: {kind}")
    found = []
    for step in range(last - first + 1):
        number = str(low + step) if host else ""
        if first == last and low != high:
            number = f"{number}-{high}"
        found.append((address, number, f"{first + step}/{kind.lower()}"))
    return found


def _address(text: str) -> str:
    if text.startswith("["):
        if not text.endswith("]"):
            raise PortSpecError(
                f"Invalid ip address {text}: address {text}:: missing ']' in address"
            )
        text = text[1:-1]
    elif ":" in text:
        raise PortSpecError(
            f"Invalid ip address {text}: address {text}:: too many colons in address"
        )
    if text:
        try:
            ipaddress.ip_address(text)
        except ValueError:
            raise PortSpecError(f"Invalid ip address: {text}") from None
    return text


def split_protocol(text: str) -> tuple[str, str]:
    """`80/udp` as protocol and port; tcp where none is named."""
    parts = text.split("/")
    if not parts[0]:
        return "", ""
    return (parts[1] if len(parts) > 1 and parts[1] else "tcp"), parts[0]


def _range(text: str, name: str) -> tuple[int, int]:
    ends = text.split("-")[:2]
    if not all(end.isascii() and end.isdecimal() and int(end) <= _HIGHEST for end in ends):
        raise PortSpecError(f"Invalid {name}: {text}")
    first, last = int(ends[0]), int(ends[-1])
    if last < first:
        raise PortSpecError(f"Invalid {name}: {text}")
    return first, last


def parse_exposed(specs: Iterable[str]) -> tuple[str, ...]:
    """The ports of `--expose`."""
    ports = []
    for spec in specs:
        if ":" in spec:
            raise PortSpecError(f"invalid port format for --expose: {spec}")
        kind, port = split_protocol(spec)
        try:
            first, last = _range(port, "port")
        except PortSpecError:
            raise PortSpecError(
                f"invalid range format for --expose: {spec}, error: {_why(port)}"
            ) from None
        ports += [f"{number}/{kind}" for number in range(first, last + 1)]
    return tuple(ports)


def _why(text: str) -> str:
    if not text:
        return "empty string specified for ports"
    for end in text.split("-")[:2]:
        if not (end.isascii() and end.isdecimal()):
            return f'strconv.ParseUint: parsing "{end}": invalid syntax'
        if int(end) > _HIGHEST:
            return f'strconv.ParseUint: parsing "{end}": value out of range'
    return f"invalid range specified for port: {text}"
