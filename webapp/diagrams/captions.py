"""The words in and behind a picture: labels, badges, and what a screen reader says of each part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from webapp.diagrams.metrics import LATIN, Sizes, human, width

if TYPE_CHECKING:
    from collections.abc import Callable

    from webapp.diagrams.drawing import Label
    from webapp.diagrams.scene import Box, Directory, Row, Scene, Slab, Slot, Writable


class Captions:
    """Words for a scene by a pair of gettext functions."""

    def __init__(
        self,
        gettext: Callable[[str], str],
        ngettext: Callable[[str, str, int], str],
        sizes: Sizes = LATIN,
    ) -> None:
        """Word things by these catalogues, set in these sizes."""
        self._ = gettext
        self._n = ngettext
        self.sizes = sizes

    def functions(self) -> dict[str, Any]:
        """What the template calls, by name."""
        return {
            "label_text": self.label,
            "badge": self.badge,
            "status": self.status,
            "chip": self.chip,
            "chips": self.chip_width,
            "row_text": self.row,
            "row_size": self.row_size,
            "slab_number": self.slab_number,
            "slab_text": self.slab,
            "slab_size": self.slab_size,
            "box_text": self.box,
            "slot_text": self.slot,
            "writable_text": self.writable,
            "card_text": self.card,
            "more": self.more,
            "copied": self.copied,
        }

    def scene(self, scene: Scene) -> str:
        """One sentence for the whole picture."""
        _ = self._
        if not scene.seen_from:
            return _("Image layers and the directories of the host")
        return _("Layer stack and mounts, seen from %(name)s") % {"name": scene.seen_from}

    def label(self, label: Label) -> str:
        """The heading over a rank."""
        _ = self._
        if label.kind == "directories":
            return _("Directories outside every image")
        if label.kind == "containers":
            return _("Containers: each its own writable layer")
        if not label.names:
            return _("Read-only layers, shared")
        return _("Image %(names)s: read-only, shared") % {"names": ", ".join(label.names)}

    def badge(self, card: Directory) -> str:
        """Who keeps a directory."""
        _ = self._
        return {
            "volume": _("volume · Docker keeps it"),
            "left": _("volume · no container uses it"),
            "bind": _("bind mount · yours"),
            "host": _("directory · yours"),
            "tmpfs": _("tmpfs · in memory"),
        }[card.kind]

    def status(self, status: str) -> str:
        """Where a container stands."""
        _ = self._
        return {
            "running": _("running"),
            "created": _("created"),
            "paused": _("paused"),
            "restarting": _("restarting"),
        }.get(status, _("stopped"))

    def chip(self, row: Row) -> str:
        """What covers a row, if anything does."""
        _ = self._
        if row.struck:
            return ""
        if row.covered_for:
            return _("covered for %(names)s") % {"names": ", ".join(row.covered_for)}
        return _("covered by a higher layer") if row.covered else ""

    def chip_width(self, row: Row) -> float:
        """Room that the chip of a row takes."""
        chip = self.chip(row)
        return width(chip, self.sizes.pill, mono=False) + 28 if chip else 0

    def row(self, row: Row) -> str:
        """All about a row."""
        _ = self._
        parts = [row.path]
        marks = {
            "added": _("added here"),
            "copied": _("copied up from a lower layer"),
            "deleted": _("deleted here: a whiteout"),
        }
        if row.mark in marks:
            parts.append(marks[row.mark])
        if row.struck:
            parts.append(_("deleted by a higher layer"))
        if chip := self.chip(row):
            parts.append(chip)
        if row.touched:
            parts.append(_("by the last command"))
        return ", ".join(parts)

    def row_size(self, row: Row) -> str:
        """The size of a file, or what it is instead."""
        if row.mark == "deleted":
            return self._("deleted")
        return {"d": self._("directory"), "l": self._("link")}.get(row.kind, human(row.size))

    def slab_size(self, slab: Slab) -> str:
        """The size of a layer, and how many of its files are not shown."""
        if slab.unchanged <= 0:
            return human(slab.size)
        unchanged = self._n(
            "+ %(count)s unchanged file", "+ %(count)s unchanged files", slab.unchanged
        ) % {"count": slab.unchanged}
        return f"{human(slab.size)} · {unchanged}"

    def slab_number(self, slab: Slab) -> str:
        """The number of a layer, or of the first and last of those that are folded."""
        if slab.folded == 1:
            return str(slab.number)
        return f"{slab.number - slab.folded + 1}–{slab.number}"

    def slab(self, slab: Slab) -> str:
        """All about a layer."""
        return self._("Read-only layer %(number)s: %(title)s, %(size)s") % {
            "number": slab.number,
            "title": slab.title,
            "size": human(slab.size),
        }

    def box(self, box: Box) -> str:
        """All about a container."""
        return self._("Container %(name)s, %(status)s") % {
            "name": box.name,
            "status": self.status(box.status),
        }

    def slot(self, slot: Slot) -> str:
        """All about a mount point."""
        return self._("Mount point %(path)s") % {"path": slot.destination}

    def writable(self, layer: Writable) -> str:
        """All about a writable layer."""
        return self._("Writable layer, %(size)s") % {"size": human(layer.size)}

    def card(self, card: Directory) -> str:
        """All about a directory."""
        return f"{card.title}: {self.badge(card)}, {card.path}"

    def more(self, count: int) -> str:
        """How many rows are folded away."""
        return self._n("+ %(count)s more", "+ %(count)s more", count) % {"count": count}

    def copied(self, size: int) -> str:
        """The bytes of a copy-up; a file that is cut to nothing as it is opened brings none."""
        if not size:
            return self._("nothing copied")
        return self._("%(size)s copied up") % {"size": human(size)}
