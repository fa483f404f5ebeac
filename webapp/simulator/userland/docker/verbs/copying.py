"""`docker cp`, both ways, by the rules of the client's archive package."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from webapp.simulator.engine.api import Entry
from webapp.simulator.engine.errors import ApiError
from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.inode import Kind
from webapp.simulator.userland.coreutils.tar_format import NotAnArchive
from webapp.simulator.userland.docker import messages
from webapp.simulator.userland.docker.invocation import ClientError, UnsimulatedError
from webapp.simulator.userland.docker.tarstream import packed, unpacked
from webapp.simulator.userland.docker.trees import read_tree, rebased, tar_size, write_tree
from webapp.simulator.userland.docker.units import human_size

if TYPE_CHECKING:
    from webapp.simulator.kernel.sys import Sys
    from webapp.simulator.userland.docker.invocation import Invocation

_MOST_LINKS = 10


def copy(call: Invocation) -> int:
    """Copy from a container to the caller's files, or the other way."""
    source, target = (_split(arg) for arg in call.args)
    if source[0] and target[0]:
        raise ClientError(messages.NOT_BOTH_WAYS)
    if not source[0] and not target[0]:
        raise ClientError(messages.NO_CONTAINER_SIDE)
    if call.args[1] == "-":
        return _to_stream(call, source[0], source[1])
    if call.args[0] == "-":
        return _from_stream(call, target[0], target[1])
    if source[0]:
        return _from_container(call, source[0], source[1], target[1])
    return _to_container(call, source[1], target[0], target[1])


def _split(arg: str) -> tuple[str, str]:
    """The container, empty for a path of the caller's, and the path."""
    if arg.startswith("/"):
        return "", arg
    container, colon, path = arg.partition(":")
    if not colon or container.startswith("."):
        return "", arg
    return container, path


# Paths, as the archive package of the client looks at them.


def _is_dot(path: str) -> bool:
    return not path or path.rstrip("/").rsplit("/", 1)[-1] == "."


def _wants_directory(path: str) -> bool:
    return path.endswith("/") or _is_dot(path)


def _absolute(path: str, directory: str) -> str:
    """Cleaned and absolute, with the `/` or `/.` at its end kept."""
    clean = posixpath.normpath(posixpath.join(directory, path))
    clean = "/" + clean.lstrip("/")
    if _is_dot(path) and not _is_dot(clean):
        return clean.rstrip("/") + "/."
    if path.endswith("/") and not clean.endswith("/"):
        return clean + "/"
    return clean


def _cleaned(path: str) -> tuple[str, str]:
    """Directory and last name of a path without what ends it; `.` stays a name."""
    clean = posixpath.normpath(path) if path else "."
    if _is_dot(path):
        return clean, "."
    head, tail = posixpath.split(clean)
    return head or ".", tail or "/"


def _base(path: str) -> str:
    base = _cleaned(path)[1]
    return "" if base in {".", "/"} else base


def _place(
    source: str, target: str, *, source_is_dir: bool, exists: bool, is_dir: bool, rebase: str
) -> tuple[str, str]:
    """The directory to unpack in and the name that the tree gets there."""
    if exists and is_dir:
        return target, rebase or _base(source)
    if exists and source_is_dir:
        raise ClientError(messages.CANNOT_COPY_DIRECTORY)
    if not exists and not source_is_dir and _wants_directory(target):
        raise ClientError(messages.NO_SUCH_DIRECTORY)
    return _cleaned(target)


# Tar streams.


def _to_stream(call: Invocation, container: str, source: str) -> int:
    """Write a container's tree to standard output as an archive."""
    asked = source.removesuffix(".") if _is_dot(source) else source
    entries = call.engine.get_archive(container, asked or "/")
    call.sys.write_content(1, packed(entries))
    return 0


def _from_stream(call: Invocation, container: str, target: str) -> int:
    """Unpack an archive from standard input into an existing directory of a container."""
    path, _, is_dir = _container_target(call, container, target)
    if not is_dir:
        raise ClientError(messages.NOT_A_DIRECTORY.format(container, target))
    try:
        entries = unpacked(call.sys.read_content(0))
    except NotAnArchive:
        raise UnsimulatedError("docker cp of a stream that is no plain tar archive") from None
    call.engine.put_archive(
        container, path, entries, no_overwrite=True, copy_owner=call.parsed.on("archive")
    )
    return 0


# From a container.


def _from_container(call: Invocation, container: str, source: str, target: str) -> int:
    sys, engine = call.sys, call.engine
    local = _absolute(target, sys.getcwd())
    parent = posixpath.dirname(posixpath.normpath(local))
    if not sys.exists(parent):
        raise ClientError(f'invalid output path: directory "{parent}" does not exist')
    bare = local.rstrip("/")
    if _wants_directory(local) and sys.exists(bare or "/") and not sys.stat(bare or "/").is_dir:
        raise ClientError(f"stat {local}: not a directory")
    rebase = ""
    if call.parsed.on("follow-link"):
        source, rebase = _followed(call, container, source)
    if not source:
        raise ApiError(400, "bad parameter: pathcannot be empty")
    asked = source.removesuffix(".") if _is_dot(source) else source
    entries = engine.get_archive(container, asked or "/")
    if posixpath.normpath(f"/{asked}") == "/":
        entries = (Entry("", Kind.DIRECTORY, 0o755), *entries)
    folder = bool(entries) and entries[0].kind is Kind.DIRECTORY
    path, exists, is_dir = _local_target(sys, local)
    where, name = _place(
        source, path, source_is_dir=folder, exists=exists, is_dir=is_dir, rebase=rebase
    )
    try:
        write_tree(sys, where, rebased(entries, name))
    except OsError as error:
        raise ClientError(f"open {posixpath.join(where, name)}: {error.strerror.lower()}") from None
    _tell(call, tar_size(entries), local)
    return 0


