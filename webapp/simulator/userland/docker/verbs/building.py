"""`docker build`: reads the context, has the engine build, prints as BuildKit does."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from webapp.simulator.engine.api import BuildRequest, Built
from webapp.simulator.engine.references import ReferenceError as BadReferenceError, parse
from webapp.simulator.kernel.errno import OsError
from webapp.simulator.userland.docker import buildlog
from webapp.simulator.userland.docker.ignoring import Ignored, read_rules
from webapp.simulator.userland.docker.invocation import ClientError, UnsimulatedError
from webapp.simulator.userland.docker.trees import read_tree

if TYPE_CHECKING:
    from webapp.simulator.engine.api import Entry
    from webapp.simulator.userland.docker.invocation import Invocation

_EMPTY = 2
_FILE_OVERHEAD = 27
_ENTRY_OVERHEAD = 19
_PROGRESS = frozenset(("auto", "plain", "tty", "rawjson", "quiet"))
_NO_DOCKERFILE = "failed to read dockerfile: open {}: no such file or directory"


def build(call: Invocation) -> int:
    """Build an image from a directory of the caller's."""
    sys, parsed = call.sys, call.parsed
    tags = tuple(_tag(text) for text in parsed.many("tag"))
    progress = parsed.text("progress")
    if progress not in _PROGRESS:
        raise ClientError(f"ERROR: invalid progress mode {progress}")
    _refuse_elsewhere(call.args[0])
    context = _context_directory(call)
    path = parsed.text("file") or posixpath.join(context, "Dockerfile")
    name = posixpath.basename(path)
    call.engine  # noqa: B018 - without a daemon nothing is read
    try:
        dockerfile = sys.read_file(path).decode("utf-8", "surrogateescape")
    except OsError:
        return _report(call, _nothing(_NO_DOCKERFILE.format(name)), name, "", (_EMPTY, _EMPTY, 0))
    ignored, ignore_size = _ignored(call, context, path)
    entries = _read(call, context, ignored, path)
    request = BuildRequest(
        context=entries,
        dockerfile=dockerfile,
        dockerfile_name=name,
        tags=tags,
        args=_pairs(call, "build-arg"),
        no_cache=parsed.on("no-cache"),
        target=parsed.text("target"),
        labels=_pairs(call, "label"),
        pull=parsed.on("pull"),
    )
    if sys.getenv("DOCKER_BUILDKIT") == "0":
        raise UnsimulatedError("the classic builder (DOCKER_BUILDKIT=0)")
    built = call.engine.build(request)
    if built.image is not None and parsed.text("iidfile"):
        sys.write_file(parsed.text("iidfile"), built.image.encode())
    size = _EMPTY + sum(
        _ENTRY_OVERHEAD + len(each.path) + each.content.size for each in entries[1:]
    )
    return _report(
        call, built, name, dockerfile, (_dockerfile_size(name, dockerfile), ignore_size, size)
    )


def _refuse_elsewhere(place: str) -> None:
    if place == "-":
        raise UnsimulatedError("docker build with the context on standard input")
    if place.startswith(("http://", "https://", "git://", "git@", "github.com/")):
        raise UnsimulatedError("docker build of a remote context")


def _tag(text: str) -> str:
    try:
        return parse(text).tagged().familiar
    except BadReferenceError as error:
        reason = str(error).removeprefix("invalid reference format: ")
        if reason.startswith("repository name (") and reason.endswith(") must be lowercase"):
            reason = "repository name must be lowercase"
        raise ClientError(f'ERROR: invalid tag "{text}": {reason}') from None


def _context_directory(call: Invocation) -> str:
    place = call.args[0]
    try:
        if call.sys.stat(place).is_dir:
            return place
    except OsError:
        pass
    raise ClientError(f'ERROR: unable to prepare context: path "{place}" not found')


def _ignored(call: Invocation, context: str, path: str) -> tuple[Ignored | None, int]:
    """The rules of what stays at home; a file beside the Dockerfile goes before the general one."""
    for place in (f"{path}.dockerignore", posixpath.join(context, ".dockerignore")):
        try:
            text = call.sys.read_file(place).decode("utf-8", "surrogateescape")
        except OsError:
            continue
        return read_rules(text), _dockerfile_size(".dockerignore", text)
    return None, _EMPTY


def _read(call: Invocation, context: str, ignored: Ignored | None, path: str) -> tuple[Entry, ...]:
    keep = None if ignored is None else (lambda below, _folder: ignored.keeps(below))
    try:
        return read_tree(call.sys, context, "", keep)
    except OsError as error:
        raise ClientError(f"ERROR: failed to solve: {path}: {error.strerror.lower()}") from None


def _dockerfile_size(name: str, text: str) -> int:
    return _FILE_OVERHEAD + len(name) + len(text.encode("utf-8", "surrogateescape"))


def _pairs(call: Invocation, flag: str) -> tuple[tuple[str, str], ...]:
    """`NAME=value`; a build argument without a value takes it from the caller's environment."""
    found: dict[str, str] = {}
    for text in call.parsed.many(flag):
        key, equals, value = text.partition("=")
        if equals or flag == "label":
            found[key] = value
        elif key in call.sys.env:
            found[key] = call.sys.env[key]
    return tuple(found.items())


def _nothing(error: str) -> Built:
    return Built((), None, error)


def _report(
    call: Invocation, built: Built, name: str, dockerfile: str, sizes: tuple[int, int, int]
) -> int:
    parsed = call.parsed
    if parsed.on("quiet") or parsed.text("progress") == "quiet":
        if built.image is not None:
            call.out(f"{built.image}\n")
    else:
        tags = [parse(text).tagged().canonical for text in parsed.many("tag")]
        tags = [text.removesuffix(":latest") for text in tags]
        bases = _bases(built)
        found = buildlog.parts(built, name, buildlog.Sizes(*sizes), bases, tags)
        progress = parsed.text("progress")
        fancy = progress == "tty" or (progress == "auto" and call.sys.isatty(2))
        call.err(buildlog.display(found) if fancy else buildlog.plain(found))
    if built.image is None:
        call.err(buildlog.failure(built, name, dockerfile))
        return 1
    return 0


def _bases(built: Built) -> list[str]:
    """The images that the stages start from, each once."""
    names = [
        step.title.partition("] FROM ")[2].partition("@")[0]
        for step in built.steps
        if "] FROM " in step.title
    ]
    return sorted({name for name in names if name and name != "scratch"})
