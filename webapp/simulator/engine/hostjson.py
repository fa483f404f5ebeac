"""A container's HostConfig as the API writes it, with all that clients leave at its default."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from webapp.simulator.engine.model import HostConfig, Mount

Json = dict[str, Any]
_MASKED = (
    "asound", "acpi", "kcore", "keys", "latency_stats", "timer_list", "timer_stats", "sched_debug",
    "scsi",
)
_READONLY = ("bus", "fs", "irq", "sys", "sysrq-trigger")


def mount_spec(mount: Mount) -> Json:
    """One of HostConfig.Mounts: only what was given."""
    document: Json = {"Type": mount.type}
    if mount.source:
        document["Source"] = mount.source
    document["Target"] = mount.target
    if mount.readonly:
        document["ReadOnly"] = True
    if mount.consistency:
        document["Consistency"] = mount.consistency
    if "bind" in mount.given:
        options = {"Propagation": mount.propagation} if mount.propagation else {}
        document["BindOptions"] = options
    if "volume" in mount.given:
        document["VolumeOptions"] = _volume_options(mount)
    if "tmpfs" in mount.given:
        sizes = {"SizeBytes": mount.tmpfs_size, "Mode": mount.tmpfs_mode}
        document["TmpfsOptions"] = {key: value for key, value in sizes.items() if value}
    return document


def _volume_options(mount: Mount) -> Json:
    document: Json = {}
    if mount.nocopy:
        document["NoCopy"] = True
    if mount.labels:
        document["Labels"] = dict(mount.labels)
    if mount.subpath:
        document["Subpath"] = mount.subpath
    if mount.driver or mount.driver_options:
        driver: Json = {"Name": mount.driver} if mount.driver else {}
        if mount.driver_options:
            driver["Options"] = dict(mount.driver_options)
        document["DriverConfig"] = driver
    return document


def _bindings(host: HostConfig) -> Json:
    found: dict[str, list[Json]] = {}
    for address, port, inner in host.ports:
        found.setdefault(inner, []).append({"HostIp": address, "HostPort": port})
    return {inner: found[inner] for inner in sorted(found)}


def host_config(host: HostConfig) -> Json:
    """HostConfig; keys in the API's order."""
    document: Json = {
        "Binds": list(host.binds) or None,
        "ContainerIDFile": "",
        "LogConfig": {"Type": "json-file", "Config": {}},
        "NetworkMode": host.network,
        "PortBindings": _bindings(host),
        "RestartPolicy": {"Name": host.restart, "MaximumRetryCount": host.restart_max},
        "AutoRemove": host.auto_remove,
        "VolumeDriver": host.volume_driver,
        "VolumesFrom": list(host.volumes_from) or None,
        "ConsoleSize": [0, 0],
        "CapAdd": None, "CapDrop": None, "CgroupnsMode": "private",
        "Dns": [], "DnsOptions": [], "DnsSearch": [],
        "ExtraHosts": list(host.extra_hosts) or None,
        "GroupAdd": None, "IpcMode": "private", "Cgroup": "",
        "Links": list(host.links) or None,
        "OomScoreAdj": 0, "PidMode": "",
        "Privileged": host.privileged,
        "PublishAllPorts": host.publish_all,
        "ReadonlyRootfs": host.readonly_rootfs,
        "SecurityOpt": None,
    }
    if host.tmpfs:
        document["Tmpfs"] = dict(host.tmpfs)
    document |= {
        "UTSMode": "", "UsernsMode": "", "ShmSize": 67_108_864, "Runtime": "runc",
        "Isolation": "", "CpuShares": 0, "Memory": host.memory, "NanoCpus": 0,
        "CgroupParent": "", "BlkioWeight": 0, "BlkioWeightDevice": [],
        "BlkioDeviceReadBps": [], "BlkioDeviceWriteBps": [], "BlkioDeviceReadIOps": [],
        "BlkioDeviceWriteIOps": [], "CpuPeriod": 0, "CpuQuota": 0, "CpuRealtimePeriod": 0,
        "CpuRealtimeRuntime": 0, "CpusetCpus": "", "CpusetMems": "", "Devices": [],
        "DeviceCgroupRules": None, "DeviceRequests": None, "MemoryReservation": 0,
        "MemorySwap": host.memory * 2, "MemorySwappiness": None, "OomKillDisable": None,
        "PidsLimit": None, "Ulimits": [], "CpuCount": 0, "CpuPercent": 0,
        "IOMaximumIOps": 0, "IOMaximumBandwidth": 0,
    }
    if host.mounts:
        document["Mounts"] = [mount_spec(mount) for mount in host.mounts]
    if host.init:
        document["Init"] = True
    masked = [f"/proc/{name}" for name in _MASKED]
    return document | {
        "MaskedPaths": [*masked, "/sys/firmware", "/sys/devices/virtual/powercap"],
        "ReadonlyPaths": [f"/proc/{name}" for name in _READONLY],
    }
