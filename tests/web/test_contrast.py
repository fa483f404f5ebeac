from __future__ import annotations

import re
from typing import Final

import pytest

from webapp.paths import STATIC

RULES: Final = re.findall(
    r"(:root[^{]*)\{([^}]*)\}",
    "".join((STATIC / "css" / name).read_text("utf-8") for name in ("tokens.css", "page.css")),
)
SURFACES: Final = (
    *("paper", "card", "host", "writable", "volume", "bind", "left", "tmpfs"),
    *("slab-1", "slab-2", "slab-3"),
)


def theme(selector: str) -> dict[str, str]:
    """The colours of a theme by name: what it does not set is as in the first."""
    found: dict[str, str] = {}
    for name, body in RULES:
        if name.strip() in {":root", selector}:
            found |= dict(re.findall(r"--([\w-]+):\s*(#\w+)", body))
    return found


THEMES: Final = {
    name: theme(selector)
    for name, selector in {
        "light": ":root",
        "dark": ':root[data-theme="dark"]',
        "dark by the system": ":root:not([data-theme])",
        "projector": ':root[data-theme="projector"]',
    }.items()
}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) > 4 else "".join(sign * 2 for sign in colour[1:])
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_text_can_be_read_on_everything_that_it_stands_on(name: str) -> None:
    colours = THEMES[name]
    pairs = [(text, surface) for text in ("ink", "mute") for surface in SURFACES]
    pairs += [(text, surface) for text in ("ok", "last") for surface in ("paper", "card")]
    pairs += [("paper", "ink"), ("on-last", "last")]
    pairs += [(text, "term") for text in ("term-ink", "term-mute", "term-accent", "term-err")]
    low = {
        f"{text} on {surface}": round(contrast(colours[text], colours[surface]), 2)
        for text, surface in pairs
        if contrast(colours[text], colours[surface]) < 4.5
    }
    assert low == {}


@pytest.mark.parametrize("name", THEMES)
def test_borders_of_what_can_be_pressed_and_the_focus_can_be_seen(name: str) -> None:
    colours = THEMES[name]
    for line in ("edge", "focus"):
        for surface in ("paper", "card"):
            assert contrast(colours[line], colours[surface]) >= 3


def test_dark_is_the_same_by_choice_and_by_the_system() -> None:
    assert THEMES["dark"] == THEMES["dark by the system"]
