"""What `inspect --format` sees: the API's JSON as the client's Go structs hold it.

A field is written `GoName`, `GoName=JsonName` where the two differ, with its type behind a colon;
without one it is a string. `int`, `bool`, `strings` and `labels` (a map of strings) say what they
are; `set` is a map to nothing; `time` prints as Go does; `any` is taken as it comes, `map` too;
`Name` stands for a struct of this table, `*Name` for a pointer to one, `[]Name` for a slice,
`{}Name` for a map of such slices and `{*}Name` for a map of pointers.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from webapp.simulator.userland.docker.moments import nano_time
from webapp.simulator.userland.docker.template.govalues import GoMap, NilPointer, Slice, Struct

_SCHEMAS = MappingProxyType(
    {
        "types.ContainerJSON": (
            "ID=Id Created Path Args:strings State:*types.ContainerState Image ResolvConfPath "
            "HostnamePath HostsPath LogPath Name RestartCount:int Driver Platform MountLabel "
            "ProcessLabel AppArmorProfile ExecIDs:strings HostConfig:*container.HostConfig "
            "GraphDriver:types.GraphDriverData SizeRw:*int64 SizeRootFs:*int64 "
            "Mounts:[]types.MountPoint Config:*container.Config "
            "NetworkSettings:*types.NetworkSettings"
        ),
        "types.ContainerState": (
            "Status Running:bool Paused:bool Restarting:bool OOMKilled:bool Dead:bool Pid:int "
            "ExitCode:int Error StartedAt FinishedAt Health:*types.Health"
        ),
        "types.Health": "Status FailingStreak:int Log:any",
        "types.GraphDriverData": "Data:labels Name",
        "types.MountPoint": "Type Name Source Destination Driver Mode RW:bool Propagation",
        "container.Config": (
            "Hostname Domainname User AttachStdin:bool AttachStdout:bool AttachStderr:bool "
            "ExposedPorts:set Tty:bool OpenStdin:bool StdinOnce:bool Env:strings Cmd:strings "
            "Healthcheck:*container.HealthConfig ArgsEscaped:bool Image Volumes:set WorkingDir "
            "Entrypoint:strings NetworkDisabled:bool MacAddress OnBuild:strings Labels:labels "
            "StopSignal StopTimeout:*int Shell:strings"
        ),
        "container.HealthConfig": (
            "Test:strings Interval:int Timeout:int StartPeriod:int StartInterval:int Retries:int"
        ),
        "container.HostConfig": (
            "Binds:strings ContainerIDFile LogConfig:container.LogConfig NetworkMode "
            "PortBindings:{}nat.PortBinding RestartPolicy:container.RestartPolicy AutoRemove:bool "
            "VolumeDriver VolumesFrom:strings ConsoleSize:any Annotations:labels CapAdd:strings "
            "CapDrop:strings CgroupnsMode DNS=Dns:strings DNSOptions=DnsOptions:strings "
            "DNSSearch=DnsSearch:strings ExtraHosts:strings GroupAdd:strings IpcMode Cgroup "
            "Links:strings OomScoreAdj:int PidMode Privileged:bool PublishAllPorts:bool "
            "ReadonlyRootfs:bool SecurityOpt:strings StorageOpt:labels Tmpfs:labels UTSMode "
            "UsernsMode ShmSize:int Sysctls:labels Runtime Isolation CPUShares=CpuShares:int "
            "Memory:int NanoCPUs=NanoCpus:int CgroupParent BlkioWeight:int "
            "BlkioWeightDevice:any BlkioDeviceReadBps:any BlkioDeviceWriteBps:any "
            "BlkioDeviceReadIOps:any BlkioDeviceWriteIOps:any CPUPeriod=CpuPeriod:int "
            "CPUQuota=CpuQuota:int CPURealtimePeriod=CpuRealtimePeriod:int "
            "CPURealtimeRuntime=CpuRealtimeRuntime:int CpusetCpus CpusetMems Devices:any "
            "DeviceCgroupRules:strings DeviceRequests:any KernelMemory:int KernelMemoryTCP:int "
            "MemoryReservation:int MemorySwap:int MemorySwappiness:*int64 OomKillDisable:*bool "
            "PidsLimit:*int64 Ulimits:any CPUCount=CpuCount:int CPUPercent=CpuPercent:int "
            "IOMaximumIOps:int IOMaximumBandwidth:int Mounts:[]mount.Mount MaskedPaths:strings "
            "ReadonlyPaths:strings Init:*bool"
        ),
        "container.LogConfig": "Type Config:labels",
        "container.RestartPolicy": "Name MaximumRetryCount:int",
        "mount.Mount": (
            "Type Source Target ReadOnly:bool Consistency BindOptions:*mount.BindOptions "
            "VolumeOptions:*mount.VolumeOptions TmpfsOptions:*mount.TmpfsOptions "
            "ClusterOptions:*mount.ClusterOptions"
        ),
        "mount.BindOptions": (
            "Propagation NonRecursive:bool CreateMountpoint:bool ReadOnlyNonRecursive:bool "
            "ReadOnlyForceRecursive:bool"
        ),
        "mount.VolumeOptions": "NoCopy:bool Labels:labels Subpath DriverConfig:*mount.Driver",
        "mount.Driver": "Name Options:labels",
        "mount.TmpfsOptions": "SizeBytes:int Mode:int",
        "mount.ClusterOptions": "",
        "nat.PortBinding": "HostIP=HostIp HostPort",
        "types.NetworkSettings": (
            "Bridge SandboxID SandboxKey Ports:{}nat.PortBinding HairpinMode:bool "
            "LinkLocalIPv6Address LinkLocalIPv6PrefixLen:int SecondaryIPAddresses:any "
            "SecondaryIPv6Addresses:any EndpointID Gateway GlobalIPv6Address "
            "GlobalIPv6PrefixLen:int IPAddress IPPrefixLen:int IPv6Gateway MacAddress "
            "Networks:{*}network.EndpointSettings"
        ),
        "network.EndpointSettings": (
            "IPAMConfig:any Links:strings Aliases:strings MacAddress NetworkID EndpointID Gateway "
            "IPAddress IPPrefixLen:int IPv6Gateway GlobalIPv6Address GlobalIPv6PrefixLen:int "
            "DriverOpts:labels DNSNames:strings"
        ),
        "types.ImageInspect": (
            "ID=Id RepoTags:strings RepoDigests:strings Parent Comment Created Container "
            "ContainerConfig:*container.Config DockerVersion Author Config:*container.Config "
            "Architecture Variant Os OsVersion Size:int VirtualSize:int "
            "GraphDriver:types.GraphDriverData RootFS:types.RootFS Metadata:image.Metadata"
        ),
        "types.RootFS": "Type Layers:strings",
        "image.Metadata": "LastTagTime:time",
        "volume.Volume": (
            "ClusterVolume:*volume.ClusterVolume CreatedAt Driver Labels:labels Mountpoint Name "
            "Options:labels Scope Status:map UsageData:*volume.UsageData"
        ),
        "volume.ClusterVolume": "",
        "volume.UsageData": "RefCount:int Size:int",
    }
)
_NOTHING = Struct("struct {}", {})


def typed(name: str, raw: Any) -> Struct:
    """The API's JSON object as the struct of that name."""
    fields = {}
    for word in _SCHEMAS[name].split():
        field, _, kind = word.partition(":")
        go_name, _, json_name = field.partition("=")
        value = (raw or {}).get(json_name or go_name)
        fields[go_name] = _value(kind, value)
    return Struct(name, fields, json=raw)


