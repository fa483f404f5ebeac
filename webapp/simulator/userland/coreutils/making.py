"""mkdir, mkfifo, touch, truncate and mktemp: making names."""

from __future__ import annotations

import hashlib

from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.inode import Kind
from webapp.simulator.kernel.sys import Open
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.dates import BadDate, parse_date, parse_plain_date
from webapp.simulator.userland.coreutils.modes import BadMode, parse_mode
from webapp.simulator.userland.coreutils.quoting import Name


def mkdir(run: Run) -> int:
    """Make directories; with -p, whatever is missing above them as well."""
    if not run.operands:
        raise run.bad_usage("missing operand" if run.gnu else "")
    wanted = run.options.value("m")
    mode = None
    if wanted is not None:
        try:
            mode = parse_mode(wanted, 0o777, 0, directory=True)
        except BadMode:
            raise run.stop("mode", wanted) from None
    status = 0
    for path in run.operands:
        if not _make(run, path, mode):
            status = 1
    return status


def _make(run: Run, path: str, mode: int | None) -> bool:
    sys = run.sys
    if run.has("p"):
        for head in _heads(path):
            shown = head.rstrip("/") if run.gnu else head
            if not sys.exists(head.rstrip("/") or head):
                if not _one(run, head, None, shown=shown):
                    return False
            elif not sys.stat(head.rstrip("/") or head).is_dir:
                error = OsError(Errno.ENOTDIR)
                run.say("directory", shown, error)
                return False
        try:
            if sys.stat(path).is_dir:
                return True
        except OsError:
            pass
    return _one(run, path, mode, shown=path)


def _heads(path: str) -> list[str]:
    """The directories above a path, each with its slash, the uppermost first."""
    made = []
    at = path.find("/", len(path) - len(path.lstrip("/")))
    while 0 <= at < len(path.rstrip("/")):
        end = at
        while end < len(path) and path[end] == "/":
            end += 1
        made.append(path[:end])
        at = path.find("/", end)
    return made


def _one(run: Run, path: str, mode: int | None, *, shown: str) -> bool:
    sys = run.sys
    try:
        sys.mkdir(path.rstrip("/") or path, 0o777 if mode is None else mode)
        if mode is not None:
            sys.chmod(path, mode)
    except OsError as error:
        if run.has("p") and not run.gnu and error.errno is Errno.EEXIST and not sys.exists(path):
            error = OsError(Errno.ENOENT)  # of the look at what is in the way
        run.say("directory", shown, error)
        return False
    if run.has("v"):
        told = f"{sys.argv[0]}: created directory " if run.gnu else "created directory: "
        sys.out(f"{told}{Name(shown):q}\n")
    return True


def mkfifo(run: Run) -> int:
    """Make FIFOs."""
    if not run.operands:
        raise run.bad_usage("missing operand" if run.gnu else "")
    status = 0
    for path in run.operands:
        try:
            run.sys.mknod(path, Kind.FIFO)
        except OsError as error:
            run.say("fifo", path, error)
            status = 1
    return status


def touch(run: Run) -> int:
    """Set the times of files, making those that are not there."""
    sys = run.sys
    stamp = _stamp(run)
    if not run.operands:
        raise run.bad_usage("missing file operand" if run.gnu else "")
    follow = not run.has("h")
    status = 0
    for path in run.operands:
        try:
            sys.stat(path, follow=follow)
        except OsError as error:
            if error.errno is Errno.ENOENT and not run.has("c") and (follow or not run.gnu):
                status = max(status, _made(run, path, stamp))
                continue
            if not (run.has("c") and error.errno is Errno.ENOENT):
                key = "times" if error.errno is Errno.ENOENT else "touch"
                run.say(key, path, error)
                status = 1
            continue
        if run.has("a") and not run.has("m"):
            continue  # access times are not kept
        try:
            sys.utime(path, stamp, follow=follow)
        except OsError as error:
            run.say("touch" if error.errno is not Errno.EPERM else "times", path, error)
            status = 1
    return status


def _made(run: Run, path: str, stamp: int | None) -> int:
    sys = run.sys
    try:
        sys.close(sys.open(path, Open.WRITE | Open.CREATE))
        if stamp is not None:
            sys.utime(path, stamp)
    except OsError as error:
        if error.errno is Errno.EISDIR and run.gnu:
            run.say("times", path, OsError(Errno.ENOENT))
        else:
            run.say("touch", path, error)
        return 1
    return 0


def _stamp(run: Run) -> int | None:
    reference = run.options.value("r")
    if reference is not None:
        try:
            return run.sys.stat(reference, follow=not run.has("h")).mtime
        except OsError as error:
            raise run.stop("reference", reference, error) from None
    for key in ("d", "t"):
        text = run.options.value(key)
        if text is not None:
            try:
                if key == "d" and not run.gnu:
                    return parse_plain_date(text, run.sys.now)
                return parse_date(text, run.sys.now, stamp=key == "t")
            except BadDate:
                raise run.stop("date", text) from None
    return None


def mktemp(run: Run) -> int:
    """Make a file or directory of a new name; the name follows from time and process."""
    sys = run.sys
    folder = run.options.value("p") or sys.getenv("TMPDIR") or "/tmp"  # noqa: S108  of the simulated machine
    template = run.operands[0] if run.operands else "tmp.XXXXXXXXXX"
    if not run.operands or run.has("t", "p"):
        template = f"{folder.rstrip('/')}/{template}"
    stem, marks = template, 0
    while stem.endswith("X"):
        stem, marks = stem[:-1], marks + 1
    if marks < (3 if run.gnu else 6):
        raise run.stop("few", run.operands[0] if run.operands else template)
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    count = 0
    while True:
        sys.tick()
        digest = hashlib.sha256(f"{sys.now}:{sys.pid}:{count}".encode()).digest()
        path = stem + "".join(
            letters[b % len(letters)] for b in (digest * (marks // 32 + 1))[:marks]
        )
        count += 1
        if run.has("u"):
            break
        try:
            if run.has("d"):
                sys.mkdir(path, 0o700)
            else:
                sys.close(sys.open(path, Open.WRITE | Open.CREATE | Open.EXCLUSIVE, 0o600))
        except OsError as error:
            if error.errno is Errno.EEXIST:
                continue
            if run.has("q"):
                return 1
            key = "directory" if run.has("d") else "file"
            raise run.stop(key, template if run.gnu else "", error) from None
        break
    sys.out(path + "\n")
    return 0


COMMANDS = (
    Command(
        "mkdir",
        mkdir,
        Grammar("pm:vZ", "mode:=m parents=p verbose=v context?=!", missing="Z"),
        Grammar("m:pv", "mode:=m parents=p verbose=v"),
    ),
    Command("mkfifo", mkfifo, Grammar("m:Z", "mode:=m", missing="Zm"), Grammar("m:", missing="m")),
    Command(
        "touch",
        touch,
        Grammar(
            "acd:fhmr:t:",
            "no-create=c date:=d no-dereference=h reference:=r time:=time",
        ),
        Grammar("chamd:t:r:", "no-create=c date:=d no-dereference=h reference:=r"),
    ),
    Command(
        "mktemp",
        mktemp,
        Grammar("dp:qtuV", "directory=d quiet=q dry-run=u tmpdir?=p suffix:=!", missing="V"),
        Grammar("qdtp:u"),
    ),
)
