"""The image side of a scene: layers as slabs, gathered into stacks that are drawn once."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.diagrams.scene import Row, Slab, Stack
from webapp.simulator import places

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from webapp.simulator.engine.events import Event
    from webapp.simulator.engine.model import Container, Image
    from webapp.simulator.survey import FileRow, Survey

FEW_ROWS = 4
MOST_ROWS = 6
IMAGES_WITHOUT_CONTAINERS = 2
FOLD_FROM = 3


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:10]


class Layers:
    """Which layers are shown, in which stacks, and with which rows."""

    def __init__(
        self,
        survey: Survey,
        written: Mapping[str, Mapping[str, Event]],
        covered: Mapping[str, Mapping[tuple[str, str], str]],
        named: frozenset[str],
    ) -> None:
        """Take what the last command wrote and what each full container does not see."""
        self.survey = survey
        self.written = written
        self.covered = covered
        self.named = named
        self._stacks: dict[str, Stack] = {}
        self._top: dict[str, str] = {}
        self._rows: dict[str, dict[str, str]] = {}
        self._slabs: dict[str, str] = {}
        self._pulled = frozenset(
            chain for i in survey.images() if _is_base(survey, i) for chain in i.layers
        )

    def stacks(self, containers: Sequence[Container], *, with_images: bool) -> tuple[Stack, ...]:
        """Gather the layers below these containers, and a few images if there are none."""
        chains: list[tuple[str, ...]] = []
        tops: dict[str, list[str]] = {}
        if with_images:
            for container in containers:
                self._use(chains, tops, container.layers, self._title(container))
            if not containers:
                for image in self._newest():
                    self._use(chains, tops, image.layers, self.survey.names(image.id)[0])
        self._split(chains, tops)
        return tuple(self._stacks.values())

    @staticmethod
    def _use(
        chains: list[tuple[str, ...]],
        tops: dict[str, list[str]],
        layers: tuple[str, ...],
        title: str,
    ) -> None:
        if not layers:
            return
        if layers not in chains:
            chains.append(layers)
        names = tops.setdefault(layers[-1], [])
        if title and title not in names:
            names.append(title)

    def _newest(self) -> list[Image]:
        images = [i for i in self.survey.images() if i.layers]
        under = {chain for i in images for chain in i.layers[:-1]}
        leaves = [i for i in images if i.layers[-1] not in under]
        return leaves[-IMAGES_WITHOUT_CONTAINERS:]

    def _title(self, container: Container) -> str:
        names = self.survey.names(container.image)
        if container.image_ref in names or not names:
            return container.image_ref if names else container.image.partition(":")[2][:12]
        return next((n for n in names if n.startswith(container.image_ref + ":")), names[0])

    def _split(self, chains: Sequence[tuple[str, ...]], tops: Mapping[str, list[str]]) -> None:
        """Cut the chains where they part or where something stands on them."""
        above: dict[str, set[str]] = {}
        for chain in chains:
            for lower, upper in itertools.pairwise(chain):
                above.setdefault(lower, set()).add(upper)
        cuts = set(tops) | {layer for layer, uppers in above.items() if len(uppers) > 1}
        for chain in chains:
            run: list[str] = []
            below: str | None = None
            for number, layer in enumerate(chain, 1):
                run.append(layer)
                if layer in cuts:
                    below = self._stack(tuple(run), below, number, chain, tops.get(layer, []))
                    run = []
            self._top[chain[-1]] = below or ""

    def _stack(
        self,
        run: tuple[str, ...],
        below: str | None,
        highest: int,
        chain: tuple[str, ...],
        names: Sequence[str],
    ) -> str:
        id_ = f"s-{_key(run[-1])}"
        if id_ not in self._stacks:
            lowest = highest - len(run) + 1
            slabs = [self._slab(layer, lowest + n, chain) for n, layer in enumerate(run)]
            self._stacks[id_] = Stack(id_, tuple(names), tuple(reversed(_fold(slabs))), below)
        return id_

    # One layer.

    def _slab(self, chain_id: str, number: int, chain: tuple[str, ...]) -> Slab:
        id_ = f"l-{_key(chain_id)}"
        every = self.survey.rows(self.survey.layer_root(chain_id))
        above = self._hidden_by_image(chain_id, chain)
        rows = []
        for file in self._kept(chain_id, every, above):
            row = self._row(id_, chain_id, file, above)
            rows.append(row)
            self._rows.setdefault(id_, {})[file.path] = row.id
        layer = self.survey.engine.layers.get(chain_id)
        self._slabs[chain_id] = id_
        title, base = self._caption(chain_id)
        image, of = self._place(chain_id, number, chain)
        return Slab(
            id_,
            number,
            title,
            layer.size if layer else 0,
            str(places.ImageLayer(image, of)),
            tuple(rows),
            len([r for r in every if r.kind != "d"]) - len(rows),
            base=base,
        )

    def _place(self, chain_id: str, number: int, chain: tuple[str, ...]) -> tuple[str, int]:
        """The name that a lesson gives this layer.

        By the topmost image of its chain that has one.
        """
        for image in reversed(self.survey.images()):
            if image.layers == chain or (
                chain_id in image.layers and image.layers[-1] == chain[-1]
            ):
                return self.survey.names(image.id)[0].removesuffix(":latest"), number
        return "image", number

    def _hidden_by_image(self, chain_id: str, chain: tuple[str, ...]) -> dict[str, str]:
        """What higher layers of the image do to files of this one: ``deleted`` or ``covered``."""
        hidden: dict[str, str] = {}
        for upper in chain[chain.index(chain_id) + 1 :]:
            for row in self.survey.rows(self.survey.layer_root(upper)):
                if row.kind != "d":
                    hidden[row.path] = "deleted" if row.deleted else "covered"
        return hidden

    def _row(self, id_: str, chain_id: str, file: FileRow, above: Mapping[str, str]) -> Row:
        hidden = _lookup(above, file.path)
        covered_for = tuple(
            name
            for name, files in self.covered.items()
            if files.get((chain_id, file.path)) in {"writable", "mount"}
        )
        return Row(
            f"{id_}-{_key(file.path)}",
            file.path,
            file.size,
            file.kind,
            "deleted" if file.deleted else "",
            False,
            hidden == "deleted",
            hidden == "covered",
            covered_for,
        )

    def _kept(
        self, chain_id: str, every: Sequence[FileRow], above: Mapping[str, str]
    ) -> list[FileRow]:
        files = [row for row in every if row.kind != "d"]
        if len(files) <= FEW_ROWS and chain_id not in self._pulled:
            return files

        pulled = chain_id in self._pulled

        def telling(row: FileRow) -> bool:
            covers = [files.get((chain_id, row.path)) for files in self.covered.values()]
            if row.path in self.named or any(cover in {"writable", "mount"} for cover in covers):
                return True
            # What the layers of a pulled image do to each other is nobody's lesson.
            return not pulled and (row.deleted or bool(_lookup(above, row.path)))

        first = [row for row in files if any(row.path in p for p in self.written.values())]
        rest = [row for row in files if row not in first and telling(row)]
        return sorted((first + rest)[:MOST_ROWS], key=lambda row: row.path)

    def _caption(self, chain_id: str) -> tuple[str, bool]:
        """What made a layer: the image it completes, or the instruction in the history."""
        for image in self.survey.images():
            if image.layers and image.layers[-1] == chain_id and _is_base(self.survey, image):
                return "FROM " + self.survey.names(image.id)[0].removesuffix(":latest"), True
        for image_id in sorted(self.survey.engine.images):
            image = self.survey.engine.images[image_id]
            if chain_id in image.layers:
                made = [h for h in image.history if not h.empty]
                at = image.layers.index(chain_id)
                if at < len(made):
                    return _instruction(made[at].created_by, made[at].comment), False
        return chain_id.partition(":")[2][:12], False

    # Looking up what was made.

    def stack_of(self, container: Container) -> str:
        """The id of the stack that a container stands on."""
        return self._top.get(container.layers[-1], "") if container.layers else ""

    def row_of(self, stack: str, path: str, number: int) -> str:
        """The id of the row (or slab) of layer `number` that a path was copied up from."""
        at: str | None = stack
        while at:
            here = self._stacks[at]
            for slab in here.slabs:
                if slab.number == number:
                    return self._rows.get(slab.id, {}).get(path, slab.id)
            at = here.below
        return ""

    def unused(self, containers: Sequence[Container]) -> tuple[str, ...]:
        """Names of images that are there and not drawn."""
        drawn = {i.id for i in self._newest()} if not containers else {c.image for c in containers}
        shown = set(self._slabs)
        return tuple(
            name
            for image in self.survey.images()
            if image.id not in drawn and not (image.layers and image.layers[-1] in shown)
            for name in self.survey.names(image.id)[:1]
        )


def _lookup(above: Mapping[str, str], path: str) -> str:
    if path in above:
        return above[path]
    parts = path.split("/")
    for count in range(2, len(parts)):
        parent = "/".join(parts[:count])
        if above.get(parent) == "deleted":
            return "deleted"
    return ""


def _is_base(survey: Survey, image: Image) -> bool:
    """Whether an image stands on no other one: it was pulled or imported, not built here."""
    names = survey.names(image.id)
    built = any(h.comment.startswith("buildkit") for h in image.history)
    return bool(names) and not image.parent and (bool(image.digest) or not built)


def _instruction(created_by: str, comment: str) -> str:
    text = created_by.removesuffix("# buildkit").strip()
    text = text.replace("/bin/sh -c #(nop) ", "").strip()
    if text.startswith("RUN /bin/sh -c "):
        text = "RUN " + text.removeprefix("RUN /bin/sh -c ")
    if text.startswith("/bin/sh -c "):
        text = "RUN " + text.removeprefix("/bin/sh -c ")
    if text.startswith("# debian.sh"):
        return "FROM scratch"
    return text or comment or "layer"


def _fold(slabs: Sequence[Slab]) -> list[Slab]:
    """Draw a run of layers in which nothing is to be seen as one slab."""
    folded: list[Slab] = []
    quiet: list[Slab] = []
    for slab in [*slabs, None]:
        if slab is not None and not slab.rows and not slab.touched:
            quiet.append(slab)
            continue
        if len(quiet) >= FOLD_FROM:
            folded.append(_one(quiet))
        else:
            folded += quiet
        quiet = []
        if slab is not None:
            folded.append(slab)
    return folded


def _one(slabs: Sequence[Slab]) -> Slab:
    """One slab for several, by the name and number of the highest."""
    top = slabs[-1]
    base = next((slab for slab in reversed(slabs) if slab.base), top)
    return replace(
        top,
        title=base.title,
        size=sum(slab.size for slab in slabs),
        unchanged=sum(slab.unchanged for slab in slabs),
        folded=len(slabs),
    )
