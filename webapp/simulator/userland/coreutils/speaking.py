"""echo, printf, test, true and false: what shells have built in, as programs of their own."""

from __future__ import annotations

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.shell import echo as echoing, printf as printing, test_expr

_RAW = Grammar(raw=True)


def _dialect(run: Run) -> str:
    return "gnu" if run.gnu else "ash"


def echo(run: Run) -> int:
    """Print the arguments."""
    run.sys.write(1, echoing.echo(run.operands, _dialect(run)))
    return 0


def printf(run: Run) -> int:
    """Print arguments by a format."""
    operands = run.operands[1:] if run.operands[:1] == ("--",) else run.operands
    if not operands:
        raise run.bad_usage("missing operand" if run.gnu else "")
    made = printing.printf(operands[0], operands[1:], _dialect(run))
    run.sys.write(1, made.output)
    for problem in made.problems:
        run.say(f"printf {problem.kind}", problem.text)
    return made.status


class _Looking:
    """What `test` needs to know of files."""

    def __init__(self, run: Run) -> None:
        self.sys = run.sys

    def stat(self, path: str, follow: bool) -> test_expr.FileFacts | None:
        try:
            return self.sys.stat(path, follow=follow)
        except OsError:
            return None

    def kind(self, path: str, follow: bool) -> str | None:
        try:
            return self.sys.stat(path, follow=follow).kind.value
        except OsError:
            return None


def test(run: Run) -> int:
    """Tell by the exit status whether an expression is true."""
    args = list(run.operands)
    if run.command.name != "test":
        if not args or args[-1] != run.command.name.replace("[", "]"):
            run.say("missing bracket")
            return 2
        args.pop()
    look = _Looking(run)
    sys = run.sys
    files = test_expr.Files(look.stat, look.kind, sys.access, sys.isatty, sys.uid, sys.gid)
    try:
        return 0 if test_expr.test(args, _dialect(run), files) else 1
    except test_expr.TestError as error:
        if run.gnu and error.kind == "unary":
            run.say("test argument", args[-1])
        else:
            run.say(f"test {error.kind}", error.text)
        return 2


def true(run: Run) -> int:
    """Succeed."""
    return 0


def false(run: Run) -> int:
    """Fail."""
    return 1


COMMANDS = (
    Command("echo", echo, _RAW, _RAW),
    Command("printf", printf, _RAW, _RAW),
    Command("test", test, _RAW, _RAW),
    Command("[", test, _RAW, _RAW),
    Command("[[", test, None, _RAW),
    Command("true", true, _RAW, _RAW),
    Command("false", false, _RAW, _RAW),
)
