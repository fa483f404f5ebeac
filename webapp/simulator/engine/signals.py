"""Signals by name and number, as ``docker kill -s`` and STOPSIGNAL take them."""

from __future__ import annotations

from typing import Final

from webapp.simulator.engine import messages
from webapp.simulator.engine.errors import ApiError

_NAMES: Final = (
    "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP"
    " TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS"
).split()
_OTHERS: Final = {"IOT": 6, "CLD": 17, "POLL": 29, "RTMIN": 34, "RTMAX": 64}
_MOST: Final = 64


def signal_number(text: str) -> int:
    """The number of a signal; raises ApiError 400."""
    if text.isdecimal() and 0 < int(text) <= _MOST:
        return int(text)
    name = text.upper().removeprefix("SIG")
    if name in _NAMES:
        return _NAMES.index(name) + 1
    if name in _OTHERS:
        return _OTHERS[name]
    raise ApiError(400, messages.BAD_SIGNAL.format(text))
