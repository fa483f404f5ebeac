"""The synopses that busybox shows when an applet is used wrongly."""

from __future__ import annotations

USAGE: dict[str, str] = {}
