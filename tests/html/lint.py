"""What is wrong with a reply: for the browser, for the content policy, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.html.document import Document, Element

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

# Attributes that name other elements by their ids.
_REFERENCES: Final = (
    *("aria-controls", "aria-describedby", "aria-details", "aria-labelledby", "aria-owns"),
    *("for", "form", "list", "aria-activedescendant", "popovertarget"),
)
_NAMED_BY_VALUE: Final = ("hidden", "submit", "reset", "button")
_TARGET_WORDS: Final = ("this", "body", "closest ", "find ", "next", "previous", "host", "document")
_CODE: Final = ("js:", "javascript:")


def lint_html(
    text: str, status: int, headers: Mapping[str, str], regions: frozenset[str] | None = None
) -> list[str]:
    """Return the faults of one reply, each in a sentence with its line.

    `regions` are the ids of the page that a fragment is to be put into; without them a fragment's
    references to other elements are not followed.
    """
    if status in {204, 304} or not text.strip():
        return []
    document = Document(text)
    known = document.ids | regions if regions is not None else document.ids
    faults = list(document.faults)
    faults += _headers(headers)
    if document.is_page:
        faults += _page(document)
    faults += _unique(document)
    if document.is_page or regions is not None:
        faults += _references(document, known)
    for element in document.elements:
        for check in _CHECKS:
            faults += [f"{element} {fault}" for fault in check(element, document)]
    return faults


def _headers(headers: Mapping[str, str]) -> Iterator[str]:
    lower = {name.lower(): value for name, value in headers.items()}
    policy = lower.get("content-security-policy", "")
    if "default-src 'none'" not in policy:
        yield "the reply has no content policy that begins with nothing"
    if "unsafe-" in policy:
        yield f"the content policy allows what is unsafe: {policy}"
    if "charset=utf-8" not in lower.get("content-type", "").lower():
        yield "the reply does not say that it is in UTF-8"


def _page(document: Document) -> Iterator[str]:
    if document.doctype != "doctype html":
        yield "the page has no <!doctype html>"
    tags = [element.tag for element in document.elements]
    for tag in ("title", "h1", "main"):
        if tags.count(tag) - (_pictures(document) if tag == "title" else 0) != 1:
            yield f"the page has not exactly one <{tag}>"
    html = next(element for element in document.elements if element.tag == "html")
    if not html.attributes.get("lang"):
        yield f"{html} does not say its language"


def _pictures(document: Document) -> int:
    return sum(each.tag == "title" and each.inside("svg") for each in document.elements)


def _unique(document: Document) -> Iterator[str]:
    seen: set[str] = set()
    for element in document.elements:
        name = element.attributes.get("id")
        if name is None:
            continue
        if not name or name != "".join(name.split()):
            yield f"{element} has an id that is empty or has a blank in it"
        if name in seen:
            yield f"{element} has an id that another element has"
        seen.add(name)


def _references(document: Document, known: frozenset[str] | set[str]) -> Iterator[str]:
    for element in document.elements:
        for attribute in _REFERENCES:
            for name in element.attributes.get(attribute, "").split():
                if name not in known:
                    yield f"{element} names {name} in {attribute}, which is not there"
        for attribute, value in element.attributes.items():
            if attribute.split(":")[0] not in {"hx-target", "hx-include", "hx-indicator"}:
                continue
            if value.startswith("#") and " " in value:
                yield f"{element} has {attribute}={value!r}, which is more than an id"
            elif value.startswith("#") and value[1:] not in known:
                yield f"{element} has {attribute}={value!r}, which is not there"
            elif not value.startswith(("#", *_TARGET_WORDS)):
                yield f"{element} has {attribute}={value!r}: say which element by its id"


def _partial(element: Element, _document: Document) -> Iterator[str]:
    if element.tag == "hx-partial" and not element.attributes.get("hx-target"):
        yield "does not say where it goes (hx-target)"


def _inline(element: Element, _document: Document) -> Iterator[str]:
    if element.tag == "script" and element.children:
        yield "has code inside"
    if element.tag == "style":
        yield "is style inside the page"
    for name, value in element.attributes.items():
        if name == "style":
            yield "has a style of its own"
        if name.startswith(("on", "hx-on")):
            yield f"has code in {name}"
        if value.strip().lower().startswith(_CODE):
            yield f"has code in {name}"
        if name.split(":")[0] == "hx-trigger" and "[" in value:
            yield f"has a condition in {name}, which is code"
        if name == "hx-vals" and value.strip() and not value.strip().startswith("{"):
            yield "has hx-vals that is no JSON"


def _elsewhere(element: Element, _document: Document) -> Iterator[str]:
    for name in ("src", "action", "hx-get", "hx-post", "formaction"):
        value = element.attributes.get(name, "").lower()
        if value.startswith(("http:", "https:", "//", "data:")):
            yield f"has {name} on another host"
    if element.tag in {"link", "use"} and "://" in element.attributes.get("href", ""):
        yield "has href on another host"


def _label(element: Element, document: Document) -> Iterator[str]:
    if element.tag not in {"input", "select", "textarea"}:
        return
    kind = element.attributes.get("type", "")
    if kind == "hidden" or (kind in _NAMED_BY_VALUE and element.attributes.get("value")):
        return
    if not (_named(element, document) or _labelled(element, document)):
        yield "has no label"


def _labelled(element: Element, document: Document) -> bool:
    labels = [each for each in element.ancestors() if each.tag == "label"]
    name = element.attributes.get("id")
    if name:
        labels += [each for each in document.elements if each.attributes.get("for") == name]
    return any(label.text for label in labels)


def _named(element: Element, document: Document) -> bool:
    """Tell whether ARIA gives an element its name."""
    if element.attributes.get("aria-label", "").strip():
        return True
    names = element.attributes.get("aria-labelledby", "").split()
    # In a fragment the text may stand on the page already.
    return bool(names) and (not document.is_page or set(names) <= document.ids)


def _hidden(element: Element) -> bool:
    return any(
        each.attributes.get("aria-hidden") == "true" for each in (element, *element.ancestors())
    )


def _picture(element: Element, document: Document) -> Iterator[str]:
    if element.tag == "img" and "alt" not in element.attributes:
        yield "has no alt"
    if element.tag == "svg" and not element.inside("svg") and not _hidden(element):
        title = any(
            isinstance(child, Element) and child.tag == "title" and child.text
            for child in element.children
        )
        if not (title or _named(element, document)):
            yield "has no name: a <title>, an aria-label, or aria-hidden"


def _press(element: Element, document: Document) -> Iterator[str]:
    if element.tag == "button" or (element.tag == "a" and "href" in element.attributes):
        named = element.text or element.attributes.get("title") or _named(element, document)
        if not named and not _hidden(element):
            yield "has nothing to read"
    if element.tag == "a" and element.attributes.get("href") in {"", "#"}:
        yield "leads nowhere"
    if element.tag == "button" and element.inside("form") and "type" not in element.attributes:
        yield "does not say its type"
    if int(element.attributes.get("tabindex") or 0) > 0:
        yield "has a tabindex above 0"


_CHECKS: Final[tuple[Callable[[Element, Document], Iterator[str]], ...]] = (
    *(_partial, _inline, _elsewhere, _label, _picture, _press),
)
