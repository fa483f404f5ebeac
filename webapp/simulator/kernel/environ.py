"""A process's environment: variables in the order in which they were put there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Environ(Mapping[str, str]):
    """An immutable row of variables; programs such as ``env`` show the order (environ(7)).

    Two environments with the same variables in different orders are two.
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        """Hold the variables of `values` in its order."""
        self._values = {} if values is None else dict(values)

    def __getitem__(self, name: str) -> str:
        """The value of one variable."""
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        """The names, in order."""
        return iter(self._values)

    def __len__(self) -> int:
        """How many variables there are."""
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        """Whether the other environment has the same variables in the same order."""
        if not isinstance(other, Environ):
            return NotImplemented
        return list(self._values.items()) == list(other._values.items())

    def __hash__(self) -> int:
        """A hash of variables and order."""
        return hash(tuple(self._values.items()))

    def __repr__(self) -> str:
        """The variables, for people who debug."""
        return f"Environ({self._values!r})"

    def insert(self, name: str, value: str) -> Environ:
        """With a variable set: where it was, or at the end."""
        return Environ({**self._values, name: value})

    def discard(self, name: str) -> Environ:
        """Without a variable."""
        return Environ({key: value for key, value in self._values.items() if key != name})
