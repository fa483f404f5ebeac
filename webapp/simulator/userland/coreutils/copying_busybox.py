"""busybox's cp and mv: the order of its checks, and what it does where."""

from __future__ import annotations

from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.inode import Kind, Stat
from webapp.simulator.userland.coreutils.command import Run, Stop
from webapp.simulator.userland.coreutils.copying import (
    Copy,
    Wishes,
    identity,
    open_new,
    pour,
    preserve,
    special,
)
from webapp.simulator.userland.coreutils.input import agrees
from webapp.simulator.userland.coreutils.paths import below, last_name


def _looked_up(run: Run, path: str, *, follow: bool) -> Stat | None:
    """What is there, None if nothing; ends the program where the path cannot be walked."""
    try:
        return run.sys.stat(path, follow=follow)
    except OsError as error:
        if error.errno is Errno.ENOENT:
            return None
        words = "Path has non-directory component" if error.errno is Errno.ENOTDIR else error
        raise run.stop("stat", path, words) from None


def cp(run: Run) -> int:
    """Copy files as busybox's cp does."""
    archive = run.has("a")
    wishes = Wishes(
        recursive=run.has("a", "r", "R"),
        follow=_follow(run),
        mode=run.has("a", "p"),
        owner=run.has("a", "p"),
        times=run.has("a", "p"),
        force=run.has("f"),
        ask=run.has("i"),
        keep=run.has("n"),
        update=run.has("u"),
        hard=run.has("l"),
        soft=run.has("s"),
        verbose=run.has("v"),
        links=archive,
    )
    copy = Copy(run, wishes)
    into = run.options.value("t")
    if len(run.operands) < (1 if into is not None else 2):
        raise run.bad_usage()
    sources = run.operands if into is not None else run.operands[:-1]
    last = run.operands[-1] if into is None else into
    status = 0
    for source in sources:
        target = None
        if len(sources) == 1 and into is None:
            target = _single(run, copy, source, last)
        plain = source
        if target is None:
            plain = source.rstrip("/") or "/"
            target = below(last, last_name(source))
        if not copy_file(copy, plain, target, operand=True):
            status = 1
    return status


def _follow(run: Run) -> str:
    last = run.options.last("LHPda")
    if last == "L":
        return "all"
    if last == "H":
        return "operands"
    return "" if last or run.has("r", "R") else "all"


def _single(run: Run, copy: Copy, source: str, last: str) -> str | None:
    """The target itself, or None if the source goes below it."""
    stat = _looked_up(run, source, follow=copy.wishes.follow != "")
    there = _looked_up(run, last, follow=True)
    source_dir = stat is not None and stat.is_dir
    target_dir = there is not None and there.is_dir
    if run.has("T"):
        if target_dir and not source_dir:
            raise run.stop("is directory", last)
        return last
    if not source_dir and not target_dir:
        return last
    return last if copy.wishes.recursive and source_dir and there is None else None


def copy_file(copy: Copy, source: str, target: str, *, operand: bool = False) -> bool:
    """Copy one file or tree; complains and gives False where that fails."""
    run, sys, wishes = copy.run, copy.sys, copy.wishes
    sys.tick()
    follow = wishes.follow == "all" or (operand and wishes.follow == "operands")
    try:
        stat = sys.stat(source, follow=follow)
    except OsError as error:
        run.say("stat", source, error)
        return False
    there: Stat | None = None
    try:
        there = sys.stat(target, follow=False)
    except OsError as error:
        if error.errno is not Errno.ENOENT:
            run.say("stat", target, error)
            return False
    if there is not None and identity(there) == identity(stat):
        run.say("same", source, target=target)
        return False
    if stat.is_dir:
        return _directory(copy, source, target, stat, there)
    if there is not None and (wishes.keep or (wishes.update and stat.mtime <= there.mtime)):
        return True
    if wishes.hard or wishes.soft:
        return _link(copy, source, target)
    if (not wishes.recursive or stat.is_file) and stat.kind is not Kind.SYMLINK:
        return _regular(copy, source, target, stat)
    return _other(copy, source, target, stat, there)


def _directory(copy: Copy, source: str, target: str, stat: Stat, there: Stat | None) -> bool:
    run, sys, wishes = copy.run, copy.sys, copy.wishes
    if not wishes.recursive:
        run.say("omitting", source)
        return False
    if identity(stat) in copy.made:
        run.say("recursion", source)
        return False
    mask = sys.umask()
    if there is not None:
        if not there.is_dir:
            run.say("not directory", target)
            return False
    else:
        mode = stat.mode if wishes.mode else stat.mode & ~mask
        try:
            sys.umask(0)
            sys.mkdir(target, mode | 0o700)
        except OsError as error:
            run.say("create directory", target, error)
            return False
        finally:
            sys.umask(mask)
    copy.made.add(identity(sys.stat(target, follow=False)))
    done = True
    try:
        names = sys.listdir(source)
    except OsError as error:
        run.say("open", source, error)
        names, done = [], False
    for name in names:
        done = copy_file(copy, below(source, name), below(target, name)) and done
    if there is None:
        sys.chmod(target, stat.mode & ~mask)
    _preserve(copy, stat, target)
    copy.tell(source, target)
    return done


def _preserve(copy: Copy, stat: Stat, target: str) -> None:
    for what, error in preserve(copy, stat, target):
        copy.run.say("preserve", target, error, what=what)


