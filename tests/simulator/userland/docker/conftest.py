"""The real client as a fixture; without it, comparisons with it are skipped."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.simulator.userland.docker.real import VERSION, RealClient, client_version, serve

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def real_client() -> Iterator[RealClient]:
    """The docker client 26.1 against a server of the test's own."""
    version = client_version()
    if not version.startswith(VERSION):
        pytest.skip(f"needs the docker client {VERSION}x (Debian: docker-cli), found {version!r}")
    # A unix socket's path must be short, so pytest's own folders don't do.
    with tempfile.TemporaryDirectory(prefix="ll-") as home:
        yield from serve(Path(home))
