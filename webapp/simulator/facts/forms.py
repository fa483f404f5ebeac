"""The table of facts: how each is written, and which value it is read into.

In a form, CAPITALS stand for something named, `{a|b}` for one of several words, `[ro|rw]` for a
word that may be left out, `(s)` for a letter that may be left out. Forms are data: the document of
facts lists them, and a test holds the two together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, cast

from webapp.simulator.facts import values as v
from webapp.simulator.places import IMAGE, NAME, PATH

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


_NAMED: Final = {
    "CONTAINER": rf"(?P<container>{NAME})",
    "OTHER": rf"(?P<other>{NAME})",
    "VOLUME": rf"(?P<volume>{NAME})",
    "IMAGE": rf"(?P<image>{IMAGE})",
    "PATH": rf"(?P<path>{PATH})",
    "DIRECTORY": rf"(?P<directory>{PATH})",
    "FILE": r'(?P<file>[^\s/"]\S*)',
    "LAYER": r"(?P<layer>[1-9][0-9]{0,2})",
    "AMOUNT": r"(?:(?P<relation>exactly|at least|at most) )?(?P<number>[0-9]{1,6})",
    '"TEXT"': r'"(?P<text>(?:[^"\\]|\\["\\nt])*)"',
}
_PIECE: Final = re.compile(
    r'(?P<named>"TEXT"|\b[A-Z]+\b)|\{(?P<one>[^}]*)\}| \[(?P<may>[^]]*)\]'
    r"|(?P<plural>\(s\))|(?P<plain>.)"
)
_HOLDS: Final = '{is|contains|doesn\'t contain|starts with|ends with} "TEXT"'
_ESCAPE: Final = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a fact; `build` makes the value from what the words named."""

    written: str
    example: str
    build: Callable[[Mapping[str, str]], v.Fact]

    @property
    def pattern(self) -> re.Pattern[str]:
        """The expression that reads a whole line of this form."""
        parts = []
        for piece in _PIECE.finditer(self.written):
            if piece["named"]:
                parts.append(_NAMED[piece["named"]])
            elif piece["one"]:
                parts.append(f"(?P<one>{piece['one']})")
            elif piece["may"]:
                parts.append(f"(?: (?P<may>{piece['may']}))?")
            else:
                parts.append("s?" if piece["plural"] else re.escape(piece["plain"]))
        return re.compile("".join(parts))


def _not(fields: Mapping[str, str]) -> bool:
    return fields["one"].startswith("doesn't")


def _amount(fields: Mapping[str, str]) -> v.Amount:
    relation = cast("v.Relation", fields["relation"] or "exactly")
    return v.Amount(relation, int(fields["number"]))


def _writable(fields: Mapping[str, str]) -> bool | None:
    return {"rw": True, "ro": False}.get(fields["may"])


def _plain(text: str) -> str:
    return _ESCAPE.sub(lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), text)


def _where(fields: Mapping[str, str]) -> v.Whereabouts:
    if fields["container"]:
        return v.Whereabouts("container", fields["container"])
    if fields["image"]:
        return v.Whereabouts("image", fields["image"])
    if fields["volume"]:
        return v.Whereabouts("volume", fields["volume"])
    return v.Whereabouts("host", "")


def _exists(fields: Mapping[str, str]) -> v.Fact:
    return v.FileExists(_where(fields), fields["path"] or f"/{fields['file']}", _not(fields))


def _text(fields: Mapping[str, str]) -> v.Fact:
    path = fields["path"] or f"/{fields['file']}"
    comparison = cast("v.Comparison", fields["one"])
    return v.FileText(_where(fields), path, comparison, _plain(fields["text"]))


def _state(fields: Mapping[str, str]) -> v.Fact:
    if fields["one"] == "absent":
        return v.ContainerExists(fields["container"], negated=True)
    return v.ContainerState(fields["container"], cast("v.State", fields["one"]))


_Kind = Literal["volume", "anonymous volume", "host", "tmpfs"]


