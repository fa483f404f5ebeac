"""md5sum, sha1sum, sha256sum, sha512sum and cksum's kin."""

from __future__ import annotations

import hashlib
import re
from functools import partial

from webapp.simulator.kernel.content import Content, Piece
from webapp.simulator.kernel.errno import OsError
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.input import bytes_of, complain, content_of

_ALGORITHMS = {
    "md5sum": ("md5", "MD5"), "sha1sum": ("sha1", "SHA1"), "sha224sum": ("sha224", "SHA224"),
    "sha256sum": ("sha256", "SHA256"), "sha384sum": ("sha384", "SHA384"),
    "sha512sum": ("sha512", "SHA512"),
}  # fmt: skip
_LINE = re.compile(r"\\?([0-9a-fA-F]+) [ *](.*)", re.DOTALL)


def digest_of(run: Run, content: Content, algorithm: str) -> str:
    """The digest of what a file holds; that of a shipped file follows from the one it came with."""
    if (
        algorithm == "sha256"
        and len(content.extents) == 1
        and isinstance(content.extents[0], Piece)
    ):
        return content.digest
    run.sys.kernel.disks.budget.makes(content.size, content.streamed)
    run.sys.kernel.disks.budget.wrote(content.size)
    return hashlib.new(algorithm, content.read(), usedforsecurity=False).hexdigest()


def _sum(run: Run, name: str) -> int:
    algorithm, label = _ALGORITHMS[name]
    if run.has("c"):
        return _check(run, algorithm)
    status = 0
    for path in run.operands or ("-",):
        try:
            digest = digest_of(run, content_of(run, path), algorithm)
        except OsError as error:
            complain(run, path, error)
            status = 1
            continue
        if run.has("tag"):
            run.sys.out(f"{label} ({path}) = {digest}\n")
        else:
            mark = "*" if run.gnu and run.has("b") else " "
            run.sys.out(f"{digest} {mark}{path}\n")
    return status


def _check(run: Run, algorithm: str) -> int:
    status = 0
    for path in run.operands or ("-",):
        try:
            text = bytes_of(run, path).decode("utf-8", "surrogateescape")
        except OsError as error:
            run.say("list", path, error)
            status = 1
            continue
        total, wrong, unread = 0, 0, 0
        for line in text.split("\n"):
            match = _LINE.fullmatch(line)
            if match is None:
                if line and not run.gnu:
                    total, wrong = total + 1, wrong + 1
                continue
            run.sys.tick()
            total += 1
            name = match[2]
            try:
                same = digest_of(run, content_of(run, name), algorithm) == match[1].lower()
            except OsError as error:
                complain(run, name, error)
                unread += 1
                if run.gnu:
                    run.sys.out(f"{name}: FAILED open or read\n")
                else:
                    wrong += 1
                    run.sys.out(f"{name}: FAILED\n")
                continue
            wrong += not same
            if not run.has("status", "s") and not (same and run.has("quiet")):
                run.sys.out(f"{name}: {'OK' if same else 'FAILED'}\n")
        status = max(status, _summary(run, path, total, wrong, unread))
    return status


def _summary(run: Run, path: str, total: int, wrong: int, unread: int) -> int:
    if total == 0:
        run.say("no lines", path)
        return 1
    if run.has("status"):
        return 1 if wrong or unread else 0
    if unread and run.gnu:
        files = "listed file" if unread == 1 else "listed files"
        run.sys.err(f"{run.sys.argv[0]}: WARNING: {unread} {files} could not be read\n")
    if wrong:
        if run.gnu:
            sums = "computed checksum" if wrong == 1 else "computed checksums"
            run.sys.err(f"{run.sys.argv[0]}: WARNING: {wrong} {sums} did NOT match\n")
        else:
            run.sys.err(
                f"{run.sys.name}: WARNING: {wrong} of {total} computed checksums did NOT match\n"
            )
    return 1 if wrong or unread else 0


_GNU = Grammar(
    "bctwz",
    "binary=b check=c tag=tag text=t warn=w status=status quiet=quiet zero=! ignore-missing=!"
    " strict=strict",
    missing="z",
)
COMMANDS = tuple(
    Command(
        name,
        partial(_sum, name=name),
        _GNU,
        None if name in {"sha224sum", "sha384sum"} else Grammar("scwbt"),
    )
    for name in _ALGORITHMS
)