def _make_way(copy: Copy, target: str, error: OsError) -> bool | None:
    """Remove what is in the way under -f or -i; True to try again, None if the learner said no."""
    if not (copy.wishes.force or copy.wishes.ask):
        copy.run.say("create", target, error)
        return False
    if copy.wishes.ask:
        question = f"{copy.sys.name}: overwrite '{target}'? "
        if not agrees(copy.sys, question):
            return None
    try:
        copy.sys.unlink(target)
    except OsError as again:
        both = again.errno is Errno.ENOENT and error.errno is Errno.ENOENT
        copy.run.say("create", target, "Path does not exist" if both else error)
        return False
    return True


def _link(copy: Copy, source: str, target: str) -> bool:
    sys = copy.sys

    def make() -> None:
        if copy.wishes.soft:
            sys.symlink(source, target)
        else:
            sys.link(source, target)

    try:
        make()
    except OsError as error:
        way = _make_way(copy, target, error)
        if not way:
            return way is None
        try:
            make()
        except OsError as again:
            copy.run.say("link", target, again)
            return False
    return True


def _regular(copy: Copy, source: str, target: str, stat: Stat) -> bool:
    run, sys, wishes = copy.run, copy.sys, copy.wishes
    if not wishes.follow:
        first = copy.copied.get(identity(stat))
        if first is not None:
            try:
                sys.link(first, target)
            except OsError as error:
                if not _make_way(copy, target, error):
                    return False
                sys.link(first, target)
            return True
        copy.copied[identity(stat)] = target
    try:
        reading = sys.open(source)
    except OsError as error:
        run.say("open", source, error)
        return False
    mode = stat.mode if stat.is_file else 0o666
    try:
        writing = open_new(sys, target, mode, exclusive=wishes.ask)
    except OsError as error:
        way = _make_way(copy, target, error)
        if not way:
            sys.close(reading)
            return way is None
        try:
            writing = open_new(sys, target, mode, exclusive=True)
        except OsError as again:
            run.say("open", target, again)
            return False
    try:
        pour(sys, reading, writing)
    except OsError as error:
        run.say("write", target, error)
        return False
    if stat.is_file:
        _preserve(copy, stat, target)
        copy.tell(source, target)
    return True


def _other(copy: Copy, source: str, target: str, stat: Stat, there: Stat | None) -> bool:
    run, sys = copy.run, copy.sys
    if there is not None:
        way = _make_way(copy, target, OsError(Errno.EEXIST))
        if not way:
            return way is None
    if stat.kind is Kind.SYMLINK:
        leads = sys.readlink(source)
        try:
            sys.symlink(leads, target)
        except OsError as error:
            run.say("symlink", target, error, leads=leads)
            return False
        if copy.wishes.owner:
            try:
                sys.chown(target, stat.uid, stat.gid, follow=False)
            except OsError as error:
                run.say("preserve", target, error, what="ownership")
        return True
    try:
        special(sys, stat, target)
    except OsError as error:
        run.say("create", target, error)
        return False
    _preserve(copy, stat, target)
    copy.tell(source, target)
    return True


def mv(run: Run) -> int:
    """Rename files as busybox's mv does, copying them where rename(2) answers EXDEV."""
    into = run.options.value("t")
    if len(run.operands) < (1 if into is not None else 2):
        raise run.bad_usage()
    sources = run.operands if into is not None else run.operands[:-1]
    last = run.operands[-1] if into is None else into
    there = None
    whole = False
    if len(sources) == 1 and into is None:
        there = _looked_up(run, last, follow=True)
        whole = there is None or not there.is_dir or run.has("T")
    status = 0
    for source in sources:
        target, plain = last, source
        if not whole:
            plain = source.rstrip("/") or "/"
            target = below(last, last_name(source))
            try:
                there = _looked_up(run, target, follow=True)
            except Stop:
                status = 1
                continue
        if there is not None and not _may_replace(run, target):
            continue
        if not _move(run, plain, target, there):
            status = 1
        elif run.has("v"):
            run.sys.out(f"'{plain}' -> '{target}'\n")
    return status


def _may_replace(run: Run, target: str) -> bool:
    last = run.options.last("nfi")
    if last == "n":
        return False
    if last != "f" and (last == "i" or (run.sys.isatty(0) and not run.sys.access(target, 2))):
        return agrees(run.sys, f"mv: overwrite '{target}'? ")
    return True


def _move(run: Run, source: str, target: str, there: Stat | None) -> bool:
    sys = run.sys
    try:
        sys.rename(source, target)
    except OsError as error:
        if error.errno is not Errno.EXDEV:
            run.say("rename", source, error)
            return False
    else:
        return True
    stat = sys.stat(source, follow=False)
    if there is not None:
        if there.is_dir != stat.is_dir:
            kinds = ("", "non-") if there.is_dir else ("non-", "")
            run.say("overwrite", over=kinds[0], by=kinds[1])
            return False
        try:
            sys.unlink(target)
        except OsError as error:
            run.say("remove", target, error)
            return False
    wishes = Wishes(recursive=True, mode=True, owner=True, times=True, links=True)
    return copy_file(Copy(run, wishes), source, target) and remove_tree(run, source)


def remove_tree(run: Run, path: str) -> bool:
    """Remove a name and all below it, as `rm -rf` does."""
    sys = run.sys
    sys.tick()
    try:
        if not sys.stat(path, follow=False).is_dir:
            sys.unlink(path)
            return True
        done = True
        for name in sys.listdir(path):
            done = remove_tree(run, below(path, name)) and done
        if done:
            sys.rmdir(path)
    except OsError as error:
        run.say("remove", path, error)
        return False
    return done
