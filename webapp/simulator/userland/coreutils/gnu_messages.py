"""The messages of GNU's programs; the format ``q`` of a name is 'x', ``n`` x or 'x y', ``c`` ‘x’."""

from __future__ import annotations

GNU_MESSAGES = {
    "*": {
        "open": "{name}: {path:n}: {error}\n",
        "write": "{name}: write error: {error}\n",
        "missing operand": "{name}: missing operand\n",
        "missing file operand": "{name}: missing file operand\n",
        "missing after": "{name}: missing operand after {path:c}\n",
        "extra operand": "{name}: extra operand {path:c}\n",
        "read": "{name}: {path:n}: {error}\n",
    },
}
