"""rm, rmdir and unlink."""

from __future__ import annotations

from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.input import agrees
from webapp.simulator.userland.coreutils.quoting import Name


def _is_dot(path: str) -> bool:
    return path.rstrip("/").rsplit("/", 1)[-1] in {".", ".."}


def rm(run: Run) -> int:
    """Remove names; with -r, directories and all that is in them."""
    force = run.options.last("fi") == "f" if run.has("f", "i") else False
    if not run.operands:
        if force:
            return 0
        raise run.bad_usage("missing operand" if run.gnu else "")
    recursive = run.has("r", "R")
    status = 0
    for path in run.operands:
        if run.gnu:
            done = _gnu_operand(run, path, force=force, recursive=recursive)
        else:
            done = _busybox_operand(run, path, force=force, recursive=recursive)
        status = status if done else 1
    return status


def _gnu_operand(run: Run, path: str, *, force: bool, recursive: bool) -> bool:
    if recursive and _is_dot(path):
        run.say("dot", path)
        return False
    if recursive and path and not path.strip("/") and not run.has("no-preserve-root"):
        run.say("root")
        return False
    try:
        stat = run.sys.stat(path, follow=False)
    except OsError as error:
        if not (force and error.errno in {Errno.ENOENT, Errno.ENOTDIR}):
            run.say("remove", path, error)
        return force and error.errno in {Errno.ENOENT, Errno.ENOTDIR}
    if not stat.is_dir:
        return _unlink(run, path)
    if recursive:
        return _tree(run, path)
    if run.has("d"):
        return _rmdir(run, path)
    run.say("is directory", path)
    return False


def _busybox_operand(run: Run, path: str, *, force: bool, recursive: bool) -> bool:
    if _is_dot(path):
        run.say("dot", path)
        return False
    path = path.rstrip("/") or path[:1]
    try:
        stat = run.sys.stat(path, follow=False)
    except OsError as error:
        if error.errno is not Errno.ENOENT:
            run.say("stat", path, error)
            return False
        if not force:
            run.say("remove", path, error)
        return force
    if not stat.is_dir:
        return _unlink(run, path)
    if not recursive:
        run.say("is directory", path)
        return False
    return _tree(run, path)


def _unlink(run: Run, path: str) -> bool:
    if run.has("i") and not _agrees(run, "remove", path):
        return True
    try:
        run.sys.unlink(path)
    except OsError as error:
        run.say("remove", path, error)
        return False
    _told(run, "removed", path)
    return True


def _rmdir(run: Run, path: str) -> bool:
    if run.has("i") and not _agrees(run, "remove directory", path):
        return True
    try:
        run.sys.rmdir(path)
    except OsError as error:
        run.say("remove", path, error)
        return False
    _told(run, "removed directory", path)
    return True


def _told(run: Run, what: str, path: str) -> None:
    if run.has("v"):
        colon = ":" if what.endswith("directory") and not run.gnu else ""
        run.sys.out(f"{what}{colon} {Name(path):q}\n")


def _agrees(run: Run, what: str, path: str) -> bool:
    return agrees(run.sys, f"{run.sys.name}: {what} '{path}'? ")


def _tree(run: Run, path: str) -> bool:
    """Everything below goes first; what could not go keeps its directories."""
    run.sys.tick()
    if run.has("i") and not _agrees(run, "descend into directory", path):
        return True
    try:
        names = run.sys.listdir(path)
    except OsError as error:
        run.say("open directory", path, error)
        return False
    done = True
    for name in names:
        below = f"{path.rstrip('/')}/{name}"
        try:
            stat = run.sys.stat(below, follow=False)
        except OsError as error:
            run.say("remove", below, error)
            done = False
            continue
        ok = _tree(run, below) if stat.is_dir else _unlink(run, below)
        done = done and ok
    return done and _rmdir(run, path)


def rmdir(run: Run) -> int:
    """Remove empty directories; with -p, their parents as well."""
    if not run.operands:
        raise run.bad_usage("missing operand" if run.gnu else "")
    status = 0
    for path in run.operands:
        at = path
        while True:
            if run.has("v"):
                run.sys.out(f"{run.name}: removing directory, {Name(at):q}\n")
            try:
                run.sys.rmdir(at)
            except OsError as error:
                if not (error.errno is Errno.ENOTEMPTY and run.has("ignore")):
                    run.say("fail" if at == path else "fail parent", at, error)
                    status = 1
                break
            above = at.rstrip("/").rpartition("/")[0].rstrip("/")
            if not run.has("p") or not above:
                break
            at = above
    return status


def unlink(run: Run) -> int:
    """Remove one name by unlink(2)."""
    if not run.operands:
        raise run.bad_usage("missing operand" if run.gnu else "")
    try:
        run.sys.unlink(run.operands[0])
    except OsError as error:
        run.say("fail", run.operands[0], error)
        return 1
    return 0


COMMANDS = (
    Command(
        "rm",
        rm,
        Grammar(
            "dfirvIR",
            "force=f recursive=r dir=d verbose=v interactive?=! one-file-system=!"
            " preserve-root?=root"
            " no-preserve-root=no-preserve-root",
            missing="I",
        ),
        Grammar("irfRv"),
    ),
    Command(
        "rmdir",
        rmdir,
        Grammar("pv", "parents=p verbose=v ignore-fail-on-non-empty=ignore"),
        Grammar("pv", "parents=p ignore-fail-on-non-empty=ignore verbose=v"),
    ),
    Command("unlink", unlink, Grammar(), Grammar()),
)
