"""Markdown for people, made into HTML that is safe to show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt
from markupsafe import Markup

from webapp.lessons.model import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from webapp.lessons.faults import Faults

MARKDOWN: Final = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable("table")
# A link that is none is told to the author, so the parser must not drop it in silence.
MARKDOWN.validateLink = lambda url: True  # type: ignore[method-assign] # noqa: ARG005

_WEB: Final = re.compile(r"https?://[^\s\\]+", re.IGNORECASE)
_RELATIVE: Final = re.compile(r"(?!//)[^\s\\:]*")


def is_safe_link(url: str) -> bool:
    """Whether a link goes to the web or stays on this site."""
    return bool(_WEB.fullmatch(url) or _RELATIVE.fullmatch(url))


def _check(tokens: Sequence[Token], line: int, faults: Faults) -> None:
    for token in tokens:
        here = line + token.map[0] if token.map else line
        if token.type == "link_open" and not is_safe_link(str(token.attrGet("href"))):
            faults.fault(
                here,
                f"this link may not be followed: {token.attrGet('href')}",
                "link to http, https, or another page of this site",
            )
            token.attrSet("href", "#")
        elif token.type == "image":
            faults.fault(here, "a lesson holds no images", "its picture is drawn from the machine")
        if token.children:
            _check(token.children, here, faults)


def block_text(source: str, line: int, faults: Faults) -> Text:
    """Paragraphs, lists and code as Markdown has them, starting in `line` of the file."""
    tokens = MARKDOWN.parse(source)
    _check(tokens, line, faults)
    html = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    return Text(source.strip("\n"), Markup(html), line)  # noqa: S704 - html=False escapes what is typed


def inline_text(source: str, line: int, faults: Faults) -> Text:
    """One line of Markdown, without a paragraph around it."""
    tokens = MARKDOWN.parseInline(source)
    _check(tokens, line, faults)
    html = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    return Text(source, Markup(html), line)  # noqa: S704 - html=False escapes what is typed
