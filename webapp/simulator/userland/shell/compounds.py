"""The steps of lists, pipelines and compound commands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.simulator.userland.shell.conditional import conditional
from webapp.simulator.userland.shell.forking import start_pipeline, start_subshell
from webapp.simulator.userland.shell.frames import (
    TESTED,
    Children,
    FallThrough,
    ForWords,
    Mode,
    PipelineEnd,
    RunAndOr,
    RunArithmeticFor,
    RunCase,
    RunCommand,
    RunFor,
    RunIf,
    RunRedirected,
    RunSequence,
    RunSimple,
    RunTest,
    RunWhile,
)
from webapp.simulator.userland.shell.syntax import (
    ArithmeticCommand,
    ArithmeticFor,
    Case,
    Conditional,
    For,
    Function,
    Group,
    If,
    Simple,
    Subshell,
    While,
)

if TYPE_CHECKING:
    from webapp.simulator.userland.shell.shell import Shell
    from webapp.simulator.userland.shell.syntax import AndOr

_CHECKED = (Simple, Subshell, ArithmeticCommand, Conditional)


def run_sequence(shell: Shell, frame: RunSequence) -> None:
    """Begin the next list of a sequence."""
    items = frame.body.items
    if frame.index >= len(items):
        shell.pop()
        return
    item = items[frame.index]
    final = frame.index + 1 == len(items)
    mode = replace(frame.mode, last=frame.mode.last and final)
    if final:
        shell.pop()
    else:
        shell.swap(replace(frame, index=frame.index + 1))
    if item.background:
        _run_in_background(shell, item)
    else:
        shell.push(RunAndOr(item, 0, mode))


def _run_in_background(shell: Shell, item: AndOr) -> None:
    foreground = replace(item, background=False)
    if len(item.pipelines) == 1 and not item.pipelines[0].negated:
        pids = start_pipeline(shell, item.pipelines[0].commands, background=True)
        pid = pids[-1]
    else:
        pid = shell.fork((RunAndOr(foreground, 0),), background=True)
    job = shell.add_job(pid, item.source)
    if shell.state.interactive and shell.state.dialect.name == "bash":
        shell.say(f"[{job.number}] {job.visible}\n")
    shell.status = 0


def run_and_or(shell: Shell, frame: RunAndOr) -> None:
    """Begin the next pipeline that the statuses so far call for."""
    node, index = frame.node, frame.index
    while index > 0 and index < len(node.pipelines):
        wanted = node.operators[index - 1] == "&&"
        if (shell.status == 0) == wanted:
            break
        index += 1
    if index >= len(node.pipelines):
        shell.pop()
        return
    final = index + 1 == len(node.pipelines)
    pipeline = node.pipelines[index]
    tested = frame.mode.tested or not final or pipeline.negated
    if final:
        shell.pop()
    else:
        shell.swap(replace(frame, index=index + 1))
    last = frame.mode.last and final and not pipeline.negated
    mode = Mode(tested, last)
    if len(pipeline.commands) == 1:
        command = pipeline.commands[0]
        checked = isinstance(command, _CHECKED)
        if pipeline.negated or (checked and not tested):
            shell.push(PipelineEnd(pipeline.negated, checked, mode))
        shell.push(
            RunSimple(command, mode) if isinstance(command, Simple) else RunCommand(command, mode)
        )
    else:
        shell.push(PipelineEnd(pipeline.negated, checked=True, mode=mode))
        shell.push(Children(start_pipeline(shell, pipeline.commands, background=False)))


def end_pipeline(shell: Shell, frame: PipelineEnd) -> None:
    """Negate the status, and end the shell under ``-e``."""
    shell.pop()
    status = shell.status
    if frame.negated:
        shell.status = 0 if status else 1
    elif status and frame.checked and not frame.mode.tested and "e" in shell.state.options:
        shell.leave(status)


def run_command(shell: Shell, frame: RunCommand) -> None:
    """Begin a command of any kind."""
    command, mode = frame.command, frame.mode
    if isinstance(command, Simple):
        shell.swap(RunSimple(command, mode))
        return
    shell.line = command.line
    if isinstance(command, Function):
        shell.pop()
        shell.change(functions=shell.state.functions.insert(command.name, command))
        shell.status = 0
        return
    if command.redirects:
        shell.swap(RunRedirected(command, mode))
        return
    body_mode = mode if shell.state.dialect.execs_last == "any" else Mode(mode.tested)
    match command:
        case Group():
            shell.swap(RunSequence(command.body, 0, body_mode))
        case Subshell():
            shell.pop()
            start_subshell(shell, command)
        case If():
            shell.swap(RunIf(command, 0, body_mode), RunSequence(command.clauses[0][0], 0, TESTED))
        case While():
            shell.swap(RunWhile(command, asked=False, status=0, mode=Mode(mode.tested)))
        case For():
            shell.swap(ForWords(command, Mode(mode.tested)))
        case ArithmeticFor():
            shell.swap(RunArithmeticFor(command, "first", 0, Mode(mode.tested)))
        case Case():
            shell.swap(RunCase(command, body_mode))
        case _:
            shell.swap(RunTest(command))


def run_if(shell: Shell, frame: RunIf) -> None:
    """Behind a condition: run its body, or go to the next."""
    node, index = frame.node, frame.index
    if shell.status == 0:
        shell.swap(RunSequence(node.clauses[index][1], 0, frame.mode))
    elif index + 1 < len(node.clauses):
        condition = node.clauses[index + 1][0]
        shell.swap(replace(frame, index=index + 1), RunSequence(condition, 0, TESTED))
    elif node.otherwise is not None:
        shell.swap(RunSequence(node.otherwise, 0, frame.mode))
    else:
        shell.pop()
        shell.status = 0


def run_while(shell: Shell, frame: RunWhile) -> None:
    """In front of the condition, ask it; behind it, run the body or end."""
    node = frame.node
    if not frame.asked:
        # What the body left behind is the loop's status when the condition ends it.
        shell.swap(replace(frame, asked=True), RunSequence(node.condition, 0, TESTED))
        return
    if (shell.status == 0) != node.until:
        shell.swap(
            RunWhile(node, asked=False, status=-1, mode=frame.mode),
            RunSequence(node.body, 0, frame.mode),
        )
    else:
        shell.pop()
        shell.status = max(frame.status, 0)


def enter_while(shell: Shell, frame: RunWhile) -> None:
    """Take the body's status over before the condition is asked again."""
    if not frame.asked and frame.status < 0:
        frame = replace(frame, status=shell.status)
        shell.swap(frame)
    run_while(shell, frame)


