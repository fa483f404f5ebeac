"""What `run` and `create` ask of the daemon is what the real client posts."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import pytest

from webapp.simulator.userland.docker.commands.index import Found, look_up
from webapp.simulator.userland.docker.configuration import request
from webapp.simulator.userland.docker.flags import parse
from webapp.simulator.userland.docker.invocation import Invocation

if TYPE_CHECKING:
    from tests.simulator.userland.docker.real import RealClient
    from webapp.simulator.engine.model import CreateRequest, Mount
    from webapp.simulator.kernel.sys import Sys

LINES = (
    "busybox",
    "busybox sh -c 'echo hi'",
    "-i busybox cat",
    "-it busybox",
    "-t busybox",
    "-a stdin -a stderr busybox",
    "--rm --read-only --name c busybox",
    "-v vol:/a -v /h:/b:ro -v /anon -v ./x:/c busybox",
    "-v vol:/a -v vol:/a busybox",
    "-v a:/b busybox",
    "--mount type=bind,src=/h,dst=/b,readonly busybox",
    "--mount src=v,dst=/x,volume-nocopy,volume-label=a=b busybox",
    "--mount type=tmpfs,dst=/t,tmpfs-size=1m,tmpfs-mode=1770 busybox",
    "--mount type=bind,src=.,dst=/b,bind-propagation=rslave busybox",
    "--mount type=volume,dst=/x,volume-driver=local,volume-opt=type=tmpfs busybox",
    "--tmpfs /t --tmpfs /u:size=64k,mode=1770 busybox",
    "--volumes-from a --volumes-from b:ro busybox",
    "-e A=1 -e B= -e LAYERLAB_TEST -e NOT_SET_ANYWHERE busybox env",
    "-l a=b -l c --label d=e=f busybox",
    "-w /x -u nobody:nogroup -h name busybox",
    "--entrypoint /bin/ls busybox -l",
    "--entrypoint '' busybox ls",
    "-p 8080:80 -p 443 -p 127.0.0.1:53:53/udp --expose 90-91 busybox",
    "-P busybox",
    "--restart on-failure:3 busybox",
    "--restart always --network host busybox",
    "--add-host a:1.2.3.4 --privileged --init -m 64m busybox",
    "--stop-signal INT --volume-driver local busybox",
)


@dataclass
class Caller:
    """As much of a process as the configuration looks at."""

    directory: str
    env: dict[str, str] = field(default_factory=lambda: {"LAYERLAB_TEST": "set here"})

    def getcwd(self) -> str:
        return self.directory


def ours(line: str, directory: str) -> CreateRequest:
    found = look_up(("create", *shlex.split(line)))
    assert isinstance(found, Found)
    parsed = parse(found.command.flags, found.rest, interspersed=False)
    caller = cast("Sys", Caller(directory))
    return request(Invocation(caller, found.command, found.name, parsed))


def mount_json(mount: Mount) -> dict[str, Any]:
    shown: dict[str, Any] = {"Type": mount.type, "Source": mount.source, "Target": mount.target}
    if mount.readonly:
        shown["ReadOnly"] = True
    if "bind" in mount.given:
        shown["BindOptions"] = {"Propagation": mount.propagation}
    if "volume" in mount.given:
        driver = {"Name": mount.driver, "Options": dict(mount.driver_options)}
        driver = {key: value for key, value in driver.items() if value}
        options = {
            "NoCopy": mount.nocopy,
            "Labels": dict(mount.labels),
            "DriverConfig": driver or None,
        }
        shown["VolumeOptions"] = {key: value for key, value in options.items() if value}
    if "tmpfs" in mount.given:
        shown["TmpfsOptions"] = {"SizeBytes": mount.tmpfs_size, "Mode": mount.tmpfs_mode}
    return {key: value for key, value in shown.items() if value not in ("", None)}


def posted_mount(mount: dict[str, Any]) -> dict[str, Any]:
    """An empty driver's name and empty labels say as much as none."""
    options = mount.get("VolumeOptions")
    if options is not None:
        driver = {key: value for key, value in options.get("DriverConfig", {}).items() if value}
        kept = {**options, "DriverConfig": driver}
        mount = {**mount, "VolumeOptions": {key: value for key, value in kept.items() if value}}
    return mount


