"""`docker info` and `docker version`."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from webapp.simulator.userland.docker.invocation import ClientError, connect
from webapp.simulator.userland.docker.moments import calendar
from webapp.simulator.userland.docker.tables import aligned
from webapp.simulator.userland.docker.template.govalues import NilPointer, Struct
from webapp.simulator.userland.docker.template.template import Template, TemplateError
from webapp.simulator.userland.docker.units import binary_size

if TYPE_CHECKING:
    from webapp.simulator.userland.docker.invocation import Invocation

Json = dict[str, Any]

_BAD_TEMPLATE = 64
_CLIENT = MappingProxyType(
    {
        "Version": "26.1.5+dfsg1",
        "ApiVersion": "1.45",
        "DefaultAPIVersion": "1.45",
        "GitCommit": "a72d7cd",
        "GoVersion": "go1.24.4",
        "Os": "linux",
        "Arch": "amd64",
        "BuildTime": "Thu Aug 13 05:35:48 2026",
        "Context": "default",
    }
)
_PLUGIN = MappingProxyType(
    {
        "SchemaVersion": "0.1.0",
        "Vendor": "Docker Inc.",
        "Version": "0.13.1+ds1",
        "ShortDescription": "Docker Buildx",
        "Name": "buildx",
        "Path": "/usr/libexec/docker/cli-plugins/docker-buildx",
    }
)
_GO_NAMES = MappingProxyType(
    {
        "ApiVersion": "APIVersion",
        "HttpProxy": "HTTPProxy",
        "HttpsProxy": "HTTPSProxy",
        "CpuCfsPeriod": "CPUCfsPeriod",
        "CpuCfsQuota": "CPUCfsQuota",
    }
)


def show_version(call: Invocation) -> int:
    """`docker version`: the client's part, and the engine's if there is one."""
    form = call.parsed.text("format")
    template = _template("{{json .}}" if form == "json" else form, "version") if form else None
    server, problem = _ask(call, "version")
    server = None if server is None else _with_calendar_time(server)
    if template is not None:
        whole: Json = {"Client": dict(_CLIENT), "Server": server}
        fields = {
            "Client": _struct("system.clientVersion", dict(_CLIENT)),
            "Server": (
                NilPointer("types.Version") if server is None else _struct("types.Version", server)
            ),
        }
        _print(call, template, Struct("system.versionInfo", fields, json=whole))
    else:
        call.out(aligned(_version_text(server), narrowest=20, padding=1))
    if problem:
        raise ClientError(problem)
    return 0


def _with_calendar_time(server: Json) -> Json:
    """The engine's build time as the client words it."""
    components = [
        {
            **each,
            "Details": {**each["Details"], "BuildTime": calendar(each["Details"]["BuildTime"])},
        }
        if each["Name"] == "Engine" and "BuildTime" in (each.get("Details") or {})
        else each
        for each in server.get("Components") or ()
    ]
    return {**server, "Components": components}


def show_info(call: Invocation) -> int:
    """`docker info`: the client's part, and the engine's if there is one."""
    form = call.parsed.text("format")
    template = _template("{{json .}}" if form == "json" else form, "") if form else None
    info, problem = _ask(call, "info")
    client = {
        "Debug": False,
        **{name: _CLIENT[name] for name in _CLIENT if "API" not in name.upper()},
        "Plugins": [dict(_PLUGIN)],
        "Warnings": None,
    }
    if template is not None:
        if problem:
            call.err(f"{problem}\n")
        whole = {**(info or {}), "ClientInfo": client}
        fields = {**_struct("", info or {}).fields, "ClientInfo": _struct("", client)}
        _print(call, template, Struct("system.dockerInfo", fields, json=whole))
        return 0
    call.out(_client_lines() + "\nServer:\n")
    if info is None:
        call.err(f"ERROR: {problem}\n")
        raise ClientError("errors pretty printing info")
    call.out(_server_lines(info))
    for warning in info.get("Warnings") or ():
        call.err(f"{warning}\n")
    return 0


def _ask(call: Invocation, what: str) -> tuple[Json | None, str]:
    try:
        engine = connect(call.sys)
    except ClientError as error:
        return None, error.message
    return (engine.version() if what == "version" else engine.info()), ""


def _template(source: str, name: str) -> Template:
    try:
        return Template.of(source, name)
    except TemplateError as error:
        raise ClientError(f"template parsing error: {error}", _BAD_TEMPLATE) from None


def _struct(name: str, raw: Json) -> Struct:
    return Struct(name, {_GO_NAMES.get(key, key): value for key, value in raw.items()}, json=raw)


def _print(call: Invocation, template: Template, value: Struct) -> None:
    try:
        call.out(template.run(value) + "\n")
    except TemplateError as error:
        call.out(error.partial + "\n")
        raise ClientError(str(error)) from None


