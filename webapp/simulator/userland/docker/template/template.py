"""A Go template: parse it once, run it over values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from webapp.simulator.userland.docker.template.evaluator import Evaluator
from webapp.simulator.userland.docker.template.functions import (
    FUNCTIONS,
    HEADER_FUNCTIONS,
    LAZY,
    NOT_KEPT,
)
from webapp.simulator.userland.docker.template.parser import (
    NotSimulatedError,
    TemplateError,
    parse,
)

if TYPE_CHECKING:
    from webapp.simulator.userland.docker.template.nodes import Node

__all__ = ["NotSimulatedError", "Template", "TemplateError"]


@dataclass(frozen=True, slots=True)
class Template:
    """A template that parsed. Its errors are TemplateError, worded as Go words them."""

    source: str
    body: tuple[Node, ...]
    name: str = ""

    @classmethod
    def of(cls, source: str, name: str = "") -> Template:
        """Parse a template; raises TemplateError, or NotSimulatedError for what is not kept."""
        known = {*FUNCTIONS, *LAZY, *NOT_KEPT}
        body = parse(source, known, name)
        for missing in sorted(NOT_KEPT):
            if missing in source and _calls(source, missing):
                raise NotSimulatedError(f"function {missing} in a template")
        return cls(source, body, name)

    def run(self, value: Any, *, strict: bool = False) -> str:
        """What the template prints of a value."""
        return Evaluator(self.source, FUNCTIONS, strict, self.name).run(self.body, value)

    def header(self, value: Any) -> str:
        """What the template prints of a table's column names."""
        return Evaluator(self.source, HEADER_FUNCTIONS).run(self.body, value)


def _calls(source: str, name: str) -> bool:
    known = {*FUNCTIONS, *LAZY, *NOT_KEPT} - {name}
    try:
        parse(source, known)
    except TemplateError:
        return True
    return False
