"""dd, truncate, fallocate, install and mknod: files by blocks and kinds."""

from __future__ import annotations

import re

from webapp.simulator.kernel.content import Content, Zeros
from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.inode import Kind
from webapp.simulator.kernel.sys import Open
from webapp.simulator.userland.coreutils.accounts import accounts
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.copying import pour
from webapp.simulator.userland.coreutils.modes import BadMode, parse_mode
from webapp.simulator.userland.coreutils.options import MissingOption
from webapp.simulator.userland.coreutils.paths import below, dirname, last_name
from webapp.simulator.userland.coreutils.quoting import curly, shell_always

_SIZE = re.compile(r"(\d+)(?:([kKMGTP])(i?B)?|([cwb]))?")
_UNITS = {"k": 1, "K": 1, "M": 2, "G": 3, "T": 4, "P": 5}
_DD_OPERANDS = frozenset("if of bs ibs obs count skip seek conv status iflag oflag cbs".split())
_CONVERSIONS = frozenset("notrunc fsync fdatasync noerror sync excl nocreat swab".split())


def size_of(text: str) -> int | None:
    """Bytes of ``4``, ``1k``, ``2M``, ``3MB``; None if it is none of these."""
    match = _SIZE.fullmatch(text)
    if match is None:
        return None
    number = int(match[1][:18])
    if match[4]:
        return number * {"c": 1, "w": 2, "b": 512}[match[4]]
    base = 1000 if match[3] == "B" else 1024
    factor: int = base ** _UNITS.get(match[2], 0)
    return number * factor


def _dd_words(run: Run) -> dict[str, str]:
    words: dict[str, str] = {}
    for word in run.operands:
        key, equals, value = word.partition("=")
        if not equals or key not in _DD_OPERANDS:
            if not run.gnu:
                raise run.bad_usage("")
            raise run.bad_usage(f"unrecognized operand {shell_always(word)}")
        words[key] = value
    for name in words.get("conv", "").split(","):
        if name and name not in _CONVERSIONS:
            if run.gnu:
                raise run.bad_usage(f"invalid conversion: {curly(name)}")
            raise run.stop("conversion", name)
    return words


def _number(run: Run, words: dict[str, str], key: str, default: int, *, least: int = 0) -> int:
    text = words.get(key)
    if text is None:
        return default
    found = size_of(text)
    if found is None:
        raise run.stop("number", text)
    if found < least:
        raise run.stop("range", text)
    return found


def dd(run: Run) -> int:
    """Copy blocks; says on standard error how many."""
    sys = run.sys
    words = _dd_words(run)
    block = _number(run, words, "bs", 512, least=1)
    read_block = _number(run, words, "ibs", block, least=1)
    write_block = _number(run, words, "obs", block, least=1)
    count = _number(run, words, "count", -1)
    skip, seek = _number(run, words, "skip", 0), _number(run, words, "seek", 0)
    start = sys.now
    source = _source(run, words, count, read_block, skip)
    target = words.get("of")
    keep = "notrunc" in words.get("conv", "").split(",")
    failed: OsError | None = None
    if target is None:
        sys.write_content(1, source)
    else:
        try:
            fd = sys.open(target, Open.WRITE | Open.CREATE)
        except OsError as error:
            raise run.stop("open", target, error) from None
        if sys.fstat(fd).is_file:
            if not keep:
                sys.truncate(target, seek * write_block)
            sys.seek(fd, seek * write_block)
        try:
            sys.write_content(fd, source)
        except OsError as error:
            failed = error
        sys.close(fd)
    done = source.size
    if failed is not None:
        run.say("write to", target or "standard output", failed)
        done = max(run.sys.stat(target or "/").size - seek * write_block, 0)
    if words.get("status") != "none":
        _report(
            run,
            done,
            read_block,
            write_block,
            sys.now - start,
            plain=words.get("status") == "noxfer",
            failed=failed is not None,
        )
    return 1 if failed is not None else 0


