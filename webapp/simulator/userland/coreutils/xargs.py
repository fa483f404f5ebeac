"""xargs: words of standard input as arguments; it waits for each program."""

from __future__ import annotations

from dataclasses import dataclass, replace

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.process import ChildExit, Wait
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.quoting import shell
from webapp.simulator.userland.coreutils.starting import exit_status, spawn

_LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class _Batches:
    """The commands that are still to be run, and the one that runs."""

    todo: tuple[tuple[str, ...], ...]
    child: int | None = None
    status: int = 0


class _Unpaired(Exception):
    pass


def _words(text: str) -> list[str]:
    """Words by blanks; quotes keep blanks, a backslash keeps any character."""
    words: list[str] = []
    word, inside, quote = "", False, ""
    at = 0
    while at < len(text):
        char = text[at]
        at += 1
        if quote:
            if char == "\n":
                raise _Unpaired("double" if quote == '"' else "single")
            if char == quote:
                quote = ""
            else:
                word += char
        elif char in "'\"":
            quote, inside = char, True
        elif char == "\\" and at < len(text):
            word, inside = word + text[at], True
            at += 1
        elif char in " \t\n":
            if inside:
                words.append(word)
            word, inside = "", False
        else:
            word, inside = word + char, True
    if quote:
        raise _Unpaired("double" if quote == '"' else "single")
    return [*words, word] if inside else words


def _batches(run: Run) -> tuple[tuple[str, ...], ...]:
    command = list(run.operands) or ["echo"]
    text = run.sys.read_all(0).decode("utf-8", "surrogateescape")
    mark = run.options.value("I") or ("{}" if run.has("i") else None)
    delimiter = run.options.value("d")
    if run.has("0") or delimiter is not None:
        end = "\0" if run.has("0") else (delimiter or "\0").replace("\\n", "\n")[:1]
        words = text.removesuffix(end).split(end) if text else []
    elif mark is not None:
        words = [line.strip(" \t") for line in text.split("\n") if line.strip(" \t")]
    else:
        try:
            words = _words(text)
        except _Unpaired as bad:
            raise run.stop("quote", str(bad)) from None
    if mark is not None:
        return tuple(tuple(part.replace(mark, word) for part in command) for word in words)
    if not words:
        return () if run.has("r") else (tuple(command),)
    most = len(words)
    if run.has("L"):
        return tuple((*command, *line.split()) for line in text.split("\n") if line.strip())
    number = run.options.value("n")
    if number is not None:
        if not number.isdecimal() or int(number) == 0:
            wrong = f'invalid number "{number}" for -n option'
            raise run.bad_usage(wrong) if run.gnu else run.stop("number", number)
        most = int(number)
    made = []
    while words:
        size, count = 0, 0
        while count < min(most, len(words)) and size + len(words[count]) < _LONGEST:
            size += len(words[count]) + 1
            count += 1
        made.append((*command, *words[: max(count, 1)]))
        words = words[max(count, 1) :]
    return tuple(made)


def xargs(run: Run) -> int | Wait:
    """Run a program with the words of standard input as its arguments."""
    sys = run.sys
    state = sys.state if isinstance(sys.state, _Batches) else _Batches(_batches(run))
    if state.child is not None:
        ended = sys.reap(state.child) or 0
        state = replace(state, child=None)
        if ended == 255:
            run.say("aborted", state.todo[0][0] if state.todo else run.operands[0])
            return 124
        if ended >= 128:
            run.say("killed", run.operands[0] if run.operands else "echo", number=ended - 128)
            return 125
        if ended:
            state = replace(state, status=123)
    if not state.todo:
        return state.status
    argv = list(state.todo[0])
    if run.has("t"):
        sys.err(" ".join(shell(word, colon=False) for word in argv) + "\n")
    try:
        child = spawn(sys, argv)
    except OsError as error:
        run.say("run", argv[0], error)
        return exit_status(error)
    return Wait(replace(state, todo=state.todo[1:], child=child), ChildExit((child,)))


COMMANDS = (
    Command(
        "xargs",
        xargs,
        Grammar(
            "+0a:d:E:e::i::I:l::L:n:prs:tP:xo",
            "null=0 delimiter:=d replace?=i max-args:=n max-lines?=L no-run-if-empty=r verbose=t"
            " max-procs:=P interactive=! arg-file:=! exit=x max-chars:=s open-tty=o",
            missing="apEelx",
        ),
        Grammar("+trn:s:e::E:pP:I:0xo", "no-run-if-empty=r", missing="peEx"),
    ),
)
