"""How much one expansion may produce, counted in bytes, fields and steps."""

from __future__ import annotations

MAX_BYTES = 1 << 20
MAX_FIELDS = 65_536
MAX_STEPS = 4_000_000
MAX_FRAMES = 4_000
"""Depth of the shell machine's stack: functions that call themselves end there."""


class LimitReached(Exception):
    """More than a shell here may make; the text says of what."""


class Allowance:
    """What is left for one expansion to use."""

    def __init__(self) -> None:
        self._bytes = MAX_BYTES
        self._fields = MAX_FIELDS
        self._steps = MAX_STEPS

    def spend_bytes(self, count: int) -> None:
        """Count text made."""
        self._bytes -= count
        if self._bytes < 0:
            raise LimitReached(f"expansion of more than {MAX_BYTES} bytes")

    def spend_fields(self, count: int = 1) -> None:
        """Count words made."""
        self._fields -= count
        if self._fields < 0:
            raise LimitReached(f"expansion to more than {MAX_FIELDS} words")

    def spend_steps(self, count: int = 1) -> None:
        """Count work done."""
        self._steps -= count
        if self._steps < 0:
            raise LimitReached(f"expansion in more than {MAX_STEPS} steps")
