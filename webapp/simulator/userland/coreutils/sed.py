"""sed: reads the script and the files, and writes what comes of them."""

from __future__ import annotations

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.sys import Open
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run, Stop
from webapp.simulator.userland.coreutils.input import bytes_of, complain, lines_of
from webapp.simulator.userland.coreutils.options import MissingOption
from webapp.simulator.userland.coreutils.regex import BackReference, BadPattern
from webapp.simulator.userland.coreutils.sed_instructions import (
    Instruction,
    ScriptError,
    Unsimulated,
)
from webapp.simulator.userland.coreutils.sed_machine import Sed
from webapp.simulator.userland.coreutils.sed_script import ScriptReader

_SYNOPSIS = "Usage: {name} [OPTION]... {{script-only-if-no-other-script}} [input-file]...\n"


def _script(run: Run) -> tuple[tuple[Instruction, ...], list[str]]:
    operands = list(run.operands)
    texts: list[str] = []
    for key, value in run.options.given:
        if key == "e":
            texts.append(value)
        elif key == "f":
            try:
                data = bytes_of(run, value)
            except OsError as error:
                raise run.stop("script file", value, error) from None
            texts.append(data.decode("utf-8", "surrogateescape").removesuffix("\n"))
    if not texts:
        if not operands:
            if run.gnu:
                run.sys.err(_SYNOPSIS.format(name=run.name))
                raise Stop(1)
            raise run.bad_usage("")
        texts.append(operands.pop(0))
    text = "\n".join(texts)
    try:
        made = ScriptReader(text, run.has("E", "r"), run.gnu).read()
    except ScriptError as error:
        key = "script" if error.at >= 0 else "label"
        status = 4 if key == "label" and run.gnu else 1
        raise run.stop(key, error.words, status=status, number=max(error.at, 0)) from None
    except BadPattern as bad:
        raise run.stop("pattern", str(bad), number=len(text), pattern=bad.pattern) from None
    except BackReference:
        raise MissingOption("(a back-reference in a pattern)") from None
    except Unsimulated as missing:
        raise MissingOption(f"'{missing}'") from None
    return made, operands


def sed(run: Run) -> int:
    """Edit lines by a script."""
    script, paths = _script(run)
    if run.has("i"):
        return _in_place(run, script, paths)
    lines: list[bytes] = []
    status = 0
    for path in paths or ["-"]:
        try:
            data = bytes_of(run, path)
        except OsError as error:
            if error.errno.name == "EISDIR" and run.gnu:
                run.say("directory", path, error)
            else:
                complain(run, path, error)
            status = 2 if run.gnu else 1
            continue
        if lines and not lines[-1].endswith(b"\n"):
            lines[-1] += b"\n"
        lines += lines_of(data)
    machine = Sed(run, script, lines)
    machine.go()
    run.sys.write(1, b"".join(machine.out))
    _write_files(run, machine)
    return machine.status or status


def _write_files(run: Run, machine: Sed) -> None:
    wanted = {one.text for one in machine.script if one.letter in {"w", "s"} and one.text}
    for name in sorted(wanted):
        data = b"".join(machine.files.get(name, []))
        if name in {"/dev/stdout", "/dev/stderr"}:
            run.sys.write(1 if name.endswith("out") else 2, data)
        else:
            run.sys.write_file(name, data)


def _in_place(run: Run, script: tuple[Instruction, ...], paths: list[str]) -> int:
    """Each file is written anew under a name of its own and then renamed over the old one."""
    sys = run.sys
    status = 0
    suffix = run.options.value("i") or ""
    for path in paths:
        try:
            stat = sys.stat(path)
            if not stat.is_file:
                run.say("edit", path)
                status = 4
                continue
            data = bytes_of(run, path)
        except OsError as error:
            complain(run, path, error)
            status = 2 if run.gnu else 1
            continue
        machine = Sed(run, script, lines_of(data))
        machine.go()
        folder = path.rpartition("/")[0]
        temporary = (f"{folder}/" if folder else "./" if run.gnu else "") + f"sed{sys.getpid():06d}"
        try:
            fd = sys.open(temporary, Open.WRITE | Open.CREATE | Open.EXCLUSIVE, 0o600)
            sys.write(fd, b"".join(machine.out))
            sys.close(fd)
            sys.chmod(temporary, stat.mode)
            if sys.uid == 0:
                sys.chown(temporary, stat.uid, stat.gid)
            if suffix:
                backup = suffix.replace("*", path) if "*" in suffix else path + suffix
                sys.rename(path, backup)
            sys.rename(temporary, path)
        except OsError as error:
            raise run.stop("temporary", temporary, error, status=4) from None
        _write_files(run, machine)
        if machine.status is not None:
            return machine.status
    return status


COMMANDS = (
    Command(
        "sed",
        sed,
        Grammar(
            "bsnrzuEe:f:l:i::V:s",
            "quiet=n silent=n expression:=e file:=f in-place?=i regexp-extended=E separate=s"
            " follow-symlinks=! posix=! line-length:=l unbuffered=u null-data=! sandbox=! debug=!",
            missing="zslV",
        ),
        Grammar(
            "i::rEne:f:",
            "in-place?=i quiet=n silent=n expression:=e file:=f regexp-extended=E",
        ),
    ),
)