def as_json(wanted: CreateRequest) -> dict[str, Any]:
    config, host = wanted.config, wanted.host
    bindings: dict[str, list[dict[str, str]]] = {}
    for address, number, target in host.ports:
        bindings.setdefault(target, []).append({"HostIp": address, "HostPort": number})
    return {
        "Cmd": None if config.cmd is None else list(config.cmd),
        "Entrypoint": None if config.entrypoint is None else list(config.entrypoint),
        "Env": sorted(config.env),
        "WorkingDir": config.workdir,
        "User": config.user,
        "Volumes": sorted(config.volumes),
        "Labels": dict(config.labels),
        "ExposedPorts": sorted(config.exposed),
        "Hostname": config.hostname,
        "Tty": config.tty,
        "OpenStdin": config.open_stdin,
        "AttachStdin": config.attach_stdin,
        "AttachStdout": config.attach_stdout,
        "AttachStderr": config.attach_stderr,
        "Image": config.image,
        "StopSignal": config.stop_signal,
        "Binds": sorted(host.binds),
        "Mounts": [mount_json(mount) for mount in host.mounts],
        "Tmpfs": dict(host.tmpfs),
        "VolumesFrom": list(host.volumes_from),
        "VolumeDriver": host.volume_driver,
        "AutoRemove": host.auto_remove,
        "ReadonlyRootfs": host.readonly_rootfs,
        "RestartPolicy": {"Name": host.restart, "MaximumRetryCount": host.restart_max},
        "NetworkMode": host.network,
        "PortBindings": bindings,
        "PublishAllPorts": host.publish_all,
        "Privileged": host.privileged,
        "ExtraHosts": list(host.extra_hosts),
        "Memory": host.memory,
    }


def posted(real_client: RealClient) -> dict[str, Any]:
    [body] = [body for path, body in real_client.posted if "/containers/create" in path]
    host = body["HostConfig"]
    return {
        **{name: body[name] for name in ("Cmd", "Entrypoint", "WorkingDir", "User")},
        **{name: body[name] for name in ("Hostname", "Tty", "OpenStdin", "Image")},
        **{name: body[name] for name in ("AttachStdin", "AttachStdout", "AttachStderr", "Labels")},
        "Env": sorted(body["Env"] or ()),  # the real client keeps them in no order
        "Volumes": sorted(body["Volumes"] or ()),
        "ExposedPorts": sorted(body.get("ExposedPorts") or ()),
        "StopSignal": body.get("StopSignal", ""),
        "Binds": sorted(host["Binds"] or ()),
        "Mounts": [posted_mount(mount) for mount in host.get("Mounts") or ()],
        "Tmpfs": host.get("Tmpfs") or {},
        "VolumesFrom": host["VolumesFrom"] or [],
        "ExtraHosts": host["ExtraHosts"] or [],
        **{name: host[name] for name in ("VolumeDriver", "AutoRemove", "ReadonlyRootfs")},
        **{name: host[name] for name in ("RestartPolicy", "NetworkMode", "PortBindings")},
        **{name: host[name] for name in ("PublishAllPorts", "Privileged", "Memory")},
    }


@pytest.mark.parametrize("line", LINES)
def test_the_daemon_is_asked_for_what_the_real_client_asks(
    line: str, real_client: RealClient
) -> None:
    real_client.environment["LAYERLAB_TEST"] = "set here"
    real = real_client.run("create", *shlex.split(line))
    assert real.out == "f" * 64 + "\n"
    assert as_json(ours(line, str(real_client.home))) == posted(real_client)
