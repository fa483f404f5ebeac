"""Commands that list: ps, images, volume ls, history, diff, port, top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.userland.docker import filters, messages, rows
from webapp.simulator.userland.docker.invocation import ClientError
from webapp.simulator.userland.docker.natural import natural_order
from webapp.simulator.userland.docker.quoting import quoted
from webapp.simulator.userland.docker.summaries import container_summary, image_summary
from webapp.simulator.userland.docker.tables import aligned, listing
from webapp.simulator.userland.docker.template.template import Template, TemplateError

if TYPE_CHECKING:
    from webapp.simulator.userland.docker.invocation import Invocation

_CONTAINER_TABLE = (
    r"table {{.ID}}\t{{.Image}}\t{{.Command}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}\t{{.Names}}"
)
_CONTAINER_RAW = (
    "container_id: {{.ID}}\nimage: {{.Image}}\ncommand: {{.Command}}\n"
    "created_at: {{.CreatedAt}}\nstate: {{- pad .State 1 0}}\nstatus: {{- pad .Status 1 0}}\n"
    "names: {{.Names}}\nlabels: {{- pad .Labels 1 0}}\nports: {{- pad .Ports 1 0}}\n"
)
_CREATED = "{{if .CreatedSince }}{{.CreatedSince}}{{else}}N/A{{end}}"
_IMAGE_TABLE = rf"table {{{{.Repository}}}}\t{{{{.Tag}}}}\t{{{{.ID}}}}\t{_CREATED}\t{{{{.Size}}}}"
_IMAGE_DIGESTS = (
    rf"table {{{{.Repository}}}}\t{{{{.Tag}}}}\t{{{{.Digest}}}}\t{{{{.ID}}}}\t{_CREATED}"
    r"\t{{.Size}}"
)
_VOLUME_TABLE = r"table {{.Driver}}\t{{.Name}}"
_HISTORY_TABLE = r"table {{.ID}}\t{{.CreatedSince}}\t{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}"
_HISTORY_EXACT = r"table {{.ID}}\t{{.CreatedAt}}\t{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}"
# Words of `docker image` that people type behind `docker images`.
_IMAGE_COMMANDS = frozenset(
    (
        "build",
        "history",
        "import",
        "inspect",
        "list",
        "load",
        "ls",
        "prune",
        "pull",
        "push",
        "rm",
        "save",
        "tag",
    )
)


def list_containers(call: Invocation) -> int:
    """`docker ps`."""
    parsed, engine = call.parsed, call.engine
    form, quiet = parsed.text("format"), parsed.on("quiet")
    if form and quiet:
        call.err(messages.IGNORED_FORMAT)
    _check_format(form)
    size = parsed.on("size") or (".Size" in form and not quiet and not parsed.has("size"))
    wanted = filters.read(parsed.many("filter"))
    last = parsed.number("last")
    if parsed.on("latest") and last == -1:
        last = 1
    found = filters.containers(engine, engine.list_containers(), wanted)
    if not (parsed.on("all") or last > 0 or {"status", "exited"} & set(wanted)):
        found = [container for container in found if container.state.running]
    if last > 0:
        found = found[:last]
    now, whole = call.sys.now, parsed.on("no-trunc")
    shown = [
        rows.container_row(container_summary(engine, each, now, size=size), now, whole=whole)
        for each in found
    ]
    call.out(listing(_container_form(form, quiet=quiet, size=size), rows.CONTAINER_HEADERS, shown))
    return 0


def _check_format(form: str) -> None:
    """The client tries a format on an empty row before it asks for any."""
    if not form:
        return
    try:
        template = Template.of(form)
    except TemplateError as error:
        raise ClientError(f"failed to parse template: {error}") from None
    try:
        template.run(rows.empty_container_row())
    except TemplateError as error:
        raise ClientError(f"failed to execute template: {error}") from None


def _container_form(form: str, *, quiet: bool, size: bool) -> str:
    if form == "raw":
        if quiet:
            return "container_id: {{.ID}}"
        return _CONTAINER_RAW + ("size: {{.Size}}\n" if size else "")
    if quiet:
        return "{{.ID}}"
    if form in {"", "table"}:
        return _CONTAINER_TABLE + (r"\t{{.Size}}" if size else "")
    return form


def list_images(call: Invocation) -> int:
    """`docker images`."""
    parsed, engine = call.parsed, call.engine
    wanted = filters.read(parsed.many("filter"))
    name = call.args[0] if call.args else ""
    if name:
        wanted.setdefault("reference", []).append(name)
    quiet, digests = parsed.on("quiet"), parsed.on("digests")
    form = _image_form(parsed.text("format") or "table", quiet=quiet, digests=digests)
    everything = engine.list_images(intermediate=parsed.on("all"))
    now, shown = call.sys.now, []
    for image, names in filters.images(engine, everything, wanted):
        summary = image_summary(engine, image) | {"RepoTags": names}
        with_digest = digests or "{{.Digest}}" in form
        shown += rows.image_rows(summary, now, whole=parsed.on("no-trunc"), digests=with_digest)
    call.out(listing(form, rows.IMAGE_HEADERS, shown))
    if name in _IMAGE_COMMANDS and not shown and call.name == "images":
        call.err(
            f'\nNo images found matching {quoted(name)}: did you mean "docker image {name}"?\n'
        )
    return 0


def _image_form(form: str, *, quiet: bool, digests: bool) -> str:
    if form == "table":
        if quiet:
            return "{{.ID}}"
        return _IMAGE_DIGESTS if digests else _IMAGE_TABLE
    if form == "raw":
        if quiet:
            return "image_id: {{.ID}}"
        digest = "digest: {{.Digest}}\n" if digests else ""
        return (
            f"repository: {{{{ .Repository }}}}\ntag: {{{{.Tag}}}}\n{digest}"
            "image_id: {{.ID}}\ncreated_at: {{.CreatedAt}}\nvirtual_size: {{.Size}}\n"
        )
    if form.startswith("table") and digests and "{{.Digest}}" not in form:
        return form + "\t{{.Digest}}"
    return form


def list_volumes(call: Invocation) -> int:
    """`docker volume ls`."""
    parsed, engine = call.parsed, call.engine
    wanted = filters.read(parsed.many("filter"))
    found = filters.volumes(engine, engine.list_volumes(), wanted)
    form, quiet = parsed.text("format") or "table", parsed.on("quiet")
    if form == "table":
        form = "{{.Name}}" if quiet else _VOLUME_TABLE
    elif form == "raw":
        form = "name: {{.Name}}" if quiet else "name: {{.Name}}\ndriver: {{.Driver}}\n"
    found = sorted(found, key=lambda volume: natural_order(volume.name))
    shown = [rows.volume_row(engine.inspect_volume(volume.name)) for volume in found]
    call.out(listing(form, rows.VOLUME_HEADERS, shown))
    return 0


def show_history(call: Invocation) -> int:
    """`docker history`."""
    parsed = call.parsed
    human, whole = parsed.on("human"), parsed.on("no-trunc")
    form = parsed.text("format") or "table"
    if form == "table":
        form = "{{.ID}}" if parsed.on("quiet") else _HISTORY_TABLE if human else _HISTORY_EXACT
    now = call.sys.now
    shown = [
        rows.history_row(item, now, human=human, whole=whole)
        for item in call.engine.history(call.args[0])
    ]
    call.out(listing(form, rows.HISTORY_HEADERS, shown))
    return 0


def show_diff(call: Invocation) -> int:
    """`docker diff`."""
    if not call.args[0]:
        raise ClientError(messages.EMPTY_NAME)
    changes = call.engine.diff(call.args[0])
    call.out("".join(f"{kind} {path}\n" for kind, path in changes))
    return 0


def show_ports(call: Invocation) -> int:
    """`docker port`."""
    name = call.args[0]
    found = call.engine.inspect_container(name)["NetworkSettings"].get("Ports") or {}
    if len(call.args) > 1:
        lines = _one_port(name, call.args[1], found)
    else:
        lines = [
            f"{target} -> {_host_port(binding)}"
            for target, bindings in found.items()
            for binding in bindings or ()
        ]
    call.out("".join(f"{line}\n" for line in sorted(lines, key=natural_order)))
    return 0


def _one_port(name: str, wanted: str, found: dict[str, list[dict[str, str]] | None]) -> list[str]:
    port, _, kind = wanted.partition("/")
    if not port.isdecimal() or int(port) > 65535:
        problem = "value out of range" if port.isdecimal() else "invalid syntax"
        raise ClientError(
            f"Error: invalid port ({port}): strconv.ParseUint: parsing {quoted(port)}: {problem}"
        )
    bindings = found.get(f"{port}/{kind or 'tcp'}")
    if bindings is None:
        raise ClientError(f"Error: No public port '{wanted}' published for {name}")
    return [_host_port(binding) for binding in bindings]


def _host_port(binding: dict[str, str]) -> str:
    address = binding["HostIp"]
    return (
        f"[{address}]:{binding['HostPort']}"
        if ":" in address
        else (f"{address}:{binding['HostPort']}")
    )


def show_processes(call: Invocation) -> int:
    """`docker top`."""
    titles = ("UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD")
    lines = [titles, *call.engine.top(call.args[0])]
    text = "".join("\t".join(line) + "\n" for line in lines)
    call.out(aligned(text, narrowest=20))
    return 0
