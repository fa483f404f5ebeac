"""A command that goes wrong: what kind of mistake it is, before a dialect words it."""

from __future__ import annotations


class ShellFault(Exception):
    """Ends a command with a message.

    `key` is the message's in the dialect's table, `fields` fill it in. `builtin` names the builtin
    that complains. `effect` says what ends: the "command", the "line" or the "shell"; an empty one
    leaves it to the kind of builtin. `status` 0 means the table's.
    """

    def __init__(
        self,
        key: str,
        *,
        builtin: str = "",
        status: int = 0,
        effect: str = "",
        **fields: object,
    ) -> None:
        super().__init__(key, fields)
        self.key = key
        self.builtin = builtin
        self.status = status
        self.effect = effect
        self.fields = fields
