"""A picture as PNG, without a browser."""

from __future__ import annotations

import re
from typing import Final

import resvg_py

_VARIABLE: Final = re.compile(r"var\((--[a-z0-9-]+)\)")
_DECLARED: Final = re.compile(r"(--[a-z0-9-]+):\s*([^;]+);")
_ROOT: Final = re.compile(r":root \{(.*?)\n\}", re.DOTALL)
_CHINESE: Final = {
    "--sans": '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif',
    "--mono": '"Noto Sans Mono CJK SC", "PingFang SC", monospace',
}
SCALE: Final = 2


def png(svg: str) -> bytes:
    """Rasterise a standalone SVG at two pixels a unit.

    The rasteriser knows no custom properties: the light theme's values are put in their places.
    """
    root = _ROOT.search(svg)
    values = dict(_DECLARED.findall(root.group(1))) if root else {}
    if 'lang="zh"' in svg:
        # The rasteriser falls back to any font that has the glyph, a serif one as it may be.
        values |= _CHINESE
    for _ in range(3):
        svg = _VARIABLE.sub(lambda m: values.get(m.group(1), "inherit"), svg)
    data = resvg_py.svg_to_bytes(svg_string=svg, zoom=SCALE)
    return bytes(data)
