"""The stages of a Dockerfile: which there are, which are needed, how their steps are counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from webapp.simulator.engine.builder import dockerfile
from webapp.simulator.engine.builder.commands import Command, understand
from webapp.simulator.engine.builder.errors import BuildError
from webapp.simulator.engine.builder.lexer import expand

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SCRATCH: Final = "scratch"
FILE_STEPS: Final = frozenset({"RUN", "COPY", "ADD", "WORKDIR"})


@dataclass(frozen=True, slots=True)
class Stage:
    """One FROM and what follows it; `base` is the image's name, or the number of another stage."""

    number: int
    name: str
    base: str | int
    source: Command
    commands: tuple[Command, ...]

    @property
    def total(self) -> int:
        """How many steps are counted."""
        own = isinstance(self.base, str) and self.base != SCRATCH
        return own + sum(command.name in FILE_STEPS for command in self.commands)


@dataclass(frozen=True, slots=True)
class Plan:
    """All stages, the variables above the first FROM, and the stage that is wanted."""

    stages: tuple[Stage, ...]
    outer: dict[str, str]
    target: int
    escape: str

    def sources_of(self, stage: Stage) -> list[str | int]:
        """What the stage's COPY --from name: numbers of stages, or images."""
        names = [c.flag("from") for c in stage.commands if c.name == "COPY"]
        return [self.source(stage, name) for name in names if name]

    def source(self, stage: Stage, name: str) -> str | int:
        """What ``--from=name`` in a stage means; an earlier stage goes before an image."""
        if name.isdecimal():
            if int(name) >= stage.number:
                raise BuildError(f"invalid from flag value {name}: pull access denied")
            return int(name)
        for other in reversed(self.stages[: stage.number]):
            if other.name == name.lower():
                return other.number
        if stage.name == name.lower():
            raise BuildError(f"invalid from flag value {name}: refers to current build stage")
        return name

    def needed(self) -> list[Stage]:
        """The stages that the wanted one stands on or copies from, and itself, in order."""
        found: set[int] = set()
        todo = [self.target]
        while todo:
            number = todo.pop()
            if number in found:
                continue
            found.add(number)
            stage = self.stages[number]
            todo += [n for n in (stage.base, *self.sources_of(stage)) if isinstance(n, int)]
        return [stage for stage in self.stages if stage.number in found]

    def prefix(self, stage: Stage, index: int) -> str:
        """``[build 2/3] ``: where in its stage a step stands."""
        total = stage.total
        # An image that is copied from counts as a stage, though nobody wrote it down as one.
        many = len(self.stages) > 1 or any(
            isinstance(source, str) for other in self.stages for source in self.sources_of(other)
        )
        name = f"{stage.name or f'stage-{stage.number}'} " if many else ""
        return f"[{name}{index:>{len(str(total))}}/{total}] "


def make(text: str, given: Mapping[str, str], target: str) -> Plan:
    """Read a Dockerfile and order it by stages; raises BuildError."""
    read = dockerfile.read(text)
    commands = [understand(instruction, read.escape) for instruction in read.instructions]
    outer: dict[str, str] = {}
    rest = _outer(commands, given, outer, read.escape)
    stages: list[Stage] = []
    for group in rest:
        first = group[0]
        stages.append(_stage(stages, first, tuple(group[1:]), outer, read.escape))
    if not stages:
        raise BuildError("no build stage in current context", read.instructions[0].lines)
    return Plan(tuple(stages), outer, _target(stages, target), read.escape)


def _outer(
    commands: Sequence[Command], given: Mapping[str, str], outer: dict[str, str], escape: str
) -> list[list[Command]]:
    """Take ARGs above the first FROM into `outer`; gives the commands, a group for each FROM."""
    groups: list[list[Command]] = []
    for command in commands:
        if command.name == "FROM":
            groups.append([command])
        elif groups:
            groups[-1].append(command)
        elif command.name == "ARG":
            for name, default in command.pairs:
                value = None if default is None else expand(default, outer, escape)
                value = given.get(name, value)
                if value is not None:
                    outer[name] = value
        else:
            raise BuildError("no build stage in current context", command.source.lines)
    return groups


def _stage(
    before: Sequence[Stage], source: Command, commands: tuple[Command, ...],
    outer: Mapping[str, str], escape: str,
) -> Stage:
    written = source.args[0]
    try:
        name = expand(written, outer, escape)
    except BuildError as error:
        raise error.at(source.source.lines) from None
    if not name:
        message = f"base name ({written}) should not be blank"
        raise BuildError(message, source.source.lines)
    base: str | int = name
    for other in reversed(before):
        if other.name and other.name == name.lower():
            base = other.number
            break
    return Stage(len(before), source.stage, base, source, commands)


def _target(stages: Sequence[Stage], target: str) -> int:
    if not target:
        return len(stages) - 1
    for stage in stages:
        if stage.name == target.lower():
            return stage.number
    if target.isdecimal() and int(target) < len(stages):
        return int(target)
    raise BuildError(f'target stage "{target}" could not be found')