def _mounts(kind: _Kind, source: str = "") -> Callable[[Mapping[str, str]], v.Fact]:
    def build(fields: Mapping[str, str]) -> v.Fact:
        named = fields[source] if source else None
        return v.Mounts(fields["container"], kind, named, fields["path"], _writable(fields))

    return build


_Server = Literal["layer", "image", "writable layer", "volume", "host", "tmpfs"]


def _comes(kind: _Server, source: str = "") -> Callable[[Mapping[str, str]], v.Fact]:
    def build(fields: Mapping[str, str]) -> v.Fact:
        named = fields[source] if source else ""
        number = int(fields["layer"] or 0)
        return v.ComesFrom(fields["container"], fields["path"], kind, named, number)

    return build


_What = Literal[
    "containers exist",
    "containers run",
    "containers are stopped",
    "volumes exist",
    "volumes are unused",
    "images exist",
]


def _count(what: _What) -> Callable[[Mapping[str, str]], v.Fact]:
    return lambda fields: v.Count(_amount(fields), what)


FORMS: Final = (
    Form(
        "container CONTAINER {exists|doesn't exist}",
        "container web exists",
        lambda f: v.ContainerExists(f["container"], _not(f)),
    ),
    Form("CONTAINER is {running|stopped|absent}", "web is running", _state),
    Form(
        "CONTAINER is made from image IMAGE",
        "web is made from image site:2",
        lambda f: v.ContainerImage(f["container"], f["image"]),
    ),
    Form(
        "CONTAINER mounts volume VOLUME at PATH [ro|rw]",
        "web mounts volume pages at /site ro",
        _mounts("volume", "volume"),
    ),
    Form(
        "CONTAINER mounts a volume at PATH [ro|rw]",
        "web mounts a volume at /data",
        _mounts("volume"),
    ),
    Form(
        "CONTAINER mounts an anonymous volume at PATH [ro|rw]",
        "web mounts an anonymous volume at /data",
        _mounts("anonymous volume"),
    ),
    Form(
        "CONTAINER mounts host DIRECTORY at PATH [ro|rw]",
        "web mounts host /srv/shop at /shop",
        _mounts("host", "directory"),
    ),
    Form(
        "CONTAINER mounts a host directory at PATH [ro|rw]",
        "web mounts a host directory at /shop",
        _mounts("host"),
    ),
    Form(
        "CONTAINER mounts tmpfs at PATH [ro|rw]", "web mounts tmpfs at /scratch", _mounts("tmpfs")
    ),
    Form(
        "CONTAINER mounts nothing at PATH",
        "web mounts nothing at /data",
        lambda f: v.MountsNothing(f["container"], f["path"]),
    ),
    Form(
        "CONTAINER mounts nothing",
        "web mounts nothing",
        lambda f: v.MountsNothing(f["container"], None),
    ),
    Form(
        "CONTAINER takes its mounts over from OTHER",
        "backup takes its mounts over from web",
        lambda f: v.MountsFrom(f["container"], f["other"]),
    ),
    Form("PATH in CONTAINER {exists|doesn't exist}", "/site/draft.html in web exists", _exists),
    Form("PATH in image IMAGE {exists|doesn't exist}", "/site in image site exists", _exists),
    Form("host file PATH {exists|doesn't exist}", "host file /srv/shop/cart.html exists", _exists),
    Form(
        "volume VOLUME {holds|doesn't hold} FILE",
        "volume pages holds news.html",
        _exists,
    ),
    Form(
        f"file PATH in CONTAINER {_HOLDS}",
        'file /site/index.html in web ends with "hello"',
        _text,
    ),
    Form(
        f"file PATH in image IMAGE {_HOLDS}",
        'file /site/index.html in image site contains "Welcome"',
        _text,
    ),
    Form(
        f"file FILE in volume VOLUME {_HOLDS}",
        'file news.html in volume pages is "closed today"',
        _text,
    ),
    Form(
        f"host file PATH {_HOLDS}",
        'host file /srv/shop/cart.html contains "tea"',
        _text,
    ),
    Form(
        "PATH in CONTAINER comes from layer LAYER",
        "/site/index.html in web comes from layer 2",
        _comes("layer"),
    ),
    Form(
        "PATH in CONTAINER comes from its image",
        "/site/index.html in web comes from its image",
        _comes("image"),
    ),
    Form(
        "PATH in CONTAINER comes from its writable layer",
        "/site/index.html in web comes from its writable layer",
        _comes("writable layer"),
    ),
    Form(
        "PATH in CONTAINER comes from volume VOLUME",
        "/site/news.html in web comes from volume pages",
        _comes("volume", "volume"),
    ),
    Form(
        "PATH in CONTAINER comes from host DIRECTORY",
        "/shop/cart.html in web comes from host /srv/shop",
        _comes("host", "directory"),
    ),
    Form(
        "PATH in CONTAINER comes from tmpfs", "/scratch/x in web comes from tmpfs", _comes("tmpfs")
    ),
    Form(
        "writable layer of CONTAINER {has|doesn't have} PATH",
        "writable layer of web has /site/index.html",
        lambda f: v.WritableLayerHolds(
            f["container"], f["path"], "nothing" if _not(f) else "entry"
        ),
    ),
    Form(
        "writable layer of CONTAINER has PATH deleted",
        "writable layer of web has /site/draft.html deleted",
        lambda f: v.WritableLayerHolds(f["container"], f["path"], "deleted"),
    ),
    Form(
        "writable layer of CONTAINER is empty",
        "writable layer of web is empty",
        lambda f: v.WritableLayerEmpty(f["container"]),
    ),
    Form(
        "volume VOLUME {exists|doesn't exist}",
        "volume pages exists",
        lambda f: v.VolumeExists(f["volume"], _not(f)),
    ),
    Form("volume VOLUME is empty", "volume pages is empty", lambda f: v.VolumeEmpty(f["volume"])),
    Form(
        "volume VOLUME is used by AMOUNT container(s)",
        "volume pages is used by at most 1 container",
        lambda f: v.VolumeUsers(f["volume"], _amount(f)),
    ),
    Form(
        "image IMAGE {exists|doesn't exist}",
        "image site:2 exists",
        lambda f: v.ImageExists(f["image"], _not(f)),
    ),
    Form(
        "image IMAGE has AMOUNT layer(s)",
        "image site has 2 layers",
        lambda f: v.ImageLayers(f["image"], _amount(f)),
    ),
    Form("AMOUNT container(s) exist(s)", "at most 2 containers exist", _count("containers exist")),
    Form("AMOUNT container(s) run(s)", "exactly 1 container runs", _count("containers run")),
    Form(
        "AMOUNT container(s) {is|are} stopped",
        "0 containers are stopped",
        _count("containers are stopped"),
    ),
    Form("AMOUNT volume(s) exist(s)", "at least 1 volume exists", _count("volumes exist")),
    Form("AMOUNT volume(s) {is|are} unused", "1 volume is unused", _count("volumes are unused")),
    Form("AMOUNT image(s) exist(s)", "at most 3 images exist", _count("images exist")),
    Form("nothing is left behind", "nothing is left behind", lambda _: v.NothingLeftBehind()),
)

OUTPUT: Final = "$ COMMAND  {is|contains|matches}  TEXT"
OUTPUT_EXAMPLE: Final = "$ docker exec web cat /site/index.html  contains  Welcome"


def read_fields(form: Form, line: str) -> dict[str, str] | None:
    """What the words of `line` name, every possible field given ("" if not named), or None."""
    found = form.pattern.fullmatch(line)
    if found is None:
        return None
    fields = dict.fromkeys(_FIELDS, "")
    fields.update({name: value for name, value in found.groupdict().items() if value})
    return fields


_FIELDS: Final = (
    *("container", "other", "volume", "image", "path", "directory", "file", "layer"),
    *("relation", "number", "text", "one", "may"),
)
