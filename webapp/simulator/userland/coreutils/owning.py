"""chmod, chown and chgrp."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.inode import Kind, Stat
from webapp.simulator.userland.coreutils.accounts import Accounts, accounts
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.modes import BadMode, mode_string, parse_mode
from webapp.simulator.userland.coreutils.paths import below
from webapp.simulator.userland.coreutils.quoting import curly, shell_always

if TYPE_CHECKING:
    from collections.abc import Callable

_MODE_LETTERS = "rwxXstugo,=+-01234567"


def chmod(run: Run) -> int:
    """Change the permission bits of files."""
    reference = run.options.value("reference")
    operands = list(run.operands)
    if reference is not None:
        wanted = f"{run.sys.stat(reference).mode:o}"
    else:
        if not operands:
            raise run.bad_usage("missing operand" if run.gnu else "")
        wanted = operands.pop(0)
    if not operands:
        raise run.bad_usage(f"missing operand after {curly(wanted)}" if run.gnu else "")
    mask = run.sys.umask()

    def change(path: str, stat: Stat) -> bool:
        try:
            mode = parse_mode(wanted, stat.mode, mask, directory=stat.is_dir, busybox=not run.gnu)
        except BadMode:
            raise run.stop("mode", wanted) from None
        run.sys.chmod(path, mode)
        _tell_mode(run, path, stat, mode)
        return True

    if run.gnu:
        _check_mode(run, wanted)
    return _each(run, tuple(operands), change, link="dangling")


def _mode_first(words: tuple[str, ...], gnu: bool) -> tuple[str, ...]:
    """A mode such as ``-x`` looks like options: it is put behind ``--``, in front of the files."""
    for at, word in enumerate(words):
        if word == "--":
            break
        looks = all(c in _MODE_LETTERS for c in word[1:]) or (
            not gnu and word[1:2] not in set("Rcvf-")
        )
        if word.startswith("-") and len(word) > 1 and looks:
            rest = (*words[:at], *words[at + 1 :])
            options = [w for w in rest if w.startswith("-") and w != "-"]
            return (*options, "--", word, *(w for w in rest if w not in options))
    return words


def _check_mode(run: Run, wanted: str) -> None:
    try:
        parse_mode(wanted, 0, 0, directory=False)
    except BadMode:
        raise run.bad_usage(f"invalid mode: {curly(wanted)}") from None


def _tell_mode(run: Run, path: str, stat: Stat, mode: int) -> None:
    changed = mode != stat.mode
    if not (run.has("v") or (run.has("c") and changed)):
        return
    new = f"{mode:04o} ({mode_string(Kind.FILE, mode)[1:]})"
    if not run.gnu:
        run.sys.out(f"mode of '{path}' changed to {new}\n")
    elif changed:
        old = f"{stat.mode:04o} ({mode_string(Kind.FILE, stat.mode)[1:]})"
        run.sys.out(f"mode of {shell_always(path)} changed from {old} to {new}\n")
    else:
        run.sys.out(f"mode of {shell_always(path)} retained as {new}\n")


def _each(
    run: Run,
    paths: tuple[str, ...],
    change: Callable[[str, Stat], bool],
    *,
    link: str,
    follow: bool = True,
) -> int:
    """Change each file, and under -R what is below; links met on the way are left alone."""
    sys = run.sys
    done = True

    def visit(path: str, *, operand: bool) -> bool:
        sys.tick()
        try:
            stat = sys.stat(path, follow=follow and operand)
        except OsError as error:
            dangles = sys.exists(path, follow=False)
            if not (run.has("f") and run.gnu):
                run.say(link if dangles else "access", path, error)
            return False
        if stat.is_link and follow and not operand:
            return True
        okay = _try(run, path, stat, change)
        if run.has("R") and stat.is_dir:
            try:
                names = sys.listdir(path)
            except OsError as error:
                run.say("access", path, error)
                names, okay = [], False
            for name in names:
                okay = visit(below(path, name), operand=False) and okay
        return okay

    for path in paths:
        done = visit(path, operand=True) and done
    return 0 if done else 1


def _try(run: Run, path: str, stat: Stat, change: Callable[[str, Stat], bool]) -> bool:
    try:
        return change(path, stat)
    except OsError as error:
        if not run.has("f"):
            run.say("change", path, error)
        return False


def chown(run: Run) -> int:
    """Change owner and group of files."""
    operands, wanted = _wanted(run)
    names = accounts(run.sys)
    try:
        uid, gid = _owner(names, wanted, gnu=run.gnu)
    except LookupError as missing:
        shown = (
            wanted.partition(":")[2] if missing.args[0] == "no group" and not run.gnu else wanted
        )
        raise run.stop(str(missing.args[0]), shown) from None
    return _own(run, operands, uid, gid, names)


def chgrp(run: Run) -> int:
    """Change the group of files."""
    operands, wanted = _wanted(run)
    names = accounts(run.sys)
    group = names.group(wanted)
    if group is None and not wanted.isdecimal():
        if run.gnu and not wanted:
            return _own(run, operands, None, None, names)
        raise run.stop("no group", wanted)
    return _own(run, operands, None, int(wanted) if group is None else group.gid, names)


def _wanted(run: Run) -> tuple[tuple[str, ...], str]:
    operands = run.operands
    reference = run.options.value("reference")
    if reference is not None:
        stat = run.sys.stat(reference)
        return operands, f"{stat.uid}:{stat.gid}"
    if not operands:
        raise run.bad_usage("missing operand" if run.gnu else "")
    if len(operands) == 1:
        raise run.bad_usage(f"missing operand after {curly(operands[0])}" if run.gnu else "")
    return operands[1:], operands[0]


def _owner(names: Accounts, wanted: str, *, gnu: bool) -> tuple[int | None, int | None]:
    """The numbers for ``USER``, ``USER:``, ``USER:GROUP`` or ``:GROUP``; raises LookupError."""
    user_name, colon, group_name = wanted.partition(":")
    if not gnu and (not wanted or wanted == ":"):
        raise LookupError("no group" if colon else "no user")
    uid = gid = None
    if user_name:
        user = names.user(user_name)
        if user is None and not user_name.isdecimal():
            raise LookupError("no user" if gnu or not group_name else "no user or group")
        uid = int(user_name) if user is None else user.uid
        if colon and not group_name:
            if user is None:
                raise LookupError("bad spec")
            gid = user.gid
    if group_name:
        group = names.group(group_name)
        if group is None and not group_name.isdecimal():
            raise LookupError("no group" if gnu or not user_name else "no user or group")
        gid = int(group_name) if group is None else group.gid
    return uid, gid


def _own(
    run: Run, paths: tuple[str, ...], uid: int | None, gid: int | None, names: Accounts
) -> int:
    follow = not run.has("h")

    def change(path: str, stat: Stat) -> bool:
        run.sys.chown(path, uid, gid, follow=follow and not stat.is_link)
        differs = uid not in {None, stat.uid} or gid not in {None, stat.gid}
        if run.has("v") or (run.has("c") and differs):
            _tell_owner(run, path, stat, uid, gid, names, differs=differs)
        return True

    return _each(run, paths, change, link="dereference", follow=follow)


def _tell_owner(
    run: Run,
    path: str,
    stat: Stat,
    uid: int | None,
    gid: int | None,
    names: Accounts,
    *,
    differs: bool,
) -> None:
    if not run.gnu:
        owner = f"{stat.uid if uid is None else uid}:{stat.gid if gid is None else gid}"
        run.sys.out(f"changed ownership of '{path}' to {owner}\n")
        return

    def words(user: int, group: int) -> str:
        parts = [names.user_name(user)] if uid is not None else []
        parts += [names.group_name(group)] if gid is not None else []
        return ":".join(parts) if uid is not None else parts[-1] if parts else ""

    what = "ownership" if uid is not None else "group"
    new = words(uid or 0, gid or 0)
    shown = shell_always(path)
    if differs:
        old = words(stat.uid, stat.gid)
        run.sys.out(f"changed {what} of {shown} from {old} to {new}\n")
    else:
        run.sys.out(f"{what} of {shown} retained as {new}\n")


_OWN_LONG = (
    "recursive=R no-dereference=h dereference=D verbose=v changes=c quiet=f silent=f"
    " reference:=reference from:=! preserve-root=root no-preserve-root=no-root"
)
_OWN = Grammar("cfhvRHLP", _OWN_LONG)
_BUSYBOX_OWN = Grammar(
    "RhLHPcvf", "recursive=R no-dereference=h changes=c quiet=f silent=f verbose=v"
)
COMMANDS = (
    Command(
        "chmod",
        chmod,
        Grammar(
            "RcfvHLPh",
            "recursive=R changes=c quiet=f silent=f verbose=v reference:=reference"
            " preserve-root=root no-preserve-root=no-root no-dereference=! dereference=D",
            missing="HLPh",
        ),
        Grammar("Rcvf"),
        rewrite=_mode_first,
    ),
    Command("chown", chown, _OWN, _BUSYBOX_OWN),
    Command("chgrp", chgrp, _OWN, _BUSYBOX_OWN),
)