def for_words(shell: Shell, frame: ForWords) -> None:
    """Expand the words of a ``for``."""
    if frame.node.words is None:
        words = shell.state.positional
    else:
        expansion = shell.expansion(frame.results, frame.node.line)
        words = tuple(expansion.fields(frame.node.words))
        shell.settle(expansion)
    shell.status = frame.substituted or 0
    shell.swap(RunFor(frame.node, words, 0, frame.mode))


def run_for(shell: Shell, frame: RunFor) -> None:
    """Begin the next turn of a ``for``."""
    if frame.index >= len(frame.words):
        shell.pop()
        if not frame.words:
            shell.status = 0
        return
    shell.assign(frame.node.name, frame.words[frame.index])
    if "x" in shell.state.options and shell.state.dialect.name == "bash":
        words = frame.node.words
        shown = " ".join(word.source for word in words) if words is not None else '"$@"'
        shell.say(f"{shell.value('PS4', '+ ')}for {frame.node.name} in {shown}\n")
    shell.swap(replace(frame, index=frame.index + 1), RunSequence(frame.node.body, 0, frame.mode))


def run_arithmetic_for(shell: Shell, frame: RunArithmeticFor) -> None:
    """One stage of ``for ((first; test; step))``."""
    node = frame.node
    word = {"first": node.first, "test": node.test, "step": node.step}[frame.stage]
    expansion = shell.expansion(frame.results, node.line)
    value = expansion.arithmetic(word) if word.source.strip() else 1
    shell.settle(expansion)
    if frame.stage == "first":
        shell.swap(RunArithmeticFor(node, "test", 0, frame.mode))
    elif frame.stage == "step":
        shell.swap(RunArithmeticFor(node, "test", shell.status, frame.mode))
    elif value:
        shell.swap(
            RunArithmeticFor(node, "step", 0, frame.mode), RunSequence(node.body, 0, frame.mode)
        )
    else:
        shell.pop()
        shell.status = frame.status


def run_case(shell: Shell, frame: RunCase) -> None:
    """Choose the branch of a ``case``."""
    node = frame.node
    expansion = shell.expansion(frame.results, node.line)
    text = expansion.text(node.word)
    for index, item in enumerate(node.items):
        if any(expansion.pattern(pattern).matches(text) for pattern in item.patterns):
            shell.settle(expansion)
            shell.pop()
            shell.status = 0
            _enter_branch(shell, node, index, frame.mode)
            return
    shell.settle(expansion)
    shell.pop()
    shell.status = 0


def _enter_branch(shell: Shell, node: Case, index: int, mode: Mode) -> None:
    item = node.items[index]
    if item.ending == ";&" and index + 1 < len(node.items):
        shell.push(FallThrough(node, index + 1, mode))
        mode = Mode(mode.tested)
    elif item.ending == ";;&" and index + 1 < len(node.items):
        shell.push(RunCase(replace(node, items=node.items[index + 1 :]), mode))
        mode = Mode(mode.tested)
    shell.push(RunSequence(item.body, 0, mode))


def fall_through(shell: Shell, frame: FallThrough) -> None:
    """Run the branch behind one that ended in ``;&``."""
    shell.pop()
    _enter_branch(shell, frame.node, frame.index, frame.mode)


def run_test(shell: Shell, frame: RunTest) -> None:
    """``(( ))`` or ``[[ ]]``."""
    node = frame.node
    expansion = shell.expansion(frame.results, node.line)
    if isinstance(node, ArithmeticCommand):
        truth = expansion.arithmetic(node.expression) != 0
    else:
        truth = conditional(shell, expansion, node)
    shell.settle(expansion)
    shell.pop()
    shell.status = 0 if truth else 1


def await_children(shell: Shell, frame: Children) -> bool:
    """Take the statuses of children that have all ended; False while one still runs."""
    statuses: list[int] = []
    for pid in frame.pids:
        status = shell.sys.poll(pid)
        if status is None:
            return False
        statuses.append(status)
    for pid in frame.pids:
        shell.sys.reap(pid)
    shell.pop()
    status = statuses[-1]
    if "pipefail" in shell.state.options:
        status = next((each for each in reversed(statuses) if each), 0)
    shell.status = status
    return True
