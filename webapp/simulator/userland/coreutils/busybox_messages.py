"""The messages of busybox's programs."""

from __future__ import annotations

BUSYBOX_MESSAGES = {
    "*": {
        "open": "{name}: can't open '{path}': {error}\n",
        "read": "{name}: read error: {error}\n",
        "write": "{name}: write error: {error}\n",
    },
}

BANNER = "BusyBox v1.37.0 (Debian 1:1.37.0-6+b9) multi-call binary.\n\n"


def busybox_help(program: str) -> str:
    """What busybox shows when it is used wrongly."""
    return f"{BANNER}Usage: {program}\n"
