"""`docker build`: reads the context, has the engine build, prints as BuildKit does."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from webapp.simulator.engine.api import BuildRequest, BuildStep, Built
from webapp.simulator.engine.references import ReferenceError as BadReferenceError, parse
from webapp.simulator.kernel.errno import OsError
from webapp.simulator.userland.docker import buildlog
from webapp.simulator.userland.docker.ignoring import Ignored, read_rules
from webapp.simulator.userland.docker.invocation import ClientError, UnsimulatedError
from webapp.simulator.userland.docker.trees import read_tree

if TYPE_CHECKING:
    from webapp.simulator.engine.api import Entry
    from webapp.simulator.userland.docker.invocation import Invocation

_PROGRESS = frozenset(("auto", "plain", "tty", "rawjson", "quiet"))
_NO_DOCKERFILE = "failed to read dockerfile: open {}: no such file or directory"


def build(call: Invocation) -> int:
    """Build an image from a directory of the caller's."""
    sys, parsed = call.sys, call.parsed
    if sys.getenv("DOCKER_BUILDKIT") == "0":
        raise UnsimulatedError("the classic builder (DOCKER_BUILDKIT=0)")
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
        return _report(call, _without_dockerfile(name))
    entries = _read(call, context, _ignored(call, context, path), path)
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
    built = call.engine.build(request)
    if built.image is not None and parsed.text("iidfile"):
        sys.write_file(parsed.text("iidfile"), built.image.encode())
    return _report(call, built)


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


def _ignored(call: Invocation, context: str, path: str) -> Ignored | None:
    """The rules of what stays at home; a file beside the Dockerfile goes before the general one."""
    for place in (f"{path}.dockerignore", posixpath.join(context, ".dockerignore")):
        try:
            text = call.sys.read_file(place).decode("utf-8", "surrogateescape")
        except OsError:
            continue
        return read_rules(text)
    return None


def _read(call: Invocation, context: str, ignored: Ignored | None, path: str) -> tuple[Entry, ...]:
    keep = None if ignored is None else (lambda below, _folder: ignored.keeps(below))
    try:
        return read_tree(call.sys, context, "", keep)
    except OsError as error:
        raise ClientError(f"ERROR: failed to solve: {path}: {error.strerror.lower()}") from None


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


def _without_dockerfile(name: str) -> Built:
    """The end of a build whose Dockerfile is not there."""
    step = BuildStep(
        f"[internal] load build definition from {name}",
        output=(("status", "transferring dockerfile: 2B done"),),
    )
    return Built((step,), None, _NO_DOCKERFILE.format(name))


def _report(call: Invocation, built: Built) -> int:
    parsed = call.parsed
    progress = parsed.text("progress")
    quiet = parsed.on("quiet") or progress == "quiet"
    if not quiet:
        fancy = progress == "tty" or (progress == "auto" and call.sys.isatty(2))
        call.err(buildlog.display(built.steps) if fancy else buildlog.plain(built.steps))
    if built.not_simulated:
        raise UnsimulatedError(built.not_simulated)
    if built.image is None:
        call.err(buildlog.failure(built))
        return 1
    if quiet:
        call.out(f"{built.image}\n")
    return 0
