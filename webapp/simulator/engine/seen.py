"""Marks that the daemon leaves among the kernel's events, for those who tell what happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webapp.simulator.engine.model import Container


@dataclass(frozen=True, slots=True)
class NamespaceMade:
    """From here on a mount namespace shows what a container sees, even if that is gone later."""

    namespace: int
    container: Container
