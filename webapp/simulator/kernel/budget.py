"""Limits on what one command may cause, counted in steps and bytes, never in seconds."""

from __future__ import annotations

from dataclasses import dataclass

STREAMED_A_STEP = 512
"""Bytes of a blob's content that are made in the time of one step."""


class BudgetExceeded(Exception):
    """A command did more than it may; `what` names the limit in a clear sentence."""

    def __init__(self, what: str) -> None:
        """Keep the sentence."""
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Limits:
    """What one command may use."""

    steps: int = 60_000
    """Of shells and system calls: a second or two of work."""
    output_bytes: int = 1 << 20
    data_bytes: int = 64 << 20
    """Bytes really held in memory; blobs and holes are free."""
    inodes: int = 20_000
    processes: int = 1_500
    foreground_ns: int = 600 * 10**9


class Budget:
    """What is left of the limits while one command runs."""

    def __init__(self, limits: Limits) -> None:
        """Start with nothing used."""
        self.limits = limits
        self.steps = 0
        self.output = 0
        self.data = 0
        self.inodes = 0
        self.processes = 0

    def step(self, count: int = 1) -> None:
        """Count steps of machines and system calls."""
        self.steps += count
        if self.steps > self.limits.steps:
            raise BudgetExceeded(f"more than {self.limits.steps:,} steps")

    def wrote(self, count: int) -> None:
        """Count bytes put into files and pipes."""
        self.data += count
        if self.data > self.limits.data_bytes:
            raise BudgetExceeded(f"more than {self.limits.data_bytes >> 20} MB of data")

    def makes(self, count: int, streamed: int = 0) -> None:
        """Refuse bytes that are too many before they are made; the streamed ones take time."""
        self.step(streamed // STREAMED_A_STEP)
        if self.data + count > self.limits.data_bytes:
            self.wrote(count)

    def printed(self, count: int) -> None:
        """Count bytes shown on the terminal."""
        self.output += count
        if self.output > self.limits.output_bytes:
            raise BudgetExceeded(f"more than {self.limits.output_bytes >> 10} KB of output")

    def made_inode(self) -> None:
        """Count files and directories made."""
        self.inodes += 1
        if self.inodes > self.limits.inodes:
            raise BudgetExceeded(f"more than {self.limits.inodes:,} new files")

    def started(self) -> None:
        """Count processes started."""
        self.processes += 1
        if self.processes > self.limits.processes:
            raise BudgetExceeded(f"more than {self.limits.processes:,} processes")
