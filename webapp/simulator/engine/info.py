"""What ``docker info`` and ``docker version`` are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from webapp.simulator.engine.core import ROOT
from webapp.simulator.engine.imagejson import moment
from webapp.simulator.engine.inspect import SERVER_VERSION
from webapp.simulator.kernel.generated import KERNEL_RELEASE, MEMORY_KB

if TYPE_CHECKING:
    from webapp.simulator.engine.core import Core

Json = dict[str, Any]
API_VERSION = "1.45"
GO_VERSION = "go1.24.4"
CONTAINERD = "1.7.24~ds1-6+deb13u1"
RUNC = "1.1.15+ds1-2+b4"


def info(core: Core) -> Json:
    """GET /info."""
    containers = core.containers()
    paused = sum(container.state.status == "paused" for container in containers)
    running = sum(container.state.running for container in containers) - paused
    node = core.kernel.disks.child(core.root, "engine-id")
    identity = "" if node is None else core.kernel.disks.inode(node).content.read().decode()
    return {
        "ID": identity,
        "Containers": len(containers),
        "ContainersRunning": running,
        "ContainersPaused": paused,
        "ContainersStopped": len(containers) - running - paused,
        "Images": len(core.state.images),
        "Driver": core.state.driver,
        "DriverStatus": [list(row) for row in core.driver.status()],
        "Plugins": {
            "Volume": ["local"],
            "Network": ["bridge", "host", "ipvlan", "macvlan", "null", "overlay"],
            "Authorization": None,
            "Log": [
                "awslogs", "fluentd", "gcplogs", "gelf", "journald", "json-file", "local",
                "splunk", "syslog",
            ],
        },
        "MemoryLimit": True, "SwapLimit": True, "CpuCfsPeriod": True, "CpuCfsQuota": True,
        "CPUShares": True, "CPUSet": True, "PidsLimit": True, "IPv4Forwarding": True,
        "BridgeNfIptables": True, "BridgeNfIp6tables": True, "Debug": False,
        "NFd": 22 + 8 * running, "OomKillDisable": False, "NGoroutines": 40 + 9 * running,
        "SystemTime": moment(core.now),
        "LoggingDriver": "json-file",
        "CgroupDriver": "systemd",
        "CgroupVersion": "2",
        "NEventsListener": 0,
        "KernelVersion": KERNEL_RELEASE,
        "OperatingSystem": "Debian GNU/Linux 13 (trixie)",
        "OSVersion": "13",
        "OSType": "linux",
        "Architecture": "x86_64",
        "IndexServerAddress": "https://index.docker.io/v1/",
        "NCPU": 2,
        "MemTotal": MEMORY_KB * 1024,
        "DockerRootDir": ROOT,
        "HttpProxy": "", "HttpsProxy": "", "NoProxy": "",
        "Name": core.kernel.hostnames.get("", "host"),
        "Labels": [],
        "ExperimentalBuild": False,
        "ServerVersion": SERVER_VERSION,
        "Runtimes": {"io.containerd.runc.v2": {"path": "runc"}, "runc": {"path": "runc"}},
        "DefaultRuntime": "runc",
        "Swarm": {"NodeID": "", "LocalNodeState": "inactive"},
        "LiveRestoreEnabled": False,
        "Isolation": "",
        "InitBinary": "docker-init",
        "ContainerdCommit": {"ID": CONTAINERD, "Expected": CONTAINERD},
        "RuncCommit": {"ID": RUNC, "Expected": RUNC},
        "InitCommit": {"ID": "", "Expected": ""},
        "SecurityOptions": [
            "name=apparmor", "name=seccomp,profile=builtin", "name=cgroupns",
        ],
        "RegistryConfig": {"InsecureRegistryCIDRs": ["127.0.0.0/8"]},
        "Warnings": None,
    }


def version() -> Json:
    """GET /version."""
    built = "2025-06-01T00:00:00.000000000+00:00"
    return {
        "Platform": {"Name": ""},
        "Components": [
            {
                "Name": "Engine", "Version": SERVER_VERSION,
                "Details": {
                    "ApiVersion": API_VERSION, "Arch": "amd64", "BuildTime": built,
                    "Experimental": "false", "GitCommit": "411e817", "GoVersion": GO_VERSION,
                    "KernelVersion": KERNEL_RELEASE, "MinAPIVersion": "1.24", "Os": "linux",
                },
            },
            {"Name": "containerd", "Version": CONTAINERD, "Details": {"GitCommit": CONTAINERD}},
            {"Name": "runc", "Version": RUNC, "Details": {"GitCommit": RUNC}},
            {"Name": "docker-init", "Version": "0.19.0", "Details": {"GitCommit": ""}},
        ],
        "Version": SERVER_VERSION,
        "ApiVersion": API_VERSION,
        "MinAPIVersion": "1.24",
        "GitCommit": "411e817",
        "GoVersion": GO_VERSION,
        "Os": "linux",
        "Arch": "amd64",
        "KernelVersion": KERNEL_RELEASE,
        "BuildTime": built,
    }
