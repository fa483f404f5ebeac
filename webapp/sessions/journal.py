"""A journal: a tree of typed entries with a cursor, as a value."""

from __future__ import annotations

from dataclasses import dataclass, replace

START = 0
"""The number that stands for the lesson's first world, before any entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something done at the terminal.

    `kind` is ``line`` (typed), ``interrupt`` (Ctrl-C) or ``end`` (Ctrl-D). `source` says which
    part of the lesson typed it, such as ``run:add-line``, or is empty. An entry that is not
    `changed` left everything as it was and is no step to undo. `ended` is a digest of what came
    of it, under the simulator of version `simulator`.
    """

    number: int
    parent: int
    kind: str
    text: str
    source: str = ""
    changed: bool = True
    ended: str = ""
    simulator: str = ""


@dataclass(frozen=True, slots=True)
class Journal:
    """Entries numbered from 1 in the order they came, where the cursor is, and where redo leads."""

    entries: tuple[Entry, ...] = ()
    cursor: int = START
    tip: int = START
    turn: int = 0

    def entry(self, number: int) -> Entry | None:
        """The entry of this number."""
        return self.entries[number - 1] if 0 < number <= len(self.entries) else None

    def path(self, number: int) -> tuple[Entry, ...]:
        """The entries from the first world to this one, in order."""
        found = []
        entry = self.entry(number)
        while entry is not None:
            found.append(entry)
            entry = self.entry(entry.parent)
        return tuple(reversed(found))

    @property
    def here(self) -> tuple[Entry, ...]:
        """The entries that lead to where the cursor is."""
        return self.path(self.cursor)

    @property
    def ahead(self) -> tuple[Entry, ...]:
        """The entries between the cursor and the tip, that redo goes through."""
        return self.path(self.tip)[len(self.here) :]

    def append(self, entry: Entry) -> Journal:
        """Add an entry below the cursor, and go there."""
        number = len(self.entries) + 1
        added = replace(entry, number=number, parent=self.cursor)
        return Journal((*self.entries, added), number, number, self.turn + 1)

    def undo(self) -> Journal:
        """Go to before the last entry that changed something; the same journal if there is none."""
        for entry in reversed(self.here):
            if entry.changed:
                return replace(self, cursor=entry.parent, turn=self.turn + 1)
        return self

    def redo(self) -> Journal:
        """Do again what was undone: one change, and what changed nothing after it."""
        target, changes = self.cursor, 0
        for entry in self.ahead:
            changes += entry.changed
            if changes > 1:
                break
            target = entry.number
        return self if target == self.cursor else replace(self, cursor=target, turn=self.turn + 1)

    def go(self, number: int) -> Journal:
        """Go to any entry, or to the start; the same journal if there is no such entry."""
        if number == self.cursor or (number != START and self.entry(number) is None):
            return self
        on_way = number == START or any(e.number == number for e in self.path(self.tip))
        tip = self.tip if on_way else self._leaf(number)
        return replace(self, cursor=number, tip=tip, turn=self.turn + 1)

    def _leaf(self, number: int) -> int:
        """The end of the youngest branch that grows from this entry."""
        for entry in reversed(self.entries):
            if any(above.number == number for above in self.path(entry.number)):
                return entry.number
        return number

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to undo."""
        return any(entry.changed for entry in self.here)

    @property
    def can_redo(self) -> bool:
        """Whether something was undone that can be done again."""
        return bool(self.ahead)

    @property
    def branches(self) -> tuple[Entry, ...]:
        """The last entries of the ways not on the way to the tip, the youngest first."""
        parents = {entry.parent for entry in self.entries}
        on_way = {entry.number for entry in self.path(self.tip)}
        ends = (entry for entry in self.entries if entry.number not in parents)
        return tuple(entry for entry in reversed(tuple(ends)) if entry.number not in on_way)
