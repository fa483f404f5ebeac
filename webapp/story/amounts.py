"""Numbers of bytes in a sentence."""

from __future__ import annotations


def amount(size: int) -> str:
    """Bytes in powers of 1000 as Docker counts: ``6 B``, ``2.02 MB``."""
    value = float(size)
    for unit in ("B", "kB", "MB"):
        if value < 1000:
            return f"{value:.3g} {unit}"
        value /= 1000
    return f"{value:.3g} GB"
