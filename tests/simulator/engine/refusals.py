"""The message with which the daemon refuses something."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from webapp.simulator.engine.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def refused(status: int, message: str) -> Iterator[None]:
    """Expect exactly this answer."""
    with pytest.raises(ApiError) as caught:
        yield
    assert (caught.value.status, caught.value.message) == (status, message)
