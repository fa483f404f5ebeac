"""What `run` and `create` post: the flags as a container's configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from webapp.simulator.engine.model import Config, CreateRequest, HostConfig, Mount
from webapp.simulator.kernel.errno import OsError
from webapp.simulator.userland.docker.environment import read_pairs
from webapp.simulator.userland.docker.invocation import ClientError, UnsimulatedError
from webapp.simulator.userland.docker.mountspec import parse_mount
from webapp.simulator.userland.docker.portspec import PortSpecError, parse_exposed, parse_published
from webapp.simulator.userland.docker.units import ram_in_bytes
from webapp.simulator.userland.docker.volumespec import (
    VolumeSpecError,
    parse_tmpfs,
    parse_volumes,
)

if TYPE_CHECKING:
    from webapp.simulator.engine.model import Pairs
    from webapp.simulator.userland.docker.flags import Parsed
    from webapp.simulator.userland.docker.invocation import Invocation

_NETWORKS = frozenset(("bridge", "default", "host", "none"))
_PULLS = frozenset(("always", "missing", "never", ""))
_RECURSIVE = (
    ("NonRecursive", "disabled"),
    ("ReadOnlyNonRecursive", "writable"),
    ("ReadOnlyForceRecursive", "readonly"),
)


def request(call: Invocation) -> CreateRequest:
    """The request for /containers/create. Raises ClientError with the bare message."""
    parsed, directory = call.parsed, call.sys.getcwd()
    pull = parsed.text("pull")
    if pull not in _PULLS:
        choices = 'must be one of "always", "missing" or "never"'
        raise ClientError(f"invalid pull option: '{pull}': {choices}")
    try:
        volumes = parse_volumes(parsed.many("volume"), directory)
        ports, published = parse_published(parsed.many("publish"))
        exposed = parse_exposed(parsed.many("expose"))
    except (VolumeSpecError, PortSpecError) as error:
        raise ClientError(str(error)) from None
    restart, restart_max = _restart(parsed.text("restart"))
    config = _config(call, volumes.anonymous, tuple(dict.fromkeys((*ports, *exposed))))
    mounts = [mount_of(parse_mount(text, directory)) for text in parsed.many("mount")]
    host = HostConfig(
        binds=volumes.binds,
        mounts=tuple(mounts),
        tmpfs=tuple(parse_tmpfs(parsed.many("tmpfs")).items()),
        volumes_from=parsed.many("volumes-from"),
        volume_driver=parsed.text("volume-driver"),
        auto_remove=parsed.on("rm"),
        readonly_rootfs=parsed.on("read-only"),
        restart=restart,
        restart_max=restart_max,
        network=_network(parsed),
        ports=published,
        publish_all=parsed.on("publish-all"),
        privileged=parsed.on("privileged"),
        extra_hosts=tuple(text.replace("=", ":", 1) for text in parsed.many("add-host")),
        init=parsed.on("init"),
        memory=_bytes(parsed.text("memory")),
    )
    return CreateRequest(config, host, parsed.text("name"), parsed.text("platform"))


def _config(call: Invocation, volumes: tuple[str, ...], exposed: tuple[str, ...]) -> Config:
    parsed = call.parsed
    image, *command = call.args
    attached = {name.lower() for name in parsed.many("attach")}
    entrypoint: tuple[str, ...] | None = None
    if parsed.text("entrypoint"):
        entrypoint = (parsed.text("entrypoint"),)
    elif parsed.has("entrypoint"):
        entrypoint = ("",)
    stdin = parsed.on("interactive")
    detached = call.command.names[0] == "container run" and parsed.on("detach")
    return Config(
        cmd=tuple(command) or None,
        entrypoint=entrypoint,
        env=environment(call),
        workdir=parsed.text("workdir"),
        user=parsed.text("user"),
        volumes=volumes,
        labels=_labels(call),
        exposed=exposed,
        stop_signal=parsed.text("stop-signal"),
        hostname=parsed.text("hostname"),
        tty=parsed.on("tty"),
        open_stdin=stdin,
        attach_stdin=(stdin or "stdin" in attached) and not detached,
        attach_stdout=(not attached or "stdout" in attached) and not detached,
        attach_stderr=(not attached or "stderr" in attached) and not detached,
        image=image,
    )


def environment(call: Invocation) -> tuple[str, ...]:
    """`--env-file` and then `-e`; a name alone takes its value from the caller's environment."""
    env = call.sys.env
    given: list[str] = []
    for path in call.parsed.many("env-file"):
        given += read_pairs(_text(call, path), path, env)
    for text in call.parsed.many("env"):
        if "=" in text:
            given.append(text)
        elif text in env:
            given.append(f"{text}={env[text]}")
        else:
            given.append(text)
    return tuple(given)


def _labels(call: Invocation) -> Pairs:
    given: list[str] = []
    for path in call.parsed.many("label-file"):
        given += read_pairs(_text(call, path), path, None)
    given += call.parsed.many("label")
    table: dict[str, str] = {}
    for text in given:
        key, _, value = text.partition("=")
        table[key] = value
    return tuple(table.items())


def _text(call: Invocation, path: str) -> str:
    try:
        return call.sys.read_file(path).decode("utf-8", "surrogateescape")
    except OsError as error:
        raise ClientError(f"open {path}: {error.strerror.lower()}") from None


def _network(parsed: Parsed) -> str:
    given = (*parsed.many("network"), *parsed.many("net"))
    if not given:
        return "default"
    if len(given) > 1 or given[0] not in _NETWORKS:
        raise UnsimulatedError(f"docker --network {given[-1]}")
    return given[0]


def _restart(text: str) -> tuple[str, int]:
    name, colon, count = text.partition(":")
    if colon and not name:
        raise ClientError("invalid restart policy format: no policy provided before colon")
    if not count:
        return name, 0
    try:
        return name, int(count)
    except ValueError:
        raise ClientError(
            "invalid restart policy format: maximum retry count must be an integer"
        ) from None


def _bytes(text: str) -> int:
    return ram_in_bytes(text) if text else 0


def mount_of(mount: dict[str, Any]) -> Mount:
    """One `--mount` of the API's as the daemon's value."""
    bind = mount.get("BindOptions", {})
    volume = mount.get("VolumeOptions", {})
    tmpfs = mount.get("TmpfsOptions", {})
    driver = volume.get("DriverConfig", {})
    groups = {"bind": "BindOptions", "volume": "VolumeOptions", "tmpfs": "TmpfsOptions"}
    return Mount(
        type=mount["Type"],
        source=mount.get("Source", ""),
        target=mount["Target"],
        readonly=mount.get("ReadOnly", False),
        consistency=mount.get("Consistency", ""),
        propagation=bind.get("Propagation", ""),
        recursive=next((mode for key, mode in _RECURSIVE if bind.get(key)), ""),
        nocopy=volume.get("NoCopy", False),
        subpath=volume.get("Subpath", ""),
        labels=tuple(volume.get("Labels", {}).items()),
        driver=driver.get("Name", ""),
        driver_options=tuple(driver.get("Options", {}).items()),
        tmpfs_size=tmpfs.get("SizeBytes", 0),
        tmpfs_mode=tmpfs.get("Mode", 0),
        given=frozenset(name for name, key in groups.items() if key in mount),
    )
