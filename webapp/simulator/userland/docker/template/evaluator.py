"""Runs a parsed template over a value. Errors carry the place, as Go's do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from webapp.simulator.userland.docker.quoting import quoted
from webapp.simulator.userland.docker.template import nodes
from webapp.simulator.userland.docker.template.comparison import FunctionError
from webapp.simulator.userland.docker.template.functions import LAZY, Function
from webapp.simulator.userland.docker.template.govalues import (
    NO_VALUE,
    GoMap,
    NilPointer,
    NoValue,
    Slice,
    Struct,
    plain,
    truthful,
    type_name,
)
from webapp.simulator.userland.docker.template.parser import NotSimulatedError, TemplateError
from webapp.simulator.userland.docker.template.printing import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MOST_STEPS = 100_000
_MOST_OUTPUT = 4_000_000
_NOTHING = object()


class _LeaveLoopError(Exception):
    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(slots=True)
class Evaluator:
    """The state of one run: the source for messages, the functions, variables and output.

    With `strict`, a key that a map has not is an error, not `<no value>`.
    """

    source: str
    functions: Mapping[str, Function]
    strict: bool = False
    name: str = ""
    variables: list[tuple[str, Any]] = field(default_factory=list)
    out: list[str] = field(default_factory=list)
    steps: int = 0
    size: int = 0

    def run(self, body: Sequence[nodes.Node], dot: Any) -> str:
        """What the template prints."""
        self.variables.append(("$", dot))
        try:
            self.walk_all(body, dot)
        except TemplateError as error:
            error.partial = "".join(self.out)
            raise
        return "".join(self.out)

    def error(self, node: nodes.Operand | nodes.Command, message: str) -> TemplateError:
        before = self.source.encode("utf-8", "surrogateescape")[: node.at]
        line = 1 + before.count(b"\n")
        column = node.at - (before.rfind(b"\n") + 1)
        place = f"template: {self.name}:{line}:{column}"
        return TemplateError(f'{place}: executing "{self.name}" at <{node.text}>: {message}')

    def print(self, text: str) -> None:
        self.size += len(text)
        if self.size > _MOST_OUTPUT:
            raise NotSimulatedError(f"a template that prints more than {_MOST_OUTPUT} characters")
        self.out.append(text)

    # Nodes

    def walk_all(self, body: Sequence[nodes.Node], dot: Any) -> None:
        for node in body:
            self.walk(node, dot)

    def walk(self, node: nodes.Node, dot: Any) -> None:
        self.steps += 1
        if self.steps > _MOST_STEPS:
            raise NotSimulatedError(f"a template of more than {_MOST_STEPS} steps")
        match node:
            case nodes.Text():
                self.print(node.text)
            case nodes.Action():
                value = self.pipe(node.pipe, dot)
                if not node.pipe.names:
                    self.print(text_of(value))
            case nodes.Leave():
                raise _LeaveLoopError(node.word)
            case nodes.Branch():
                known = len(self.variables)
                if node.word == "range":
                    self.loop(node, dot)
                else:
                    value = self.pipe(node.pipe, dot)
                    if truthful(value):
                        self.walk_all(node.body, value if node.word == "with" else dot)
                    else:
                        self.walk_all(node.otherwise, dot)
                del self.variables[known:]

    def loop(self, node: nodes.Branch, dot: Any) -> None:
        value = self.pipe(node.pipe, dot, declare=False)
        known = len(self.variables)
        pairs = self.pairs(node.pipe, value)
        try:
            for key, member in pairs:
                self.bind(node.pipe, key, member)
                try:
                    self.walk_all(node.body, member)
                except _LeaveLoopError as leave:
                    if leave.word == "break":
                        return
                finally:
                    del self.variables[known:]
        finally:
            del self.variables[known:]
        if not pairs:
            self.walk_all(node.otherwise, dot)

    def bind(self, pipe: nodes.Pipe, key: Any, member: Any) -> None:
        values = (member,) if len(pipe.names) == 1 else (key, member)
        for name, value in zip(pipe.names, values, strict=False):
            if pipe.assigns:
                self.assign(pipe, name, value)
            else:
                self.variables.append((name, value))

    def pairs(self, pipe: nodes.Pipe, value: Any) -> list[tuple[Any, Any]]:
        held = plain(value)
        if isinstance(held, dict):
            return [(key, held[key]) for key in sorted(held)]
        if isinstance(held, list):
            return list(enumerate(held))
        if isinstance(held, bool) or not isinstance(held, int):
            if held is None or isinstance(held, NoValue):
                return []
            raise self.error(pipe, f"range can't iterate over {text_of(value)}")
        return [(number, number) for number in range(min(held, _MOST_STEPS + 1))]

    # Pipelines

    def pipe(self, pipe: nodes.Pipe, dot: Any, *, declare: bool = True) -> Any:
        value: Any = _NOTHING
        for command in pipe.commands:
            value = self.command(command, dot, value)
        if declare:
            for name in pipe.names:
                if pipe.assigns:
                    self.assign(pipe, name, value)
                else:
                    self.variables.append((name, value))
        return value

    def assign(self, pipe: nodes.Pipe, name: str, value: Any) -> None:
        for place in range(len(self.variables) - 1, -1, -1):
            if self.variables[place][0] == name:
                self.variables[place] = (name, value)
                return
        raise self.error(pipe.commands[-1].args[-1], f"undefined variable: {name}")

    def variable(self, name: str) -> Any:
        return next(value for known, value in reversed(self.variables) if known == name)

    def command(self, command: nodes.Command, dot: Any, final: Any) -> Any:
        self.steps += 1
        first = command.args[0]
        if isinstance(first, nodes.Identifier):
            return self.function(first, command, dot, command.args[1:], final)
        if isinstance(first, nodes.Field):
            holder = self.fields(first, dot, first.names[:-1])
            if isinstance(holder, Struct) and first.names[-1] in holder.methods:
                return self.method(first, holder, dot, command.args[1:], final)
        if len(command.args) > 1 or final is not _NOTHING:
            self.refuse_arguments(first, dot)
        if isinstance(first, nodes.Literal) and first.value is None:
            raise self.error(first, "nil is not a command")
        return self.operand(first, dot)

    def refuse_arguments(self, node: nodes.Operand, dot: Any) -> None:
        if isinstance(node, nodes.Field | nodes.Chain) or (
            isinstance(node, nodes.Variable) and len(node.names) > 1
        ):
            self.operand(node, dot)
            name = node.names[-1]
            raise self.error(node, f"{name} has arguments but cannot be invoked as function")
        raise self.error(node, f"can't give argument to non-function {node.text}")

    def operand(self, node: nodes.Operand, dot: Any) -> Any:
        match node:
            case nodes.Dot():
                return dot
            case nodes.Field():
                return self.fields(node, dot, node.names)
            case nodes.Variable():
                return self.fields(node, self.variable(node.names[0]), node.names[1:])
            case nodes.Chain():
                return self.fields(node, self.operand(node.base, dot), node.names)
            case nodes.Literal():
                return node.value
            case nodes.Pipe():
                return self.pipe(node, dot)
            case nodes.Identifier():
                return self.function(node, nodes.Command(node.at, (node,)), dot, (), _NOTHING)

    def fields(self, node: nodes.Operand, value: Any, names: Sequence[str]) -> Any:
        for name in names:
            value = self.field(node, value, name)
        return value

    def field(self, node: nodes.Operand, value: Any, name: str) -> Any:
        match value:
            case Struct():
                if name in value.fields:
                    return value.fields[name]
                if value.partial:
                    return NO_VALUE
                place = f"type {type_name(value)}"
            case dict() | GoMap():
                held = plain(value)
                if name in held:
                    return held[name]
                if self.strict:
                    raise self.error(node, f"map has no entry for key {quoted(name)}")
                return NO_VALUE
            case NoValue() | None:
                raise self.error(
                    node,
                    f"nil data; no entry for key {quoted(name)}"
                    if (isinstance(value, NoValue))
                    else f"nil pointer evaluating interface {{}}.{name}",
                )
            case NilPointer():
                raise self.error(node, f"nil pointer evaluating {type_name(value)}.{name}")
            case _:
                place = f"type {type_name(value)}"
        raise self.error(node, f"can't evaluate field {name} in {place}")

    # Functions

    def function(
        self,
        node: nodes.Identifier,
        command: nodes.Command,
        dot: Any,
        args: Sequence[nodes.Operand],
        final: Any,
    ) -> Any:
        if node.name in LAZY:
            return self.lazy(node, dot, args, final)
        function = self.functions[node.name]
        count = len(args) + (final is not _NOTHING)
        self.check_count(node, function, count)
        values = [
            self.argument(arg, dot, _parameter(function, place)) for place, arg in enumerate(args)
        ]
        if final is not _NOTHING:
            wanted = _parameter(function, len(values))
            values.append(self.fits(command, wanted, final))
        try:
            return function.call(*values)
        except FunctionError as error:
            raise self.error(command, f"error calling {node.name}: {error}") from None

    def method(
        self,
        node: nodes.Field,
        holder: Struct,
        dot: Any,
        args: Sequence[nodes.Operand],
        final: Any,
    ) -> Any:
        name = node.names[-1]
        count = len(args) + (final is not _NOTHING)
        if count != 1:
            raise self.error(node, f"wrong number of args for {name}: want 1 got {count}")
        value = self.argument(args[0], dot, "string") if args else self.fits(node, "string", final)
        return holder.methods[name](value)

    def check_count(self, node: nodes.Identifier, function: Function, count: int) -> None:
        wanted = len(function.parameters)
        if function.variadic:
            if count < wanted - 1:
                message = f"wrong number of args for {node.name}: want at least {wanted - 1}"
                raise self.error(node, f"{message} got {count}")
        elif count != wanted:
            message = f"wrong number of args for {node.name}: want {wanted} got {count}"
            raise self.error(node, message)

    def lazy(
        self, node: nodes.Identifier, dot: Any, args: Sequence[nodes.Operand], final: Any
    ) -> Any:
        if not args and final is _NOTHING:
            message = f"wrong number of args for {node.name}: want at least 1 got 0"
            raise self.error(node, message)
        value: Any = final
        for arg in args:
            value = self.argument(arg, dot, "any")
            if truthful(value) == (node.name == "or"):
                return value
        return value if final is _NOTHING else final

    def argument(self, node: nodes.Operand, dot: Any, wanted: str) -> Any:
        if isinstance(node, nodes.Literal):
            return self.literal(node, wanted)
        return self.fits(node, wanted, self.operand(node, dot))

    def literal(self, node: nodes.Literal, wanted: str) -> Any:
        value = node.value
        kinds = {"string": (str, "string"), "int": (int, "integer")}
        if value is None:
            if wanted == "any":
                return None
            raise self.error(node, f"cannot assign nil to {wanted}")
        if wanted not in kinds:
            if wanted == "any":
                return value
            raise self.error(node, f"can't handle {node.text} for arg of type {wanted}")
        kind, name = kinds[wanted]
        if not isinstance(value, kind) or isinstance(value, bool):
            raise self.error(node, f"expected {name}; found {node.text}")
        return value

    def fits(self, node: nodes.Operand | nodes.Command, wanted: str, value: Any) -> Any:
        if wanted == "any":
            return None if isinstance(value, NoValue) else value
        if value is None or isinstance(value, NoValue):
            raise self.error(node, f"invalid value; expected {wanted}")
        got = type_name(value)
        strings = wanted == "[]string" and _are_strings(value)
        if got != wanted and not strings:
            raise self.error(node, f"wrong type for value; expected {wanted}; got {got}")
        return value


def _are_strings(value: Any) -> bool:
    held = plain(value)
    if not isinstance(held, list) or isinstance(value, GoMap):
        return False
    return isinstance(value, Slice) or all(isinstance(member, str) for member in held)


def _parameter(function: Function, place: int) -> str:
    return function.parameters[min(place, len(function.parameters) - 1)]
