"""GNU's cp and mv: the order of its checks, and what it does where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.inode import Kind, Stat
from webapp.simulator.kernel.sys import Open
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
from webapp.simulator.userland.coreutils.quoting import shell_always

if TYPE_CHECKING:
    from webapp.simulator.userland.coreutils.command import Run

_ARCHIVE = ("mode", "ownership", "timestamps", "links")


def _kept(run: Run) -> set[str]:
    kept: set[str] = set()
    for key, value in run.options.given:
        if key == "a":
            kept |= set(_ARCHIVE)
        elif key == "p":
            kept |= {"mode", "ownership", "timestamps"}
        elif key == "d":
            kept |= {"links"}
        elif key in {"preserve", "no-preserve"}:
            words = set((value or "mode,ownership,timestamps").split(","))
            if "all" in words:
                words |= set(_ARCHIVE)
            kept = kept | words if key == "preserve" else kept - words
    return kept


def _wishes(run: Run) -> Wishes:
    kept = _kept(run)
    last = run.options.last("LHPda")
    recursive = run.has("a", "r", "R")
    follow = {"L": "all", "H": "operands"}.get(last, "" if last or recursive else "all")
    return Wishes(
        recursive=recursive,
        links="links" in kept,
        follow=follow,
        mode="mode" in kept,
        owner="ownership" in kept,
        times="timestamps" in kept,
        force=run.has("f"),
        ask=run.options.last("in") == "i",
        keep=run.options.last("in") == "n",
        update=run.has("u"),
        hard=run.has("l"),
        soft=run.has("s"),
        verbose=run.has("v"),
    )


def cp(run: Run) -> int:
    """Copy files as GNU's cp does."""
    sources, targets = _targets(run)
    copy = Copy(run, _wishes(run))
    done = True
    for source, target in zip(sources, targets, strict=True):
        done = copy_file(copy, source, target, operand=True) and done
    return 0 if done else 1


def _targets(run: Run) -> tuple[list[str], list[str]]:
    """The sources, and for each the path that it goes to."""
    into = run.options.value("t")
    names = list(run.operands)
    if not names:
        raise run.bad_usage("missing file operand")
    if into is None:
        if len(names) == 1:
            raise run.bad_usage(f"missing destination file operand after {shell_always(names[0])}")
        last = names.pop()
        try:
            folder = run.sys.stat(last).is_dir
            gone: OsError | None = None
        except OsError as error:
            folder, gone = False, error
        if run.has("T"):
            if len(names) > 1:
                raise run.bad_usage(f"extra operand {shell_always(last)}")
            return names, [last]
        if not folder:
            if len(names) > 1:
                raise run.stop("target", last, gone or OsError(Errno.ENOTDIR))
            return names, [last]
        into = last
    elif not _is_dir(run, into):
        raise run.stop("target", into, _why_not(run, into))
    return names, [below(into, last_name(name)) for name in names]


def _is_dir(run: Run, path: str) -> bool:
    try:
        return run.sys.stat(path).is_dir
    except OsError:
        return False


def _why_not(run: Run, path: str) -> OsError:
    try:
        run.sys.stat(path)
    except OsError as error:
        return error
    return OsError(Errno.ENOTDIR)


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
    if stat.is_dir and not wishes.recursive:
        run.say("omitting", source)
        return False
    there = copy.lstat(target)
    if there is not None and there.is_link and not stat.is_dir and stat.kind is not Kind.SYMLINK:
        # What a link leads to is written, not the link.
        try:
            there = sys.stat(target)
        except OsError:
            if not wishes.force:
                run.say("dangling", target)
                return False
    if there is not None:
        if identity(there) == identity(stat):
            if wishes.hard:
                return True
            run.say("same", source, target=target)
            return False
        verdict = _in_the_way(copy, source, target, stat, there)
        if verdict is not None:
            return verdict
    if stat.is_dir:
        return _directory(copy, source, target, stat, there)
    return _file(copy, source, target, stat, there)


def _in_the_way(copy: Copy, source: str, target: str, stat: Stat, there: Stat) -> bool | None:
    run, wishes = copy.run, copy.wishes
    if stat.is_dir and not there.is_dir:
        run.say("overwrite file", target, other=source)
        return False
    if not stat.is_dir:
        if wishes.keep or (wishes.update and stat.mtime <= there.mtime):
            return True
        if there.is_dir:
            run.say("overwrite directory", target, other=source)
            return False
        if wishes.ask and not _agrees(run, target):
            return False
    return None


def _agrees(run: Run, target: str) -> bool:
    return agrees(run.sys, f"{run.sys.argv[0]}: overwrite {shell_always(target)}? ")


def _directory(copy: Copy, source: str, target: str, stat: Stat, there: Stat | None) -> bool:
    run, sys, wishes = copy.run, copy.sys, copy.wishes
    if identity(stat) in copy.made:
        run.say(
            "into itself", copy.copied.get((-1, -1), source), target=copy.copied[identity(stat)]
        )
        return False
    copy.copied.setdefault((-1, -1), source)
    mask = sys.umask()
    if there is None:
        try:
            sys.umask(0)
            sys.mkdir(target, stat.mode & ~mask | 0o700)
        except OsError as error:
            run.say("create directory", target, error)
            return False
        finally:
            sys.umask(mask)
        copy.tell(source, target)
    own = identity(sys.stat(target))
    copy.made.add(own)
    copy.copied[own] = target
    done = True
    try:
        names = sys.listdir(source)
    except OsError as error:
        run.say("access", source, error)
        return False
    for name in names:
        done = copy_file(copy, below(source, name), below(target, name)) and done
    if there is None and not wishes.mode:
        sys.chmod(target, stat.mode & ~mask)
    return _preserve(copy, stat, target) and done