def _version_text(server: Json | None) -> str:
    lines = [
        "Client:",
        f" Version:\t{_CLIENT['Version']}",
        f" API version:\t{_CLIENT['ApiVersion']}",
        f" Go version:\t{_CLIENT['GoVersion']}",
        f" Git commit:\t{_CLIENT['GitCommit']}",
        f" Built:\t{_CLIENT['BuildTime']}",
        f" OS/Arch:\t{_CLIENT['Os']}/{_CLIENT['Arch']}",
        f" Context:\t{_CLIENT['Context']}",
    ]
    if server is None:
        return "\n".join(lines) + "\n"
    platform = (server.get("Platform") or {}).get("Name") or ""
    lines += ["", f"Server: {platform}".rstrip()]
    for component in server.get("Components") or ():
        details = component.get("Details") or {}
        lines.append(f" {component['Name']}:")
        if component["Name"] == "Engine":
            lines += _engine_lines(server, details)
        else:
            lines.append(f"  Version:\t{component['Version']}")
            lines += [f"  {key}:\t{details[key]}" for key in sorted(details)]
    return "\n".join(lines) + "\n"


def _engine_lines(server: Json, details: Json) -> list[str]:
    return [
        f"  Version:\t{server['Version']}",
        (
            f"  API version:\t{details.get('ApiVersion', '')} "
            f"(minimum version {details.get('MinAPIVersion', '')})"
        ),
        f"  Go version:\t{details.get('GoVersion', '')}",
        f"  Git commit:\t{details.get('GitCommit', '')}",
        f"  Built:\t{details.get('BuildTime', '')}",
        f"  OS/Arch:\t{details.get('Os', '')}/{details.get('Arch', '')}",
        f"  Experimental:\t{details.get('Experimental', 'false')}",
    ]


def _client_lines() -> str:
    return (
        f"Client:\n Version:    {_CLIENT['Version']}\n Context:    {_CLIENT['Context']}\n"
        f" Debug Mode: false\n Plugins:\n  {_PLUGIN['Name']}: {_PLUGIN['ShortDescription']} "
        f"({_PLUGIN['Vendor']})\n    Version:  {_PLUGIN['Version']}\n"
        f"    Path:     {_PLUGIN['Path']}\n"
    )


def _server_lines(info: Json) -> str:
    plugins = info.get("Plugins") or {}
    lines = [
        f" Containers: {info['Containers']}",
        f"  Running: {info['ContainersRunning']}",
        f"  Paused: {info['ContainersPaused']}",
        f"  Stopped: {info['ContainersStopped']}",
        f" Images: {info['Images']}",
        *_given(info, ("Server Version", "ServerVersion"), ("Storage Driver", "Driver")),
        *(f"  {key}: {value}" for key, value in info.get("DriverStatus") or ()),
        *_given(
            info,
            ("Logging Driver", "LoggingDriver"),
            ("Cgroup Driver", "CgroupDriver"),
            ("Cgroup Version", "CgroupVersion"),
        ),
        " Plugins:",
        *(
            f"  {kind}: {' '.join(plugins.get(kind) or ())}"
            for kind in ("Volume", "Network", "Log")
        ),
        f" Swarm: {(info.get('Swarm') or {}).get('LocalNodeState', 'inactive')}",
        *_runtime_lines(info),
        *_given(
            info,
            ("Kernel Version", "KernelVersion"),
            ("Operating System", "OperatingSystem"),
            ("OSType", "OSType"),
            ("Architecture", "Architecture"),
        ),
        f" CPUs: {info.get('NCPU', 0)}",
        f" Total Memory: {binary_size(info.get('MemTotal', 0))}",
        *_given(info, ("Name", "Name"), ("ID", "ID")),
        f" Docker Root Dir: {info['DockerRootDir']}",
        f" Debug Mode: {_yes(info.get('Debug'))}",
        f" Experimental: {_yes(info.get('ExperimentalBuild'))}",
        *_registry_lines(info),
        f" Live Restore Enabled: {_yes(info.get('LiveRestoreEnabled'))}",
    ]
    return "\n".join(lines) + "\n\n"


def _given(info: Json, *rows: tuple[str, str]) -> list[str]:
    return [f" {label}: {info[key]}" for label, key in rows if info.get(key)]


def _yes(value: object) -> str:
    return "true" if value else "false"


def _runtime_lines(info: Json) -> list[str]:
    runtimes = sorted(info.get("Runtimes") or ())
    lines = []
    if runtimes:
        lines.append(f" Runtimes: {' '.join(runtimes)}")
        lines.append(f" Default Runtime: {info.get('DefaultRuntime', '')}")
    lines.append(f" Init Binary: {info.get('InitBinary', '')}")
    for name, key in (
        ("containerd", "ContainerdCommit"),
        ("runc", "RuncCommit"),
        ("init", "InitCommit"),
    ):
        lines.append(f" {name} version: {(info.get(key) or {}).get('ID', '')}")
    options = info.get("SecurityOptions") or ()
    if options:
        lines.append(" Security Options:")
    for option in options:
        pairs = dict(part.partition("=")[::2] for part in option.split(","))
        lines.append(f"  {pairs.get('name', option)}")
        if "profile" in pairs:
            lines.append(f"   Profile: {pairs['profile']}")
    return lines


def _registry_lines(info: Json) -> list[str]:
    registry = info.get("RegistryConfig") or {}
    networks = registry.get("InsecureRegistryCIDRs") or ()
    if not networks and not registry.get("IndexConfigs"):
        return []
    return [" Insecure Registries:", *(f"  {network}" for network in networks)]
