"""What is wrong with a lesson, said so that its author can mend it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to mend; a warning alone does not keep a lesson from being taught."""

    path: str
    line: int
    message: str
    mend: str
    warning: bool = False

    def __str__(self) -> str:
        kind = "warning: " if self.warning else ""
        mend = f" ({self.mend})" if self.mend else ""
        return f"{self.path}:{self.line}: {kind}{self.message}{mend}"


@dataclass(slots=True)
class Faults:
    """The faults of one file, gathered while it is read."""

    path: str
    found: list[Fault] = field(default_factory=list)

    def fault(self, line: int, message: str, mend: str = "") -> None:
        """Note what must be mended."""
        self.found.append(Fault(self.path, line, message, mend))

    def warn(self, line: int, message: str, mend: str = "") -> None:
        """Note what should be mended."""
        self.found.append(Fault(self.path, line, message, mend, warning=True))

    @property
    def grave(self) -> bool:
        """Whether anything but warnings was found."""
        return any(not fault.warning for fault in self.found)

    def sorted(self) -> tuple[Fault, ...]:
        """All that was found, in the order of lines, each once."""
        return tuple(sorted(set(self.found)))