def _preserve(copy: Copy, stat: Stat, target: str) -> bool:
    done = True
    for what, error in preserve(copy, stat, target):
        if what != "ownership" or copy.sys.uid == 0:
            key = {"times": "preserve times", "ownership": "preserve owner"}
            copy.run.say(key.get(what, "preserve mode"), target, error)
            done = False
    return done


def _file(copy: Copy, source: str, target: str, stat: Stat, there: Stat | None) -> bool:
    run, sys, wishes = copy.run, copy.sys, copy.wishes
    first = copy.copied.get(identity(stat)) if wishes.links and stat.nlink > 1 else None
    link = first or (source if wishes.hard else None)
    # Without -r a device is read like a file.
    read = stat.is_file or (not wishes.recursive and not stat.is_link)
    regular = read and link is None and not wishes.soft
    if there is not None and not regular:
        try:
            sys.unlink(target)
        except OsError as error:
            run.say("remove", target, error)
            return False
    try:
        if link is not None:
            sys.link(link, target)
        elif wishes.soft:
            sys.symlink(source, target)
        elif stat.kind is Kind.SYMLINK:
            sys.symlink(sys.readlink(source), target)
        elif regular:
            if not _regular(copy, source, target, stat, there):
                return False
        else:
            special(sys, stat, target)
    except OsError as error:
        key = "link" if link else "symlink" if stat.is_link or wishes.soft else "create special"
        run.say(key, target, error, other=link or source)
        return False
    copy.tell(source, target)
    if link is not None or wishes.soft:
        return True
    if stat.nlink > 1:
        copy.copied[identity(stat)] = target
    return _preserve(copy, stat, target)


def _regular(copy: Copy, source: str, target: str, stat: Stat, there: Stat | None) -> bool:
    run, sys, wishes = copy.run, copy.sys, copy.wishes
    try:
        reading = sys.open(source)
    except OsError as error:
        run.say("open", source, error)
        return False
    try:
        if there is None:
            writing = open_new(sys, target, stat.mode)
        else:
            writing = sys.open(target, Open.WRITE | Open.TRUNCATE)
    except OsError as error:
        again = _forced(copy, target, stat) if there is not None and wishes.force else None
        if again is None:
            missing = error.errno is Errno.EISDIR and there is None
            run.say("create", target, OsError(Errno.ENOTDIR) if missing else error)
            sys.close(reading)
            return False
        writing = again
    try:
        pour(sys, reading, writing)
    except OsError as error:
        run.say("write to", target, error)
        return False
    return True


def _forced(copy: Copy, target: str, stat: Stat) -> int | None:
    """Under -f, a file that cannot be opened is removed and made anew."""
    try:
        copy.sys.unlink(target)
        return open_new(copy.sys, target, stat.mode)
    except OsError:
        return None


def mv(run: Run) -> int:
    """Rename files as GNU's mv does, copying them where rename(2) answers EXDEV."""
    sources, targets = _targets(run)
    done = True
    for source, target in zip(sources, targets, strict=True):
        done = _move(run, source, target) and done
    return 0 if done else 1


def _move(run: Run, source: str, target: str) -> bool:
    sys = run.sys
    wishes = Wishes(
        recursive=True,
        links=True,
        mode=True,
        owner=True,
        times=True,
        ask=run.options.last("fin") == "i",
        keep=run.options.last("fin") == "n",
        update=run.has("u"),
    )
    copy = Copy(run, wishes)
    try:
        stat = sys.stat(source, follow=False)
    except OsError as error:
        run.say("stat", source, error)
        return False
    there = None
    try:
        there = sys.stat(target, follow=False)
    except OsError as error:
        if error.errno is Errno.ENOTDIR and not target.endswith("/"):
            run.say("stat", target, error)
            return False
    if there is not None:
        if identity(there) == identity(stat):
            run.say("same", source, target=target)
            return False
        verdict = _in_the_way(copy, source, target, stat, there)
        if verdict is not None:
            return verdict
        asks = run.options.last("fin") == "" and sys.isatty(0) and not there.is_link
        if asks and not sys.access(target, 2) and not _agrees(run, target):
            return False
    try:
        sys.rename(source, target)
    except OsError as error:
        return _not_renamed(copy, source, target, stat, there, error)
    if run.has("v"):
        sys.out(f"renamed {shell_always(source)} -> {shell_always(target)}\n")
    return True


def _not_renamed(
    copy: Copy, source: str, target: str, stat: Stat, there: Stat | None, error: OsError
) -> bool:
    run, sys = copy.run, copy.sys
    if error.errno is Errno.EINVAL:
        run.say("subdirectory", source, target=target)
        return False
    if error.errno is not Errno.EXDEV:
        if there is not None and error.errno in {Errno.ENOTEMPTY, Errno.EEXIST}:
            run.say("overwrite", target, error)
        else:
            run.say("move", source, error, target=target)
        return False
    if there is not None:
        try:
            if there.is_dir:
                sys.rmdir(target)
            else:
                sys.unlink(target)
        except OsError as refused:
            run.say("inter-device", source, refused, target=target)
            return False
    if not copy_file(copy, source, target):
        return False
    if run.has("v"):
        sys.out(f"copied {shell_always(source)} -> {shell_always(target)}\n")
    return _remove(run, source)


def _remove(run: Run, path: str) -> bool:
    sys = run.sys
    sys.tick()
    try:
        if not sys.stat(path, follow=False).is_dir:
            sys.unlink(path)
            return True
        done = True
        for name in sys.listdir(path):
            done = _remove(run, below(path, name)) and done
        if done:
            sys.rmdir(path)
    except OsError as error:
        run.say("remove", path, error)
        return False
    return done