def _source(run: Run, words: dict[str, str], count: int, block: int, skip: int) -> Content:
    sys = run.sys
    path = words.get("if")
    if path is None:
        whole = sys.read_content(0)
    else:
        try:
            fd = sys.open(path)
        except OsError as error:
            raise run.stop("open", path, error) from None
        stat = sys.fstat(fd)
        if stat.kind is Kind.CHAR:
            if path == "/dev/zero" and count >= 0:
                return (
                    Content((Zeros(count * block, hole=False),), count * block)
                    if count
                    else Content()
                )
            if count < 0 and path != "/dev/null":
                # Without an end; reading runs into the limit on data.
                count = 1 << 40
            data = sys.read(fd, count * block if count >= 0 else None)
            sys.close(fd)
            return Content.of(data)
        try:
            whole = sys.read_content(fd)
        except OsError as error:
            raise run.stop("reading", path, error) from None
        sys.close(fd)
    whole = whole.part(skip * block)
    return whole if count < 0 else whole.part(0, count * block)


def _report(
    run: Run,
    size: int,
    read_block: int,
    write_block: int,
    spent: int,
    *,
    plain: bool,
    failed: bool,
) -> None:
    # The block that could not be written had been read.
    run.sys.err(
        f"{size // read_block + failed}+{1 if size % read_block else 0} records in\n"
        f"{size // write_block}+{1 if size % write_block else 0} records out\n"
    )
    if plain or not run.gnu:
        return  # Debian builds busybox without the third line
    # Written at a gigabyte and a half in a second, and never in no time at all.
    seconds = max(spent / 1e9, size / 1.5e9, 5e-05)
    rate = size / seconds
    run.sys.err(f"{_amount(size)} copied, {seconds:.6g} s, {_decimal(rate)}/s\n")


def _decimal(number: float) -> str:
    for unit, letter in ((10**12, "T"), (10**9, "G"), (10**6, "M"), (10**3, "k")):
        if number >= unit:
            value = number / unit
            return f"{value:.1f} {letter}B" if value < 9.95 else f"{value:.0f} {letter}B"
    return f"{number:.0f} B"


def _amount(size: int) -> str:
    if size < 1000:
        return f"{size} bytes" if size != 1 else "1 byte"
    decimal = _decimal(size)
    value, letter = float(size), ""
    for name in ("", "Ki", "Mi", "Gi", "Ti"):
        letter = name
        if value < 1024:
            break
        value /= 1024
    binary = f"{value:.1f} {letter}B" if value < 9.95 else f"{value:.0f} {letter}B"
    return f"{size} bytes ({decimal}, {binary})" if size >= 1024 else f"{size} bytes ({decimal})"


def truncate(run: Run) -> int:
    """Set the size of files; what is added is a hole."""
    text, reference = run.options.value("s"), run.options.value("r")
    if text is None and reference is None:
        words = "you must specify either ‘--size’ or ‘--reference’"
        raise run.bad_usage(words if run.gnu else "")
    sign = text[:1] if text and text[:1] in set("+-<>/%") and run.gnu else ""
    number = size_of((text or "0")[len(sign) :])
    if number is None:
        raise run.stop("number", text or "")
    if reference is not None:
        number = run.sys.stat(reference).size
    if not run.operands:
        raise run.bad_usage("missing file operand" if run.gnu else "")
    status = 0
    for path in run.operands:
        try:
            exists = run.sys.exists(path)
            if not exists and run.has("c"):
                continue
            fd = run.sys.open(path, Open.WRITE | Open.CREATE)
            run.sys.close(fd)
            old = run.sys.stat(path).size
            run.sys.truncate(path, _resized(sign, number, old))
        except OsError as error:
            run.say("open", path, error)
            status = 1
    return status


