"""tar: packs, lists and unpacks archives that keep extents as extents."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.inode import Kind, Stat
from webapp.simulator.kernel.sys import Open
from webapp.simulator.userland.coreutils import times
from webapp.simulator.userland.coreutils.accounts import Accounts, accounts
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run, Stop
from webapp.simulator.userland.coreutils.find_tests import glob
from webapp.simulator.userland.coreutils.modes import mode_string
from webapp.simulator.userland.coreutils.options import OptionError, parse
from webapp.simulator.userland.coreutils.paths import below
from webapp.simulator.userland.coreutils.tar_format import (
    BLOCK,
    Member,
    NotAnArchive,
    decode,
    encode,
)

if TYPE_CHECKING:
    from webapp.simulator.kernel.content import Content


@dataclass(slots=True)
class _Packing:
    """One archive in the making."""

    run: Run
    names: Accounts
    members: list[Member] = field(default_factory=list)
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    stripped: bool = False
    failed: bool = False

    def add(self, path: str) -> None:
        run, sys = self.run, self.run.sys
        sys.tick()
        if any(
            glob(pattern, path) or glob(pattern, path.rsplit("/", 1)[-1])
            for pattern in run.options.values("exclude")
        ):
            return
        try:
            stat = sys.stat(path, follow=run.has("h"))
        except OsError as error:
            run.say("stat", path, error)
            self.failed = True
            return
        if stat.kind is Kind.SOCKET:
            run.say("socket", path)
            return
        name = path.lstrip("/")
        if path.startswith("/") and not run.has("P"):
            if not self.stripped:
                run.say("strip")
            self.stripped = True
        else:
            name = path
        name = name or "./"
        if stat.is_dir and not name.endswith("/"):
            name += "/"
        member = self.member(name, path, stat)
        if member is None:
            return
        self.members.append(member)
        if run.has("v"):
            shown = path + "/" if stat.is_dir and not path.endswith("/") else path
            self.tell(shown if run.gnu else name)
        if stat.is_dir:
            try:
                names = sys.listdir(path)
            except OsError as error:
                run.say("open file", path, error)
                self.failed = True
                return
            for inner in names:
                self.add(below(path, inner))

    def tell(self, name: str) -> None:
        archive = self.run.options.value("f")
        self.run.sys.write(2 if archive in {None, "-"} else 1, f"{name}\n".encode())

    def member(self, name: str, path: str, stat: Stat) -> Member | None:
        sys = self.run.sys
        made = Member(
            name,
            stat.kind,
            stat.mode,
            stat.uid,
            stat.gid,
            0,
            stat.mtime // times.SECOND,
            user=self.names.user_name(stat.uid),
            group=self.names.group_name(stat.gid),
            rdev=stat.rdev,
        )
        key = (stat.dev, stat.ino)
        if stat.nlink > 1 and not stat.is_dir:
            if key in self.links:
                return replace(made, link=self.links[key], hard=True)
            self.links[key] = name
        if stat.is_link:
            return replace(made, link=sys.readlink(path))
        if stat.is_file:
            try:
                fd = sys.open(path)
                content = sys.read_content(fd)
                sys.close(fd)
            except OsError as error:
                self.run.say("open file", path, error)
                self.failed = True
                return None
            return replace(made, content=content, size=content.size)
        return made


def _create(run: Run) -> int:
    if not run.operands and not run.has("T"):
        run.say("empty")
        if run.gnu:
            run.sys.err("Try 'tar --help' or 'tar --usage' for more information.\n")
        return 2 if run.gnu else 1
    packing = _Packing(run, accounts(run.sys))
    target = run.options.value("f")
    fd = 1
    if target not in {None, "-"}:
        assert target is not None
        fd = _opened(run, target, Open.WRITE | Open.CREATE | Open.TRUNCATE)
    _change_directory(run)
    for path in run.operands:
        packing.add(path)
    run.sys.write_content(fd, encode(packing.members, records=run.gnu))
    if packing.failed:
        run.say("failed")
    return (2 if run.gnu else 1) if packing.failed else 0


def _opened(run: Run, path: str, how: Open) -> int:
    try:
        return run.sys.open(path, how)
    except OsError as error:
        raise run.stop("open", path, error, status=2 if run.gnu else 1) from None


def _change_directory(run: Run) -> None:
    where = run.options.value("C")
    if where is None:
        return
    try:
        run.sys.chdir(where)
    except OsError as error:
        raise run.stop("directory", where, error, status=2 if run.gnu else 1) from None


def _archive(run: Run) -> Content:
    source = run.options.value("f")
    if source in {None, "-"}:
        return run.sys.read_content(0)
    assert source is not None
    fd = _opened(run, source, Open.READ)
    return run.sys.read_content(fd)


def _wanted(run: Run, archive: Content) -> tuple[list[Member], set[str], bool]:
    """The members that were asked for, names that are not there, and whether it is an archive."""
    asked = [name.rstrip("/") for name in run.operands]
    found: set[str] = set()
    made = []
    if archive.size < BLOCK:
        return [], set(asked) if not archive.size else set(), False
    try:
        for member in decode(archive):
            run.sys.tick()
            name = member.name.rstrip("/")
            hits = [a for a in asked if name == a or name.startswith(a + "/")]
            if hits or not asked:
                found |= set(hits)
                made.append(member)
    except NotAnArchive:
        return made, set(), False
    return made, set(asked) - found, True


def _row(run: Run, member: Member) -> str:
    mode = mode_string(member.kind, member.mode)
    if run.gnu and member.hard:
        mode = "h" + mode[1:]
    owner = f"{member.user or member.uid}/{member.group or member.gid}"
    size = "" if member.hard else str(member.content.size)
    if member.kind in {Kind.CHAR, Kind.BLOCK}:
        size = f"{member.rdev[0]},{member.rdev[1]}"
    when = times.moment(member.mtime * times.SECOND)
    date = f"{when:%Y-%m-%d %H:%M}" if run.gnu else f"{when:%Y-%m-%d %H:%M:%S}"
    link = ""
    if member.hard:
        link = f" link to {member.link}" if run.gnu else f" -> {member.link}"
    elif member.link:
        link = f" -> {member.link}"
    if run.gnu:
        width = max(19 - len(owner) - 1, len(size or "0"))
        return f"{mode} {owner} {size or '0':>{width}} {date} {member.name}{link}\n"
    return f"{mode} {owner} {size or '0':>9} {date} {member.name}{link}\n"


def _list(run: Run) -> int:
    archive = _archive(run)
    members, missing, fine = _wanted(run, archive)
    for member in members:
        run.sys.out(_row(run, member) if run.has("v") else member.name + "\n")
    return _outcome(run, missing, fine=fine, size=archive.size)


def _outcome(run: Run, missing: set[str], *, fine: bool, size: int) -> int:
    if not fine:
        run.say("magic" if size >= BLOCK and not run.gnu else "format")
    for name in sorted(missing):
        run.say("not found", name)
        if not run.gnu:
            return 1
    if missing and run.gnu:
        run.say("failed")
    return (2 if run.gnu else 1) if missing or not fine else 0


def _extract(run: Run) -> int:
    archive = _archive(run)
    _change_directory(run)
    members, missing, fine = _wanted(run, archive)
    late: list[Member] = []
    status = 0
    stripped = False
    strip = run.options.value("strip-components")
    for member in members:
        run.sys.tick()
        name = member.name
        if name.startswith("/") and not run.has("P"):
            if not stripped:
                run.say("strip")
            stripped = True
            name = name.lstrip("/")
        if strip is not None:
            name = "/".join(name.split("/")[run.number("strip-components", 0) :])
        if not name:
            continue
        if ".." in name.split("/"):
            run.say("dots", name)
            status = 2
            continue
        if run.has("v"):
            run.sys.write(2 if run.has("O") else 1, f"{member.name}\n".encode())
        if run.has("O"):
            run.sys.write_content(1, member.content)
            continue
        try:
            _unpack(run, replace(member, name=name))
            if member.kind is Kind.DIRECTORY:
                late.append(replace(member, name=name))
        except OsError as error:
            run.say("extract", name, error)
            status = 2 if run.gnu else 1
            if not run.gnu:
                return 1
    for member in reversed(late) if run.gnu else ():
        run.sys.utime(member.name, member.mtime * times.SECOND)
    found = _outcome(run, missing, fine=fine, size=archive.size)
    if status and run.gnu and not missing:
        run.say("failed")
    return max(found, status)


def _unpack(run: Run, member: Member) -> None:
    sys = run.sys
    name = member.name.rstrip("/")
    parts = name.split("/")
    for end in range(1, len(parts)):
        above = "/".join(parts[:end])
        if above and not sys.exists(above):
            sys.mkdir(above)
    if member.kind is Kind.DIRECTORY:
        if name and not sys.exists(name):
            sys.mkdir(name)
    else:
        if sys.exists(name, follow=False):
            sys.unlink(name)
        if member.hard:
            sys.link(member.link.lstrip("/"), name)
            return
        if member.kind is Kind.SYMLINK:
            sys.symlink(member.link, name)
        elif member.kind is Kind.FILE:
            fd = sys.open(name, Open.WRITE | Open.CREATE | Open.EXCLUSIVE, 0o600)
            sys.write_content(fd, member.content)
            sys.close(fd)
        else:
            sys.mknod(name, member.kind, member.mode, member.rdev)
    link = member.kind is Kind.SYMLINK
    if link and run.gnu and not run.has("m"):
        sys.utime(name, member.mtime * times.SECOND, follow=False)
    if sys.uid == 0 and not run.has("no-same-owner", "o"):
        known = accounts(sys)
        user, group = known.user(member.user), known.group(member.group)
        uid = member.uid if user is None else user.uid
        gid = member.gid if group is None else group.gid
        sys.chown(name or ".", uid, gid, follow=not link)
    if not link:
        mask = 0 if sys.uid == 0 or run.has("p") else sys.umask()
        sys.chmod(name or ".", member.mode & ~mask)
        if not run.has("m") and member.kind is not Kind.DIRECTORY:
            sys.utime(name, member.mtime * times.SECOND)


def tar(run: Run) -> int:
    """Pack, list or unpack an archive; the first word may hold options without a dash."""
    args = list(run.sys.args)
    if args and args[0] and not args[0].startswith("-"):
        args = _dashed(run, args)
    grammar = _GNU if run.gnu else _BUSYBOX
    try:
        run = Run(run.command, run.sys, run.dialect, parse(grammar, args))
    except OptionError as error:
        if not run.gnu:
            raise run.bad_usage(error.text) from None
        name = run.sys.argv[0]
        run.sys.err(
            f"{name}: {error.text}\nTry '{name} --help' or '{name} --usage' for more information.\n"
        )
        raise Stop(64) from None
    verb = run.options.last("ctxruA")
    if verb in {"r", "u", "A"}:
        return run.sys.not_simulated(f"tar -{verb}")
    if not verb:
        if not run.gnu:
            raise run.bad_usage("")
        run.say("no verb")
        run.sys.err("Try 'tar --help' or 'tar --usage' for more information.\n")
        return 2
    try:
        return {"c": _create, "t": _list, "x": _extract}[verb](run)
    except OsError as error:
        if error.errno is Errno.ENOSPC:
            run.say("write to", run.options.value("f") or "-", error)
            return 2 if run.gnu else 1
        raise


def _dashed(run: Run, args: list[str]) -> list[str]:
    """``tar cvf a.tar`` as options: each letter that takes a value takes the next word."""
    grammar = _GNU if run.gnu else _BUSYBOX
    rest = args[1:]
    made: list[str] = []
    for letter in args[0]:
        made.append("-" + letter)
        if grammar.knows(letter) and grammar.takes_value(letter) and rest:
            made.append(rest.pop(0))
    return [*made, *rest]


_LONG = (
    "create=c extract=x get=x list=t file:=f directory:=C verbose=v gzip=z bzip2=j xz=J"
    " preserve-permissions=p same-permissions=p to-stdout=O absolute-names=P exclude:=exclude"
    " dereference=h keep-old-files=! no-same-owner=no-same-owner same-owner=same-owner touch=m"
    " strip-components:=strip-components numeric-owner=numeric-owner"
    " files-from:=! append=r update=u"
    " one-file-system=! overwrite=overwrite no-recursion=! sort:=sort mtime:=! owner:=! group:=!"
    " transform:=! wildcards=! auto-compress=a zstd=!"
)
_GNU = Grammar("ctxf:vzjJC:pPOhmokruAaW:T:X:S", _LONG, missing="kTXWS")
_BUSYBOX = Grammar(
    "ctxf:vzjJC:pOhmokaZ",
    "create=c extract=x list=t file:=f directory:=C verbose=v gzip=z bzip2=j xz=J to-stdout=O"
    " dereference=h keep-old=! touch=m strip-components:=strip-components no-recursion=!"
    " numeric-owner=numeric-owner overwrite=overwrite no-same-permissions=! to-command:=!",
    missing="kZ",
)
COMMANDS = (Command("tar", tar, Grammar(raw=True), Grammar(raw=True), usage_status=2),)
