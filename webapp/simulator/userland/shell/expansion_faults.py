"""Why an expansion stops: it needs a command's output first, or it makes no sense."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webapp.simulator.userland.shell.syntax import CommandSubstitution


class NeedsSubstitution(Exception):
    """The output of this command substitution is needed to go on."""

    def __init__(self, node: CommandSubstitution, assigned: dict[str, str]) -> None:
        super().__init__(node.source)
        self.node = node
        self.assigned = assigned


class ExpansionFault(Exception):
    """An expansion that fails.

    `kind` is "unset", "required" (``${x:?}``), "bad" (substitution), "readonly", "offset" or
    "not simulated"; `name` the parameter or the text concerned; `message` the word behind ``:?``.
    """

    def __init__(self, kind: str, name: str, message: str | None = None) -> None:
        super().__init__(kind, name)
        self.kind = kind
        self.name = name
        self.message = message
