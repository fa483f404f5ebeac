"""ln, link, readlink and realpath."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.input import agrees
from webapp.simulator.userland.coreutils.paths import below, last_name
from webapp.simulator.userland.coreutils.quoting import curly, shell_always

if TYPE_CHECKING:
    from webapp.simulator.kernel.inode import Stat


def ln(run: Run) -> int:
    """Make hard links, or under -s symbolic ones."""
    if not run.operands:
        raise run.bad_usage("missing file operand" if run.gnu else "")
    if not run.gnu:
        return _busybox(run)
    names = list(run.operands)
    into = run.options.value("t")
    if run.has("T"):
        if len(names) != 2:
            said = (
                f"missing destination file operand after {shell_always(names[0])}"
                if len(names) < 2
                else f"extra operand {shell_always(names[2])}"
            )
            raise run.bad_usage(said)
        pairs = [(names[0], names[1])]
    else:
        if into is None:
            last = names.pop() if len(names) > 1 else "."
            if not _is_dir(run, last, follow=not run.has("n")):
                if len(names) > 1:
                    raise run.stop("target", last, _why_not(run, last))
                return 0 if _gnu_link(run, names[0], last) else 1
            into = last
        pairs = [(name, below(into, last_name(name))) for name in names]
    done = True
    for target, path in pairs:
        done = _gnu_link(run, target, path) and done
    return 0 if done else 1


def _is_dir(run: Run, path: str, *, follow: bool = True) -> bool:
    try:
        return run.sys.stat(path, follow=follow).is_dir
    except OsError:
        return False


def _why_not(run: Run, path: str) -> OsError:
    try:
        run.sys.stat(path)
    except OsError as error:
        return error
    return OsError(Errno.ENOTDIR)


def _gnu_link(run: Run, target: str, path: str) -> bool:
    sys = run.sys
    soft = run.has("s")
    follow = run.has("L")
    stat: Stat | None = None
    if not soft:
        try:
            stat = sys.stat(target, follow=follow)
        except OsError as error:
            run.say("access", target, error)
            return False
        if stat.is_dir:
            run.say("directory", target)
            return False
    if run.has("f", "i") and sys.exists(path, follow=False):
        asks = run.options.last("fi") == "i"
        if asks and not agrees(sys, f"ln: replace {shell_always(path)}? "):
            return False
        there = sys.stat(path, follow=False)
        if stat is not None and (there.dev, there.ino) == (stat.dev, stat.ino):
            if sys.walk(path, follow=False).path == sys.walk(target, follow=follow).path:
                run.say("same", target, target=path)
                return False
            return True
        if there.is_dir:
            run.say("overwrite directory", path)
            return False
        sys.unlink(path)
    try:
        _link(run, target, path, soft=soft, follow=follow)
    except OsError as error:
        if soft:
            run.say("symlink" if target else "symlink to", path, error, to=target)
        else:
            key = "hard link" if error.errno is Errno.EEXIST else "hard link to"
            run.say(key, path, error, to=target)
        return False
    if run.has("v"):
        sys.out(f"{shell_always(path)} {'->' if soft else '=>'} {shell_always(target)}\n")
    return True


def _link(run: Run, target: str, path: str, *, soft: bool, follow: bool) -> None:
    if soft:
        run.sys.symlink(target, path)
    else:
        run.sys.link(target, path, follow=follow)


def _busybox(run: Run) -> int:
    sys = run.sys
    names = run.operands
    last = names[-1]
    if run.has("T"):
        if len(names) > 2:
            raise run.stop("extra", names[2])
        if len(names) != 2:
            raise run.bad_usage()
        if _is_dir(run, last):
            raise run.stop("is directory", last)
    if len(names) == 1:
        names = (*names, last_name(last))
        last = names[-1]
    status = 0
    for target in names[:-1]:
        path = last
        folder = _is_dir(run, last, follow=not run.has("n"))
        if folder and not run.has("T"):
            path = below(last, last_name(target))
        elif len(names) > 2 and not folder:
            path = last
        if not run.has("s") and not sys.exists(target, follow=False):
            run.say("fail", target, OsError(Errno.ENOENT))
            status = 1
            continue
        if run.has("f") and sys.exists(path, follow=False):
            with suppress(OsError):
                sys.unlink(path)
        try:
            _link(run, target, path, soft=run.has("s"), follow=False)
        except OsError as error:
            run.say("fail", path, error)
            status = 1
            continue
        if run.has("v"):
            sys.out(f"'{path}' -> '{target}'\n")
    return status


def link(run: Run) -> int:
    """Make one hard link by link(2)."""
    if len(run.operands) < 2:
        after = f" after {curly(run.operands[0])}" if run.operands else ""
        raise run.bad_usage(f"missing operand{after}" if run.gnu else "")
    target, path = run.operands[:2]
    try:
        run.sys.link(target, path)
    except OsError as error:
        run.say("fail", path, error, to=target)
        return 1
    return 0


def canonical(run: Run, path: str, *, missing: str) -> str | None:
    """A path without links and dots.

    `missing` says what may be absent: ``none``, ``last`` (the last name) or ``all``.
    """
    sys = run.sys
    try:
        walked = sys.walk(path)
    except OsError as error:
        if missing != "all" or error.errno is not Errno.ENOENT:
            return None
        return _loosely(run, path)
    if walked.found is None and missing == "none":
        return None
    return "/" + "/".join(walked.path)


def _loosely(run: Run, path: str) -> str:
    names = [name for name in path.split("/") if name and name != "."]
    at = "/" if path.startswith("/") else run.sys.getcwd()
    for name in names:
        if name == "..":
            at = at.rpartition("/")[0] or "/"
            continue
        step = below(at, name)
        try:
            walked = run.sys.walk(step)
            at = "/" + "/".join(walked.path)
        except OsError:
            at = step
    return at


def readlink(run: Run) -> int:
    """Show where symbolic links lead; with -f, the path without any links."""
    if not run.operands or (not run.gnu and len(run.operands) != 1):
        raise run.bad_usage("missing operand" if run.gnu else "")
    end = "" if run.has("n") and len(run.operands) == 1 else "\0" if run.has("z") else "\n"
    status = 0
    for path in run.operands:
        shown: str | None
        mode = run.options.last("fem")
        if mode:
            missing = {"f": "last", "e": "none", "m": "all"}[mode]
            shown = canonical(run, path, missing=missing)
        else:
            try:
                shown = run.sys.readlink(path)
            except OsError as error:
                shown = None
                if run.has("v"):
                    run.say("fail", path, error)
        if shown is None:
            status = 1
        else:
            run.sys.out(shown + end)
    return status


def realpath(run: Run) -> int:
    """Show paths without links and dots."""
    if not run.operands:
        raise run.bad_usage("missing operand" if run.gnu else "")
    status = 0
    missing = {"e": "none", "m": "all"}.get(run.options.last("em"), "last")
    for path in run.operands:
        shown = canonical(run, path, missing=missing)
        if shown is None:
            status = 1
            if not run.has("q"):
                try:
                    run.sys.stat(path)
                except OsError as error:
                    run.say("fail", path, error)
        else:
            run.sys.out(shown + ("\0" if run.has("z") else "\n"))
    return status


COMMANDS = (
    Command(
        "ln",
        ln,
        Grammar(
            "bdfinrst:vFLPS:T",
            "symbolic=s force=f interactive=i no-dereference=n verbose=v target-directory:=t"
            " no-target-directory=T logical=L physical=P relative=! backup?=! suffix:=!"
            " directory=!",
            missing="bdrFS",
        ),
        Grammar("sfnbS:vT", missing="bS"),
    ),
    Command("link", link, Grammar(), Grammar()),
    Command(
        "readlink",
        readlink,
        Grammar(
            "efmnqsvz",
            "canonicalize=f canonicalize-existing=e canonicalize-missing=m no-newline=n quiet=q"
            " silent=q verbose=v zero=z",
        ),
        Grammar("fnvsq"),
    ),
    Command(
        "realpath",
        realpath,
        Grammar(
            "eEmLPqszsz",
            "canonicalize-existing=e canonicalize-missing=m quiet=q zero=z strip=!"
            " relative-to:=! relative-base:=! logical=! physical=P canonicalize=E no-symlinks=!",
            missing="Ls",
        ),
        Grammar(),
    ),
)
