"""Files of `--env-file` and `--label-file`: one `NAME=value` a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.userland.docker.invocation import ClientError

if TYPE_CHECKING:
    from collections.abc import Mapping

_BLANKS = " \t\n\v\f\r"


def read_pairs(text: str, path: str, environment: Mapping[str, str] | None) -> list[str]:
    """The pairs in a file; lines that are empty or begin with `#` don't count.

    A name alone takes its value from `environment`, and is left out if it has none there.
    """
    pairs = []
    for line in text.removeprefix("\ufeff").split("\n"):
        kept = line.removesuffix("\r").lstrip(_BLANKS)
        if not kept or kept.startswith("#"):
            continue
        name, equals, value = kept.partition("=")
        name = name.lstrip(_BLANKS)
        if not name:
            raise ClientError(f"poorly formatted environment: no variable name on line '{kept}'")
        if any(blank in name for blank in _BLANKS):
            raise ClientError(
                f"poorly formatted environment: variable '{name}' contains whitespaces"
            )
        if equals:
            pairs.append(f"{name}={value}")
        elif environment is not None and kept.strip(_BLANKS) in environment:
            pairs.append(f"{kept.strip(_BLANKS)}={environment[kept.strip(_BLANKS)]}")
    return pairs
