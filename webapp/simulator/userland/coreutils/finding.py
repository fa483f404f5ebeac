"""find: the walk, and the actions; it can wait for the programs that it starts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.process import ChildExit, Wait
from webapp.simulator.userland.coreutils import times
from webapp.simulator.userland.coreutils.accounts import Accounts, accounts
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run, Stop
from webapp.simulator.userland.coreutils.find_expression import (
    BadExpression,
    MissingPredicate,
    Node,
    Query,
    parse,
)
from webapp.simulator.userland.coreutils.find_tests import File, check, holds
from webapp.simulator.userland.coreutils.input import agrees
from webapp.simulator.userland.coreutils.modes import mode_string
from webapp.simulator.userland.coreutils.options import MissingOption
from webapp.simulator.userland.coreutils.paths import below, last_name
from webapp.simulator.userland.coreutils.starting import spawn


@dataclass(frozen=True, slots=True)
class _Turn:
    """A path that is still to be visited: on the way down, or on the way up with -depth."""

    path: str
    depth: int
    up: bool = False


@dataclass(frozen=True, slots=True)
class _State:
    """Where the walk stands; `answers` are those of this file's actions, in order."""

    todo: tuple[_Turn, ...]
    answers: tuple[bool, ...] = ()
    child: int | None = None
    gathered: tuple[tuple[Node, tuple[str, ...]], ...] = ()
    status: int = 0
    ends: bool = False


class _Started(Exception):
    """A program was started and has to end before the walk goes on."""

    def __init__(self, child: int) -> None:
        super().__init__(child)
        self.child = child


class _Quit(Exception):
    pass


class _Finder:
    def __init__(self, run: Run, query: Query, state: _State) -> None:
        self.run = run
        self.query = query
        self.state = state
        self.names: Accounts = accounts(run.sys)
        self.pruned = False
        self.turn = 0
        self.answers = state.answers

    def go(self) -> int | Wait:
        try:
            while self.state.todo:
                self.run.sys.tick()
                self.visit()
        except _Started as started:
            child = started.child
            return Wait(replace(self.state, answers=self.answers, child=child), ChildExit((child,)))
        except _Quit:
            self.state = replace(self.state, todo=())
        return self.end()

    def visit(self) -> None:
        turn = self.state.todo[-1]
        depth_first = "-depth" in self.query.settings
        stat = None
        follow = self.query.follow == "L" or (self.query.follow == "H" and turn.depth == 0)
        try:
            stat = self.run.sys.stat(turn.path, follow=follow)
        except OsError as error:
            if follow:
                try:
                    stat = self.run.sys.stat(turn.path, follow=False)
                except OsError:
                    stat = None
            if stat is None:
                self.run.say("open", turn.path, error)
                self.next((), status=1)
                return
        file = File(turn.path, stat)
        deep = self.query.most is None or turn.depth < self.query.most
        enters = stat.is_dir and deep and not turn.up
        if depth_first and enters:
            self.next((*self.children(turn, stat.dev), replace(turn, up=True)), reverse=True)
            return
        self.pruned, self.turn = False, 0
        if turn.depth >= self.query.least:
            self.evaluate(self.query.tree, file)
        if enters and not self.pruned:
            self.next(self.children(turn, stat.dev), reverse=True)
        else:
            self.next(())

    def next(self, more: tuple[_Turn, ...], *, status: int = 0, reverse: bool = False) -> None:
        """Leave this path; `more` come first, in their order."""
        rest = self.state.todo[:-1]
        added = tuple(reversed(more)) if reverse else more
        self.answers = ()
        self.state = replace(
            self.state,
            todo=(*rest, *added),
            answers=(),
            child=None,
            status=max(status, self.state.status),
        )

    def children(self, turn: _Turn, dev: int) -> tuple[_Turn, ...]:
        try:
            names = self.run.sys.listdir(turn.path)
        except OsError as error:
            self.run.say("open", turn.path, error)
            self.state = replace(self.state, status=1)
            return ()
        paths = [below(turn.path, name) for name in names]
        if "-xdev" in self.query.settings:
            paths = [p for p in paths if self.run.sys.stat(p, follow=False).dev == dev]
        return tuple(_Turn(path, turn.depth + 1) for path in paths)

    def evaluate(self, node: Node, file: File) -> bool:
        match node.name:
            case "and":
                return all(self.evaluate(inner, file) for inner in node.inner)
            case "or":
                return any(self.evaluate(inner, file) for inner in node.inner)
            case "list":
                return [self.evaluate(inner, file) for inner in node.inner][-1]
            case "not":
                return not self.evaluate(node.inner[0], file)
            case "-prune":
                self.pruned = "-depth" not in self.query.settings
                return True
            case "-print" | "-print0" | "-printf" | "-ls" | "-delete" | "-exec" | "-ok" | "-quit":
                return self.action(node, file)
        return holds(self.run, node, file, self.names, self.run.sys.started)

    def action(self, node: Node, file: File) -> bool:
        """An action that was done before the program had to wait is not done again."""
        self.turn += 1
        if self.turn <= len(self.answers):
            return self.answers[self.turn - 1]
        if self.state.child is not None:
            done = self.run.sys.reap(self.state.child) == 0
            self.state = replace(self.state, child=None)
        else:
            done = self.act(node, file)
        self.answers = (*self.answers, done)
        return done

    def act(self, node: Node, file: File) -> bool:
        sys = self.run.sys
        match node.name:
            case "-print":
                sys.out(file.path + "\n")
            case "-print0":
                sys.out(file.path + "\0")
            case "-printf":
                sys.out(_formatted(self, node.words[0], file))
            case "-ls":
                sys.out(_row(self, file))
            case "-quit":
                raise _Quit
            case "-delete":
                return self.delete(file)
            case _:
                return self.execute(node, file)
        return True

    def delete(self, file: File) -> bool:
        if file.path in {".", "./"}:
            return True
        try:
            if file.stat.is_dir:
                self.run.sys.rmdir(file.path)
            else:
                self.run.sys.unlink(file.path)
        except OsError as error:
            self.run.say("delete", file.path, error)
            self.state = replace(self.state, status=1)
            return False
        return True

    def execute(self, node: Node, file: File) -> bool:
        if node.many:
            gathered = dict(self.state.gathered)
            gathered[node] = (*gathered.get(node, ()), file.path)
            self.state = replace(self.state, gathered=tuple(gathered.items()))
            return True
        argv = [word.replace("{}", file.path) for word in node.words]
        if node.name == "-ok" and not agrees(self.run.sys, f"< {' '.join(argv)} > ? "):
            return False
        try:
            raise _Started(spawn(self.run.sys, argv))
        except OsError as error:
            self.run.say("run", argv[0], error)
            return False

    def end(self) -> int | Wait:
        """Run what was gathered for ``-exec … +``."""
        state = self.state
        sys = self.run.sys
        if state.ends and state.child is not None:
            status = sys.reap(state.child)
            state = replace(state, child=None, status=max(state.status, 1 if status else 0))
        while state.gathered:
            node, paths = state.gathered[0]
            state = replace(state, gathered=state.gathered[1:], ends=True, todo=())
            argv = [*node.words, *paths]
            try:
                child = spawn(sys, argv)
            except OsError as error:
                self.run.say("run", argv[0], error)
                state = replace(state, status=1)
                continue
            return Wait(replace(state, child=child), ChildExit((child,)))
        return state.status