def _followed(call: Invocation, container: str, source: str) -> tuple[str, str]:
    """Where a link leads, and the name of the link, which the copy gets."""
    stat = call.engine.stat_path(container, source)
    if stat.kind is not Kind.SYMLINK:
        return source, ""
    target = stat.target
    if not target.startswith("/"):
        target = posixpath.normpath(posixpath.join(_cleaned(source)[0], target))
    base = posixpath.basename(source.rstrip("/"))
    return target, base if base != posixpath.basename(target.rstrip("/")) else ""


def _local_target(sys: Sys, path: str) -> tuple[str, bool, bool]:
    """Follow links to what is, or would be, written: the path, whether it is there, a directory."""
    for _ in range(_MOST_LINKS + 1):
        bare = path.rstrip("/") or "/"
        if not sys.exists(bare, follow=False):
            break
        stat = sys.stat(bare, follow=False)
        if not stat.is_link:
            return path, True, stat.is_dir
        path = posixpath.normpath(posixpath.join(_cleaned(path)[0], sys.readlink(bare)))
    parent = _cleaned(path)[0]
    try:
        is_dir = sys.stat(parent).is_dir
    except OsError as error:
        raise ClientError(f"stat {parent}: {error.strerror.lower()}") from None
    if not is_dir:
        raise ClientError("not a directory")
    return path, False, False


# To a container.


def _to_container(call: Invocation, source: str, container: str, target: str) -> int:
    sys, engine = call.sys, call.engine
    local = _absolute(source, sys.getcwd())
    path, exists, is_dir = _container_target(call, container, target)
    found, rebase = _local_source(call, local)
    try:
        stat = sys.stat(found.removesuffix("/.") or "/", follow=False)
    except OsError as error:
        raise ClientError(f"lstat {found}: {error.strerror.lower()}") from None
    where, name = _place(
        local, path, source_is_dir=stat.is_dir, exists=exists, is_dir=is_dir, rebase=rebase
    )
    try:
        entries = read_tree(sys, found.removesuffix("/.") or "/", name)
    except OsError as error:
        raise ClientError(f"open {found}: {error.strerror.lower()}") from None
    engine.put_archive(
        container,
        where,
        entries,
        no_overwrite=True,
        copy_owner=call.parsed.on("archive"),
    )
    _tell(call, tar_size(entries), f"{container}:{path}")
    return 0


def _container_target(call: Invocation, container: str, target: str) -> tuple[str, bool, bool]:
    engine = call.engine
    path = target
    if not path:
        return path, False, False  # the daemon refuses to look an empty path up
    try:
        stat = engine.stat_path(container, path)
        if stat.kind is Kind.SYMLINK:
            link = stat.target
            if not link.startswith("/"):
                link = posixpath.normpath(posixpath.join(_cleaned(path)[0], link))
            path = link
            stat = engine.stat_path(container, path)
    except ApiError:
        return path, False, False
    return path, True, stat.kind is Kind.DIRECTORY


def _local_source(call: Invocation, path: str) -> tuple[str, str]:
    """The source with the links in its directories resolved, and the name that it keeps."""
    sys = call.sys
    if call.parsed.on("follow-link"):
        try:
            real = sys.realpath(path)
        except OsError as error:
            raise ClientError(f"lstat {_missing(sys, path)}: {error.strerror.lower()}") from None
        base = posixpath.basename(path)
        return real, base if base != posixpath.basename(real) else ""
    folder, base = posixpath.split(path)
    if not base:
        folder, base = path, ""
    try:
        real = sys.realpath(folder or "/")
    except OsError as error:
        if error.errno is Errno.ENOTDIR:
            raise ClientError(error.strerror.lower()) from None
        at = _missing(sys, folder)
        raise ClientError(f"lstat {at}: {error.strerror.lower()}") from None
    if not base:
        name = posixpath.basename(path.rstrip("/"))
        return real, name if name != posixpath.basename(real) else ""
    return f"{real}/{base}", ""


def _missing(sys: Sys, path: str) -> str:
    """The first part of a path that is not there."""
    at = ""
    for part in path.strip("/").split("/"):
        at += f"/{part}"
        if not sys.exists(at, follow=False):
            break
    return at


def _tell(call: Invocation, size: int, where: str) -> None:
    quiet = call.parsed.on("quiet") if call.parsed.has("quiet") else not call.sys.isatty(1)
    if not quiet:
        call.err(f"Successfully copied {human_size(size, 3)} to {where}\n")
