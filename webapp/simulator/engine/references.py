"""Names of images: ``[domain/]path[:tag][@digest]``, short as people write them, or in full.

The rules are those of github.com/distribution/reference (ParseNormalizedNamed), with Docker 26.1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

DOCKER_IO: Final = "docker.io"
LATEST: Final = "latest"

_DOMAIN_PART: Final = r"(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])"
_DOMAIN: Final = rf"(?:{_DOMAIN_PART}(?:\.{_DOMAIN_PART})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?"
_PART: Final = r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
_DIGEST: Final = r"[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}"
_REFERENCE: Final = re.compile(
    rf"({_DOMAIN})/({_PART}(?:/{_PART})*)(?::([\w][\w.-]{{0,127}}))?(?:@({_DIGEST}))?", re.ASCII
)
_IDENTIFIER: Final = re.compile(r"[a-f0-9]{64}")
_LONGEST: Final = 255


class ReferenceError(ValueError):  # noqa: A001  it is what the package it follows calls it
    """A name that no image can have; the message is the engine's own."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A parsed name; `tag` and `digest` are empty where none was given."""

    domain: str
    path: str
    tag: str = ""
    digest: str = ""

    @property
    def familiar_name(self) -> str:
        """The repository as people write it: ``busybox``, ``user/app``, ``localhost:5000/app``."""
        if self.domain != DOCKER_IO:
            return f"{self.domain}/{self.path}"
        short = self.path.removeprefix("library/")
        return self.path if "/" in short else short

    @property
    def familiar(self) -> str:
        """The whole name as people write it, with tag and digest where they were given."""
        return self.familiar_name + self._rest()

    @property
    def canonical(self) -> str:
        """The whole name with domain: ``docker.io/library/busybox:latest``."""
        return f"{self.domain}/{self.path}{self._rest()}"

    def tagged(self) -> Reference:
        """The name with ``:latest`` if it has neither tag nor digest."""
        return self if self.tag or self.digest else replace(self, tag=LATEST)

    def _rest(self) -> str:
        return (f":{self.tag}" if self.tag else "") + (f"@{self.digest}" if self.digest else "")


def parse(name: str) -> Reference:
    """Parse a name as it is typed; raises ReferenceError with the engine's words."""
    if _IDENTIFIER.fullmatch(name):
        message = f"invalid repository name ({name}), cannot specify 64-byte hexadecimal strings"
        raise ReferenceError(message)
    domain, rest = _split(name)
    remote = rest.split(":", 1)[0] if ":" in rest else rest.split("@", 1)[0]
    if remote.lower() != remote:
        raise ReferenceError(
            f"invalid reference format: repository name ({remote}) must be lowercase"
        )
    match = _REFERENCE.fullmatch(f"{domain}/{rest}")
    if match is None:
        raise ReferenceError("invalid reference format")
    if len(match[1]) + 1 + len(match[2]) > _LONGEST:
        raise ReferenceError(f"repository name must not be more than {_LONGEST} characters")
    return Reference(match[1], match[2], match[3] or "", match[4] or "")


def _split(name: str) -> tuple[str, str]:
    """The domain, docker.io if none was written, and what follows it."""
    first, slash, rest = name.partition("/")
    if not slash or not (
        "." in first or ":" in first or first == "localhost" or first.lower() != first
    ):
        domain, rest = DOCKER_IO, name
    else:
        domain = DOCKER_IO if first == "index.docker.io" else first
    if domain == DOCKER_IO and "/" not in rest:
        rest = f"library/{rest}"
    return domain, rest
