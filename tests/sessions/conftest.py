from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from webapp.sessions.database import open_database
from webapp.sessions.store import Store

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{(tmp_path / 'journal.sqlite3').as_posix()}"


@pytest.fixture
def store(url: str) -> Store:
    return Store(open_database(url))