def _value(kind: str, raw: Any) -> Any:
    match kind:
        case "":
            return raw or ""
        case "int":
            return raw or 0
        case "bool":
            return bool(raw)
        case "strings":
            return Slice(tuple(raw or ()), nil=raw is None)
        case "labels":
            return GoMap(raw or {}, nil=raw is None)
        case "set":
            items = dict.fromkeys(raw or {}, _NOTHING)
            return GoMap(items, _NOTHING, "map[string]struct {}", nil=raw is None)
        case "map":
            return GoMap(raw or {}, None, "map[string]interface {}", nil=raw is None)
        case "time":
            return nano_time(raw or "0001-01-01T00:00:00Z")
        case "any":
            return [] if raw is None else raw
        case _:
            return _compound(kind, raw)


def _compound(kind: str, raw: Any) -> Any:
    if kind.startswith("*"):
        return _pointer(kind[1:], raw)
    if kind.startswith("[]"):
        return _structs(kind[2:], raw)
    if kind.startswith("{*}"):
        items = {key: _pointer(kind[3:], each) for key, each in (raw or {}).items()}
        return GoMap(items, NilPointer(kind[3:]), f"map[string]*{kind[3:]}")
    if kind.startswith("{}"):
        lists = {key: _structs(kind[2:], many) for key, many in (raw or {}).items()}
        return GoMap(lists, Slice((), f"[]{kind[2:]}"), "nat.PortMap")
    return typed(kind, raw)


def _pointer(name: str, raw: Any) -> Any:
    if raw is None:
        return NilPointer(name)
    if name not in _SCHEMAS:
        return raw
    struct = typed(name, raw)
    return Struct(struct.type_name, struct.fields, json=raw, pointer=True)


def _structs(name: str, many: Any) -> Slice:
    return Slice(tuple(typed(name, each) for each in many or ()), f"[]{name}", nil=many is None)