def _row(finder: _Finder, file: File) -> str:
    stat, names = file.stat, finder.names
    shown = file.path
    if stat.is_link:
        shown += " -> " + finder.run.sys.readlink(file.path)
    now = finder.run.sys.now
    when = times.listed(stat.mtime, now, recent=times.gnu_recent(stat.mtime, now))
    size = f"{stat.rdev[0]:>3}, {stat.rdev[1]:>3}" if stat.kind.value in "bc" else f"{stat.size:>8}"
    owner = f"{names.user_name(stat.uid):<8} {names.group_name(stat.gid):<8}"
    mode = mode_string(stat.kind, stat.mode)
    counts = f"{stat.ino:>9} {stat.blocks // 2:>6} {mode} {stat.nlink:>3}"
    return f"{counts} {owner} {size} {when} {shown}\n"


def _formatted(finder: _Finder, form: str, file: File) -> str:
    """The directives of -printf that are in use."""
    stat, names = file.stat, finder.names
    start = finder.query.paths[0]
    values = {
        "p": file.path, "f": last_name(file.path), "s": str(stat.size), "m": f"{stat.mode:o}",
        "M": mode_string(stat.kind, stat.mode), "u": names.user_name(stat.uid),
        "g": names.group_name(stat.gid), "U": str(stat.uid), "G": str(stat.gid),
        "i": str(stat.ino), "n": str(stat.nlink), "y": stat.kind.value.replace("-", "f"),
        "P": file.path.removeprefix(start).lstrip("/"), "h": file.path.rpartition("/")[0] or ".",
        "k": str(stat.blocks // 2), "b": str(stat.blocks), "%": "%",
        "l": finder.run.sys.readlink(file.path) if stat.is_link else "",
    }  # fmt: skip
    escapes = {"n": "\n", "t": "\t", "0": "\0", "\\": "\\", "a": "\a"}
    made, at = "", 0
    while at < len(form):
        pair = form[at + 1 : at + 2]
        if form[at] == "%" and pair:
            if pair not in values:
                raise MissingOption(f"-printf %{pair}")
            made += values[pair]
            at += 2
        elif form[at] == "\\" and pair in escapes:
            made += escapes[pair]
            at += 2
        else:
            made += form[at]
            at += 1
    return made


def find(run: Run) -> int | Wait:
    """Walk down from paths and do what an expression says for each file."""
    try:
        query = parse(run.sys.args, gnu=run.gnu)
        state = run.sys.state
        if not isinstance(state, _State):
            check(run, query.tree, accounts(run.sys), run.sys.started)
            todo = tuple(_Turn(path, 0) for path in reversed(query.paths))
            state = _State(todo)
        finder = _Finder(run, query, state)
        return finder.end() if state.ends else finder.go()
    except BadExpression as bad:
        run.say(bad.key, bad.text, bad.what, what=bad.what)
        if bad.key == "predicate" and not run.gnu:
            run.sys.err(run.dialect.usage(run.sys.name, "find"))
        if bad.key == "paths" and bad.what in {"-name", "-path", "-iname"}:
            run.say("unquoted", bad.what)
        raise Stop from None
    except MissingPredicate as missing:
        raise MissingOption(str(missing)) from None


COMMANDS = (Command("find", find, Grammar(raw=True), Grammar(raw=True)),)
