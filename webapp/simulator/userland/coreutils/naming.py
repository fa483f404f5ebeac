"""basename, dirname, pwd, which, env, printenv and their kin: names and where things are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.simulator.kernel.environ import Environ
from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.paths import basename as base, below, dirname as folder
from webapp.simulator.userland.coreutils.quoting import curly
from webapp.simulator.userland.coreutils.starting import exit_status, locate

if TYPE_CHECKING:
    from webapp.simulator.kernel.process import Wait


def basename(run: Run) -> int:
    """The last name of paths, without a suffix."""
    if not run.operands:
        raise run.bad_usage("missing operand" if run.gnu else "")
    several = run.has("a", "s")
    if not several and len(run.operands) > 2:
        raise run.bad_usage(f"extra operand {curly(run.operands[2])}" if run.gnu else "")
    suffix = run.options.value("s") or ""
    names = run.operands if several else run.operands[:1]
    if not several and len(run.operands) == 2:
        suffix = run.operands[1]
    end = "\0" if run.has("z") else "\n"
    for name in names:
        found = base(name)
        if suffix and found.endswith(suffix) and found != suffix:
            found = found.removesuffix(suffix)
        run.sys.out(found + end)
    return 0


def dirname(run: Run) -> int:
    """Paths without their last name."""
    if not run.operands or (not run.gnu and len(run.operands) > 1):
        raise run.bad_usage("missing operand" if run.gnu else "")
    for name in run.operands:
        run.sys.out(folder(name) + ("\0" if run.has("z") else "\n"))
    return 0


def pwd(run: Run) -> int:
    """The working directory."""
    run.sys.out(run.sys.getcwd() + "\n")
    return 0


def which(run: Run) -> int:
    """Where programs are found along PATH."""
    if not run.operands and not run.gnu:
        raise run.bad_usage()
    status = 0 if run.operands else 1
    for name in run.operands:
        found = _candidates(run, name)
        for path in found if run.has("a") else found[:1]:
            run.sys.out(path + "\n")
        if not found:
            status = 1
    return status


def _candidates(run: Run, name: str) -> list[str]:
    if "/" in name:
        paths = [name]
    else:
        paths = [below(part or ".", name) for part in run.sys.getenv("PATH").split(":")]
    found = []
    for path in paths:
        try:
            if run.sys.stat(path).is_file and run.sys.access(path, 1):
                found.append(path)
        except OsError:
            continue
    return found


def printenv(run: Run) -> int:
    """Variables of the environment."""
    env = run.sys.env
    end = "\0" if run.has("0") else "\n"
    if not run.operands:
        run.sys.out("".join(f"{name}={env[name]}{end}" for name in env))
        return 0
    status = 0
    for name in run.operands:
        if name in env:
            run.sys.out(env[name] + end)
        else:
            status = 1
    return status


def env(run: Run) -> int | Wait:
    """Run a program in a changed environment, or show the environment."""
    sys = run.sys
    words = list(run.operands)
    made = Environ() if run.has("i") or words[:1] == ["-"] else sys.env
    if words[:1] == ["-"]:
        words.pop(0)
    for name in run.options.values("u"):
        made = made.discard(name)
    while words and "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        made = made.insert(name, value)
    if not words:
        end = "\0" if run.has("0") else "\n"
        sys.out("".join(f"{name}={made[name]}{end}" for name in made))
        return 0
    where = run.options.value("C")
    if where is not None:
        try:
            sys.chdir(where)
        except OsError as error:
            raise run.stop("chdir", where, error, status=125) from None
    sys.update(replace(sys.process, env=made))
    return take_over(run, words)


def take_over(run: Run, words: list[str]) -> int:
    """Become the program that the words name; complains if that fails."""
    sys = run.sys
    try:
        sys.exec(locate(sys, words[0]), words)
    except OsError as error:
        run.say("run", words[0], error)
        return exit_status(error)
    return 0


def sudo(run: Run) -> int | Wait:
    """Run a program as root; whoever is root already just runs it."""
    words = list(run.operands)
    user = run.options.value("u")
    if run.sys.uid != 0 or (user is not None and user not in {"root", "#0"}):
        return run.sys.not_simulated(f"sudo -u {user}" if user else "sudo as another user")
    if run.has("i", "s"):
        words = words or ["bash"]
    made = run.sys.env
    while words and "=" in words[0] and not words[0].startswith("="):
        name, _, value = words.pop(0).partition("=")
        made = made.insert(name, value)
    if not words:
        run.sys.err("usage: sudo -h | -K | -k | -V\n")
        return 1
    for name, value in (("SUDO_USER", "root"), ("SUDO_UID", "0"), ("SUDO_GID", "0")):
        made = made.insert(name, value)
    made = made.insert("SUDO_COMMAND", " ".join(words))
    run.sys.update(replace(run.sys.process, env=made))
    try:
        run.sys.exec(locate(run.sys, words[0]), words)
    except OsError as error:
        if error.errno is Errno.ENOENT:
            run.sys.err(f"sudo: {words[0]}: command not found\n")
        else:
            run.sys.err(f"sudo: unable to execute {words[0]}: {error.strerror}\n")
    return 1


COMMANDS = (
    Command(
        "basename",
        basename,
        Grammar("+as:z", "multiple=a suffix:=s zero=z"),
        Grammar("+as:"),
    ),
    Command("dirname", dirname, Grammar("z", "zero=z"), Grammar()),
    Command("pwd", pwd, Grammar("LP", "logical=L physical=P"), Grammar("LP")),
    Command("which", which, Grammar("as"), Grammar("a")),
    Command("printenv", printenv, Grammar("+0", "null=0"), None),
    Command(
        "env",
        env,
        Grammar(
            "+iu:0C:vS:",
            "ignore-environment=i unset:=u null=0 chdir:=C split-string:=! debug=!"
            " argv0:=! list-signal-handling=!",
            missing="vS",
        ),
        Grammar("+iu:0", "ignore-environment=i unset:=u"),
        usage_status=125,
    ),
    Command(
        "sudo",
        sudo,
        Grammar(
            "+EHiknsSu:g:bAp:", "user:=u login=i preserve-env?=E non-interactive=n", missing="gbAp"
        ),
        None,
    ),
)
