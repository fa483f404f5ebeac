"""What ``docker inspect`` is told of containers and images, as the API writes it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from webapp.simulator.engine.core import ROOT
from webapp.simulator.engine.hostjson import host_config
from webapp.simulator.engine.imagejson import config_json, moment
from webapp.simulator.engine.logs import log_name
from webapp.simulator.engine.network import BRIDGE, GATEWAY

if TYPE_CHECKING:
    from webapp.simulator.engine.core import Core
    from webapp.simulator.engine.model import Container, Image, MountPoint, RunState

Json = dict[str, Any]
SERVER_VERSION = "26.1.5+dfsg1"


def container(core: Core, found: Container, sizes: tuple[int, int] | None) -> Json:
    """GET /containers/{id}/json."""
    home = f"{ROOT}/containers/{found.id}"
    log = f"{home}/{log_name(found.id)}"
    # These paths are known once the container has been started.
    started = found.state.started > 0 or found.state.error != ""
    document: Json = {
        "Id": found.id,
        "Created": moment(found.created),
        "Path": found.path,
        "Args": list(found.args),
        "State": state_json(found.state),
        "Image": found.image,
        "ResolvConfPath": f"{home}/resolv.conf" if started else "",
        "HostnamePath": f"{home}/hostname" if started else "",
        "HostsPath": f"{home}/hosts" if started else "",
        "LogPath": log if found.state.started else "",
        "Name": f"/{found.name}",
        "RestartCount": found.restart_count,
        "Driver": found.driver,
        "Platform": "linux",
        "MountLabel": "",
        "ProcessLabel": "",
        "AppArmorProfile": "docker-default" if found.state.started else "",
        "ExecIDs": _exec_ids(core, found),
        "HostConfig": host_config(found.host),
        "GraphDriver": {
            "Data": core.driver.describe(found.directory), "Name": found.driver,
        },
    }
    if sizes is not None:
        document |= {"SizeRw": sizes[0], "SizeRootFs": sizes[1]}
    document |= {
        "Mounts": [mount_json(point) for point in found.mounts if point.listed],
        "Config": config_json(found.config),
        "NetworkSettings": network_json(found),
    }
    return document


def _exec_ids(core: Core, found: Container) -> list[str] | None:
    if not found.state.running:
        return None
    ids = [
        hashlib.sha256(f"exec:{found.id}:{pid}".encode()).hexdigest()
        for pid in sorted(core.kernel.processes)
        if _is_exec(core, found, pid)
    ]
    return ids or None


def _is_exec(core: Core, found: Container, pid: int) -> bool:
    process = core.kernel.processes[pid]
    if process.container != found.id or process.ended or process.init:
        return False
    parent = core.kernel.processes.get(process.ppid)
    return parent is None or parent.container != found.id


def state_json(state: RunState) -> Json:
    """Where a container stands."""
    return {
        "Status": state.status,
        "Running": state.running,
        "Paused": state.status == "paused",
        "Restarting": state.status == "restarting",
        "OOMKilled": False,
        "Dead": state.status == "dead",
        "Pid": state.pid,
        "ExitCode": state.exit_code,
        "Error": state.error,
        "StartedAt": moment(state.started),
        "FinishedAt": moment(state.finished),
    }


def mount_json(point: MountPoint) -> Json:
    """One of Mounts; a bind mount has neither name nor driver."""
    document: Json = {"Type": point.type}
    if point.type == "volume":
        document["Name"] = point.name
    document |= {"Source": point.source, "Destination": point.destination}
    if point.type == "volume":
        document["Driver"] = point.driver
    return document | {
        "Mode": point.mode, "RW": point.rw, "Propagation": point.propagation,
    }


def _digest(*words: str) -> str:
    return hashlib.sha256(":".join(words).encode()).hexdigest()


def mac_address(address: str) -> str:
    """The hardware address that the bridge network makes of an IP address."""
    return "02:42:" + ":".join(f"{int(part):02x}" for part in address.split("."))


def port_bindings(found: Container) -> Json:
    """NetworkSettings.Ports: what is exposed, and where it is published now."""
    ports: Json = {}
    if found.state.running and found.host.network in BRIDGE:
        ports = dict.fromkeys(sorted(found.config.exposed))
        for address, port, inner in found.ports:
            bound = {"HostIp": address, "HostPort": port}
            ports[inner] = [*(ports.get(inner) or []), bound]
    return ports


def network_json(found: Container) -> Json:
    """The container's place in its network; empty strings while it doesn't run."""
    live = bool(found.ip)
    name = "bridge" if found.host.network in BRIDGE else found.host.network
    started = found.state.started > 0
    running = found.state.running
    endpoint = _digest("endpoint", found.id) if running else ""
    sandbox = _digest("sandbox", found.id) if running else ""
    address: Json = {
        "Gateway": GATEWAY if live else "",
        "IPAddress": found.ip,
        "IPPrefixLen": 16 if live else 0,
        "IPv6Gateway": "",
        "GlobalIPv6Address": "",
        "GlobalIPv6PrefixLen": 0,
        "MacAddress": mac_address(found.ip) if live else "",
    }
    attached: Json = {
        "IPAMConfig": None,
        "Links": None,
        "Aliases": None,
        "MacAddress": address["MacAddress"],
        "NetworkID": _digest("network", name) if started else "",
        "EndpointID": endpoint,
        "Gateway": address["Gateway"],
        "IPAddress": found.ip,
        "IPPrefixLen": address["IPPrefixLen"],
        "IPv6Gateway": "",
        "GlobalIPv6Address": "",
        "GlobalIPv6PrefixLen": 0,
        "DriverOpts": None,
        "DNSNames": None,
    }
    return {
        "Bridge": "",
        "SandboxID": sandbox,
        "SandboxKey": f"/var/run/docker/netns/{sandbox[:12]}" if running else "",
        "Ports": port_bindings(found),
        "HairpinMode": False,
        "LinkLocalIPv6Address": "",
        "LinkLocalIPv6PrefixLen": 0,
        "SecondaryIPAddresses": None,
        "SecondaryIPv6Addresses": None,
        "EndpointID": endpoint if live else "",
        "Gateway": address["Gateway"],
        "GlobalIPv6Address": "",
        "GlobalIPv6PrefixLen": 0,
        "IPAddress": found.ip,
        "IPPrefixLen": address["IPPrefixLen"],
        "IPv6Gateway": "",
        "MacAddress": address["MacAddress"],
        "Networks": {name: attached},
    }


def image(core: Core, found: Image, names: list[str]) -> Json:
    """GET /images/{name}/json."""
    layers = [core.state.layers[chain] for chain in found.layers if chain in core.state.layers]
    repositories = sorted({name.rpartition(":")[0] for name in names})
    data = core.driver.describe(layers[-1].directory) if layers else None
    parent = found.parent if found.parent in core.state.images else ""
    return {
        "Id": found.id,
        "RepoTags": names,
        "RepoDigests": [f"{name}@{found.digest}" for name in repositories if found.digest],
        "Parent": parent,
        "Comment": found.comment,
        "Created": moment(found.created),
        "DockerVersion": SERVER_VERSION if parent else "",
        "Author": found.author,
        "Config": config_json(found.config, of_image=True),
        "Architecture": found.architecture,
        "Os": found.os,
        "Size": found.size,
        "GraphDriver": {"Data": data, "Name": core.state.driver},
        "RootFS": {"Type": "layers", "Layers": [layer.diff_id for layer in layers]},
        "Metadata": {"LastTagTime": moment(found.created)},
    }
