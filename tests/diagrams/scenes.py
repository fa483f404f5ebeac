"""Scenes for the picture's tests: one as in a lesson, and any number of random ones."""

from __future__ import annotations

from hypothesis import strategies as st

from webapp.diagrams.scene import Box, Copy, Directory, Row, Scene, Slab, Slot, Stack, Writable

LESSON = Scene(
    directories=(
        Directory(
            "v-1", "volume", "pages", "/var/lib/docker/volumes/pages/_data", "volume pages",
            (Row("v-1-a", "news.html", 1200),), 0, 1200,
        ),
    ),
    boxes=(
        Box(
            "c-1", "web", "running",
            (Slot("m-1", "/site/pages", "volume", "v-1", False, "mount /site/pages of web"),),
            Writable(
                "w-1", 621, "writable layer of web",
                (Row("w-1-a", "/site/index.html", 621, mark="copied", touched=True),), 0,
            ),
            "s-1", seen_from=True,
        ),
    ),
    stacks=(
        Stack(
            "s-1", ("site:1",),
            (
                Slab(
                    "l-2", 2, "COPY html /site", 4300, "layer 2 of site",
                    (Row("l-2-a", "/site/index.html", 615, covered_for=("web",)),), 0,
                ),
                Slab("l-1", 1, "FROM busybox", 4_000_000, "layer 1 of site", (), 398),
            ),
            None,
        ),
    ),
    copies=(Copy("l-2-a", "w-1-a", 615),),
    seen_from="web",
)

_TEXT = st.text(min_size=1, max_size=40)


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """A scene of any shape, with any names, within what `compose` would give."""
    kinds = st.sampled_from(["volume", "bind", "left", "host", "tmpfs"])
    directories = tuple(
        Directory(f"v-{n}", draw(kinds), draw(_TEXT), draw(_TEXT), "volume x",
                  tuple(Row(f"v-{n}-{r}", draw(_TEXT), 10) for r in range(draw(st.integers(0, 4)))),
                  draw(st.integers(0, 3)), 10)
        for n in range(draw(st.integers(0, 4)))
    )
    stacks = tuple(
        Stack(f"s-{n}", (draw(_TEXT),),
              tuple(Slab(f"l-{n}-{k}", k + 1, draw(_TEXT), 10, "layer 1 of x", (), 3)
                    for k in range(draw(st.integers(1, 3)))), None)
        for n in range(draw(st.integers(1, 2)))
    )
    boxes = tuple(
        Box(f"c-{n}", draw(_TEXT), "running",
            tuple(Slot(f"m-{n}-{k}", draw(_TEXT), "volume", d.id, k % 2 == 0, "mount /x of c")
                  for k, d in enumerate(directories[: draw(st.integers(0, 3))])),
            Writable(f"w-{n}", 1, "writable layer of c",
                     tuple(Row(f"w-{n}-{r}", draw(_TEXT), 1, mark="added")
                           for r in range(draw(st.integers(0, 4)))), 0),
            draw(st.sampled_from(stacks)).id, folded=n > 1)
        for n in range(draw(st.integers(0, 4)))
    )
    return Scene(directories, boxes, stacks, (), seen_from=boxes[0].name if boxes else "")
