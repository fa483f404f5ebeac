"""The front matter of a lesson: YAML, every fault of it with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from webapp.lessons.model import Script, Shown
from webapp.simulator.places import IMAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webapp.lessons.faults import Faults

LARGEST: Final = 16_384
"""The most characters of a front matter."""
_DEEPEST: Final = 6
_MOST_EVENTS: Final = 1_000

_Reference = Annotated[str, StringConstraints(pattern=rf"^{IMAGE}$", max_length=120)]


class TranslationHead(BaseModel):
    """What the front matter of a translation may hold."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(min_length=1, max_length=120)
    summary: str = Field(default="", max_length=240)


class Head(TranslationHead):
    """What the front matter of a lesson may hold."""

    minutes: int = Field(ge=1, le=180)
    engine: Literal["26.1"] = "26.1"
    driver: Literal["overlay2"] = "overlay2"
    images: tuple[_Reference, ...] = Field(default=(), max_length=12)
    show: tuple[Shown, ...] = Field(
        default=("containers", "image", "volumes", "host"), min_length=1, max_length=4
    )
    setup: str = Field(default="", max_length=4_000)
    language: Literal["en", "zh"] = "en"


_MENDS: Final = {
    "extra_forbidden": "leave it out",
    "missing": "add it",
}


def _plain(node: yaml.Node) -> Any:
    """The value of a node; every scalar is the text that stands there, so that 26.1 stays so."""
    if isinstance(node, yaml.MappingNode):
        return {str(_plain(key)): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(value) for value in node.value]
    return node.value


def _line(node: yaml.Node, loc: Sequence[str | int], first: int) -> int:
    """The line of what `loc` leads to, or of the nearest that there is above it."""
    line: int = first + node.start_mark.line
    for step in loc:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == step), None)
            if pair is None:
                return line
            line, node = first + pair[0].start_mark.line, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
            line = first + node.start_mark.line
    return line


def _compose(source: str, first: int, faults: Faults) -> yaml.MappingNode | None:
    """The nodes of the front matter; its size, depth and aliases are bounded before."""
    if len(source) > LARGEST:
        faults.fault(first, f"the front matter has more than {LARGEST} characters", "shorten it")
        return None
    depth = 0
    try:
        for count, event in enumerate(yaml.parse(source, Loader=yaml.SafeLoader)):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                line = first + (event.start_mark.line if event.start_mark else 0)
                faults.fault(line, "anchors and aliases are not read here", "write it out")
                return None
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST or count > _MOST_EVENTS:
                line = first + (event.start_mark.line if event.start_mark else 0)
                faults.fault(line, "the front matter is nested too deep or too long", "simplify it")
                return None
        node = yaml.compose(source, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = first + (error.problem_mark.line if error.problem_mark else 0)
        mend = "indent with blanks" if "\\t" in str(error.problem) else ""
        faults.fault(line, f"this is no YAML: {error.problem}", mend)
        return None
    except yaml.YAMLError as error:
        faults.fault(first, f"this is no YAML: {str(error).splitlines()[0]}")
        return None
    if not isinstance(node, yaml.MappingNode):
        faults.fault(first, "the front matter holds no fields", "write `title: …` and so on")
        return None
    _refuse_doubles(node, first, faults)
    return node


def _refuse_doubles(node: yaml.MappingNode, first: int, faults: Faults) -> None:
    seen: dict[str, int] = {}
    for key, _ in node.value:
        line = first + key.start_mark.line
        if str(key.value) in seen:
            before = seen[str(key.value)]
            faults.fault(line, f"`{key.value}` stands in line {before} already", "keep one")
        seen.setdefault(str(key.value), line)


def _validate(
    model: type[TranslationHead], node: yaml.MappingNode, first: int, faults: Faults
) -> TranslationHead | None:
    try:
        return model.model_validate(_plain(node))
    except ValidationError as error:
        for found in error.errors(include_url=False):
            field = ".".join(str(part) for part in found["loc"])
            message = found["msg"][:1].lower() + found["msg"][1:]
            line = _line(node, found["loc"], first)
            faults.fault(line, f"`{field}`: {message}", _MENDS.get(found["type"], ""))
        return None


def read_head(source: str, first: int, faults: Faults) -> tuple[Head, Script] | None:
    """The front matter that starts in line `first`, and its setup with the line where that is."""
    node = _compose(source, first, faults)
    head = _validate(Head, node, first, faults) if node else None
    if node is None or not isinstance(head, Head):
        return None
    if len(set(head.show)) < len(head.show) or len(set(head.images)) < len(head.images):
        faults.fault(first, "`show` or `images` names something twice", "name it once")
    return head, _setup(node, first, faults)


def read_translation_head(source: str, first: int, faults: Faults) -> TranslationHead | None:
    """The front matter of a translation."""
    node = _compose(source, first, faults)
    return _validate(TranslationHead, node, first, faults) if node else None


def _setup(node: yaml.MappingNode, first: int, faults: Faults) -> Script:
    for key, value in node.value:
        if key.value == "setup" and isinstance(value, yaml.ScalarNode):
            line = first + value.start_mark.line
            lines = tuple(value.value.strip("\n").split("\n")) if value.value.strip() else ()
            if value.style == "|":
                return Script(lines, line + 1)
            if value.style == ">" or value.end_mark.line > value.start_mark.line:
                faults.fault(line, "the lines of `setup` would be joined", "write `setup: |`")
            return Script(lines, line)
    return Script((), first)
