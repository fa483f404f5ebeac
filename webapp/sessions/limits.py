"""How much one learner may ask of a server that a whole class shares."""

from __future__ import annotations

import time
from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_LINE: Final = 4_096
"""The most characters of one typed line."""
MOST_ENTRIES: Final = 600
"""The most entries of one journal."""
MOST_TEXT: Final = 262_144
"""The most characters of all lines of one journal."""
LARGEST_REQUEST: Final = 65_536
"""The most bytes of one request."""
BURST: Final = 40
"""How many requests that do something a learner may send at once."""
PER_SECOND: Final = 8.0
"""How many a second they may go on sending."""
NEW_BURST: Final = 600
"""How many learners may come at once: one class behind one address, or several."""
NEW_PER_SECOND: Final = 20.0

_REMEMBERED: Final = 4_096


class Rate:
    """Counts requests by key, as tokens that are spent and come back with time.

    It is kept by this process alone: a limit on haste needs no memory that outlives it.
    """

    def __init__(
        self, burst: float, per_second: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Allow `burst` at once and `per_second` in the long run, for each key."""
        self._burst = burst
        self._per_second = per_second
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def allows(self, key: str) -> bool:
        """Spend one token of a key, or tell that it has none left."""
        with self._lock:
            now = self._clock()
            left, then = self._left.pop(key, (self._burst, now))
            left = min(self._burst, left + (now - then) * self._per_second)
            allowed = left >= 1
            self._left[key] = (left - 1 if allowed else left, now)
            if len(self._left) > _REMEMBERED:
                self._left.popitem(last=False)
            return allowed
