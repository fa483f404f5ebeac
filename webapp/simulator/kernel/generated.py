"""The files of /proc and /sys whose bytes are made when they are opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webapp.simulator.kernel.kernel import Kernel
    from webapp.simulator.kernel.process import Process

KERNEL_RELEASE = "6.12.48+deb13-amd64"
MEMORY_KB = 4_014_080


def generate(kernel: Kernel, process: Process, key: str) -> bytes:
    """The bytes of a generated file as `process` sees it (proc(5)); an unknown key is empty."""
    maker = _MAKERS.get(key)
    return b"" if maker is None else maker(kernel, process).encode()


def _mounts(kernel: Kernel, process: Process) -> str:
    return "".join(mount.line() + "\n" for mount in kernel.table(process.namespace).order)


def _version(_kernel: Kernel, _process: Process) -> str:
    return (
        f"Linux version {KERNEL_RELEASE} (debian-kernel@lists.debian.org) #1 SMP PREEMPT_DYNAMIC\n"
    )


def _uptime(kernel: Kernel, _process: Process) -> str:
    seconds = (kernel.clock - kernel.boot) / 1e9
    return f"{seconds:.2f} {seconds * 1.9:.2f}\n"


def _meminfo(_kernel: Kernel, _process: Process) -> str:
    rows = (("MemTotal", MEMORY_KB), ("MemFree", 2_300_000), ("MemAvailable", 3_100_000))
    return "".join(f"{name + ':':<16}{value:>8} kB\n" for name, value in rows)


def _loadavg(_kernel: Kernel, _process: Process) -> str:
    return "0.00 0.01 0.00 1/120 1000\n"


def _hostname(kernel: Kernel, process: Process) -> str:
    return kernel.hostnames.get(process.container or "", "host") + "\n"


def _filesystems(_kernel: Kernel, _process: Process) -> str:
    nodev = ("sysfs", "tmpfs", "proc", "cgroup2", "devtmpfs", "devpts", "mqueue", "overlay")
    return "".join(f"nodev\t{name}\n" for name in nodev) + "\text4\n\text3\n\text2\n"


def _modules(_kernel: Kernel, _process: Process) -> str:
    return "overlay 212992 0 - Live 0x0000000000000000\n"


def _cpuinfo(_kernel: Kernel, _process: Process) -> str:
    rows = (("processor", "0"), ("vendor_id", "GenuineIntel"), ("cpu cores", "1"))
    return "".join(f"{name:<16}: {value}\n" for name, value in rows) + "\n"


_MAKERS = {
    "cpuinfo": _cpuinfo,
    "mounts": _mounts,
    "version": _version,
    "uptime": _uptime,
    "meminfo": _meminfo,
    "loadavg": _loadavg,
    "hostname": _hostname,
    "filesystems": _filesystems,
    "modules": _modules,
}