def _resized(sign: str, number: int, old: int) -> int:
    match sign:
        case "+":
            return old + number
        case "-":
            return max(old - number, 0)
        case "<":
            return min(old, number)
        case ">":
            return max(old, number)
        case "/":
            return old // number * number if number else old
        case "%":
            return -(-old // number) * number if number else old
    return number


def fallocate(run: Run) -> int:
    """Give a file room on the disk."""
    text = run.options.value("l")
    if text is None:
        raise run.stop("no length") if run.gnu else run.bad_usage("")
    size = size_of(text)
    if size is None or size == 0:
        raise run.stop("length", text)
    if not run.operands:
        raise run.stop("no file") if run.gnu else run.bad_usage("")
    path = run.operands[0]
    offset = size_of(run.options.value("o") or "0") or 0
    try:
        fd = run.sys.open(path, Open.WRITE | Open.CREATE | Open.READ)
        old = run.sys.fstat(fd).size
        if old < offset + size:
            run.sys.seek(fd, old)
            added = offset + size - old
            run.sys.write_content(fd, Content((Zeros(added, hole=False),), added))
        run.sys.close(fd)
    except OsError as error:
        raise run.stop("failed", path, error) from None
    return 0


def install(run: Run) -> int:
    """Copy files and set their attributes, or make directories under -d."""
    sys = run.sys
    mode = 0o755
    wanted = run.options.value("m")
    if wanted is not None:
        try:
            mode = parse_mode(wanted, 0, 0, directory=False)
        except BadMode:
            raise run.stop("mode", wanted) from None
    names = list(run.operands)
    into = run.options.value("t")
    if run.has("d"):
        for path in names:
            _directories(run, path)
            _own(run, path, mode)
        return 0
    if len(names) < (1 if into else 2):
        raise run.bad_usage("missing file operand" if run.gnu else "")
    target = into or names.pop()
    if run.has("D"):
        _directories(run, target if into else dirname(target))
    folder = sys.exists(target) and sys.stat(target).is_dir and not run.has("T")
    status = 0
    for source in names:
        place = below(target, last_name(source)) if folder else target
        try:
            reading = sys.open(source)
            if sys.exists(place, follow=False):
                sys.unlink(place)
            pour(sys, reading, sys.open(place, Open.WRITE | Open.CREATE, 0o600))
            if run.has("p"):
                sys.utime(place, sys.stat(source).mtime)
        except OsError as error:
            run.say("stat" if not sys.exists(source) else "create", source, error)
            status = 1
            continue
        _own(run, place, mode)
        if run.has("v"):
            sys.out(f"{shell_always(source)} -> {shell_always(place)}\n")
    return status


def _directories(run: Run, path: str) -> None:
    made = "/" if path.startswith("/") else ""
    for part in [name for name in path.split("/") if name]:
        made += part
        if not run.sys.exists(made):
            run.sys.mkdir(made, 0o755)
        made += "/"


def _own(run: Run, path: str, mode: int) -> None:
    known = accounts(run.sys)
    user, group = run.options.value("o"), run.options.value("g")
    if user is not None or group is not None:
        account = known.user(user or "")
        named = known.group(group or "")
        uid = account.uid if account else int(user) if user and user.isdecimal() else None
        gid = named.gid if named else int(group) if group and group.isdecimal() else None
        if user is not None and uid is None:
            raise run.stop("user", user)
        if group is not None and gid is None:
            raise run.stop("group", group)
        run.sys.chown(path, uid, gid)
    run.sys.chmod(path, mode)


def mknod(run: Run) -> int:
    """Make a FIFO or a device."""
    if run.has("m"):
        raise MissingOption("-m")
    words = run.operands
    kinds = {"p": Kind.FIFO, "c": Kind.CHAR, "u": Kind.CHAR, "b": Kind.BLOCK}
    if len(words) < 2 or (words[1] != "p" and len(words) < 4):
        if not run.gnu:
            raise run.bad_usage("")
        said = f"missing operand after {curly(words[-1])}" if words else "missing operand"
        if len(words) >= 2:
            said += "\nSpecial files require major and minor device numbers."
        raise run.bad_usage(said)
    kind = kinds.get(words[1][:1])
    if kind is None:
        raise run.bad_usage(f"invalid device type {curly(words[1])}" if run.gnu else "")
    rdev = (0, 0) if kind is Kind.FIFO else (int(words[2], 0), int(words[3], 0))
    try:
        run.sys.mknod(words[0], kind, 0o666, rdev)
    except OsError as error:
        raise run.stop("node", words[0], error) from None
    return 0


COMMANDS = (
    Command("dd", dd, Grammar(), Grammar()),
    Command(
        "truncate",
        truncate,
        Grammar("cor:s:", "no-create=c size:=s reference:=r io-blocks=!", missing="o"),
        Grammar("cs:"),
    ),
    Command(
        "fallocate",
        fallocate,
        Grammar("cdil:no:pvxz", "length:=l offset:=o", missing="cdinpxz"),
        Grammar("l:o:"),
    ),
    Command(
        "install",
        install,
        Grammar(
            "bcCdDg:m:o:pst:TvZS:",
            "directory=d mode:=m owner:=o group:=g preserve-timestamps=p target-directory:=t"
            " no-target-directory=T verbose=v strip=s",
            missing="bCsZS",
        ),
        Grammar("cdDpsg:m:o:t:", "directory=d mode:=m owner:=o group:=g", missing="s"),
    ),
    Command("mknod", mknod, Grammar("m:Z", "mode:=m", missing="Z"), Grammar("m:")),
)
