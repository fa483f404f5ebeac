"""A reply as a tree of elements, and what is wrong with its tags."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

VOID: Final = frozenset(
    "area base br col embed hr img input link meta source track wbr".split(),
)
SVG: Final = frozenset(
    "circle clippath defs ellipse g line marker path pattern polygon polyline rect symbol text"
    " tspan use".split(),
)
# A browser ends a paragraph before any of these, so the tree is not the one that was written.
_NOT_IN_P: Final = frozenset(
    "article aside blockquote details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header"
    " hr main nav ol p pre section table ul".split(),
)
# An element of the key may not stand anywhere inside one of the values.
_NOT_INSIDE: Final = {
    "a": ("a", "button"),
    "button": ("a", "button"),
    "form": ("form",),
    "input": ("a", "button"),
    "label": ("label",),
    "select": ("a", "button"),
}


@dataclass(slots=True)
class Element:
    """One element: its tag, its attributes, its parent, and its children and texts in order."""

    tag: str
    line: int
    attributes: dict[str, str]
    parent: Element | None
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """Yield the elements below this one, in the order in which they are written."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def ancestors(self) -> Iterator[Element]:
        """Yield the elements that this one is inside of, the nearest first."""
        element = self.parent
        while element is not None:
            yield element
            element = element.parent

    def inside(self, tag: str) -> bool:
        """Tell whether this is inside an element of a tag."""
        return any(element.tag == tag for element in self.ancestors())

    @property
    def text(self) -> str:
        """What is to be read here, names of pictures included."""
        parts = (
            child if isinstance(child, str) else child.attributes.get("alt", child.text)
            for child in self.children
        )
        return " ".join(" ".join(parts).split())

    def __str__(self) -> str:
        name = f"#{self.attributes['id']}" if "id" in self.attributes else ""
        return f"line {self.line}: <{self.tag}{name}>"


class Document(HTMLParser):
    """A page or a fragment of one, parsed without any mending."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", 0, {}, None)
        self.faults: list[str] = []
        self.doctype = ""
        self._open = self.root
        self.feed(text)
        self.close()
        for element in (self._open, *self._open.ancestors()):
            if element is not self.root:
                self.faults.append(f"{element} is never closed")
        self.elements = list(self.root.walk())
        self.ids = {each.attributes["id"] for each in self.elements if "id" in each.attributes}

    @property
    def is_page(self) -> bool:
        """Tell a whole page from a fragment."""
        return any(element.tag == "html" for element in self.elements)

    def handle_decl(self, decl: str) -> None:
        self.doctype = decl.lower()

    def handle_data(self, data: str) -> None:
        self._open.children.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._add(tag, attrs)
        if tag not in VOID:
            self._open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._add(tag, attrs)
        if tag not in VOID and not (tag == "svg" or element.inside("svg")):
            self.faults.append(f"{element} is closed by a slash, which HTML does not read")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            self.faults.append(f"line {self.getpos()[0]}: </{tag}> closes nothing")
        elif self._open.tag == tag and self._open.parent is not None:
            self._open = self._open.parent
        else:
            inner = self._open if self._open is not self.root else "nothing"
            self.faults.append(f"line {self.getpos()[0]}: </{tag}> where {inner} is open")
            if self._open.inside(tag):
                while self._open.tag != tag and self._open.parent is not None:
                    self._open = self._open.parent
                self._open = self._open.parent or self.root

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        element = Element(
            tag, self.getpos()[0], {name: value or "" for name, value in attrs}, self._open
        )
        self._open.children.append(element)
        names = [name for name, _ in attrs]
        self.faults += [
            f"{element} has {name} twice"
            for name in sorted({each for each in names if names.count(each) > 1})
        ]
        if self._open.tag == "p" and tag in _NOT_IN_P:
            self.faults.append(f"{element} ends the paragraph that it stands in")
        self.faults += [
            f"{element} stands inside <{outer}>"
            for outer in _NOT_INSIDE.get(tag, ())
            if element.inside(outer)
        ]
        if tag in SVG and not element.inside("svg"):
            self.faults.append(f"{element} stands outside of an <svg>")
        return element
