"""The rows of the client's tables: what each placeholder of `--format` shows.

They are made from the API's JSON, so that lists and `system df` share them.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from webapp.simulator.userland.docker.moments import local_time, rfc3339, seconds_since
from webapp.simulator.userland.docker.ports import displayed_ports
from webapp.simulator.userland.docker.quoting import quoted
from webapp.simulator.userland.docker.tables import ellipsis
from webapp.simulator.userland.docker.template.govalues import Struct
from webapp.simulator.userland.docker.units import human_duration, human_size

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Json = dict[str, Any]

CONTAINER_HEADERS = MappingProxyType(
    {
        "ID": "CONTAINER ID",
        "Names": "NAMES",
        "Image": "IMAGE",
        "Command": "COMMAND",
        "CreatedAt": "CREATED AT",
        "RunningFor": "CREATED",
        "Ports": "PORTS",
        "State": "STATE",
        "Status": "STATUS",
        "Size": "SIZE",
        "Labels": "LABELS",
        "Mounts": "MOUNTS",
        "LocalVolumes": "LOCAL VOLUMES",
        "Networks": "NETWORKS",
    }
)
IMAGE_HEADERS = MappingProxyType(
    {
        "ID": "IMAGE ID",
        "Repository": "REPOSITORY",
        "Tag": "TAG",
        "Digest": "DIGEST",
        "CreatedSince": "CREATED",
        "CreatedAt": "CREATED AT",
        "Size": "SIZE",
        "Containers": "CONTAINERS",
        "VirtualSize": "SIZE",
        "SharedSize": "SHARED SIZE",
        "UniqueSize": "UNIQUE SIZE",
    }
)
VOLUME_HEADERS = MappingProxyType(
    {
        "ID": "ID",
        "Name": "VOLUME NAME",
        "Group": "GROUP",
        "Driver": "DRIVER",
        "Scope": "SCOPE",
        "Availability": "AVAILABILITY",
        "Mountpoint": "MOUNTPOINT",
        "Labels": "LABELS",
        "Links": "LINKS",
        "Size": "SIZE",
        "Status": "STATUS",
    }
)
HISTORY_HEADERS = MappingProxyType(
    {
        "ID": "IMAGE",
        "CreatedSince": "CREATED",
        "CreatedAt": "CREATED AT",
        "CreatedBy": "CREATED BY",
        "Size": "SIZE",
        "Comment": "COMMENT",
    }
)
DIFF_HEADERS = MappingProxyType({"Type": "CHANGE TYPE", "Path": "PATH"})

_LONGEST_COMMAND = 20
_LONGEST_MOUNT = 15
_LONGEST_STEP = 45
_EPOCH = 946_684_800  # 2000-01-01: history shows nothing older


def short_id(full: str) -> str:
    """The first 12 digits of an id, without `sha256:`."""
    return full.removeprefix("sha256:")[:12]


def _row(kind: str, fields: Mapping[str, Any], label: Callable[[str], str] | None = None) -> Struct:
    by_name = {name: fields[name] for name in sorted(fields)}
    methods = {"Label": label} if label else {}
    return Struct(
        f"formatter.{kind}", fields, json=by_name, pointer=True, methods=methods, escaped=True
    )


def _joined(labels: Mapping[str, str] | None) -> str:
    return ",".join(f"{key}={value}" for key, value in sorted((labels or {}).items()))


def container_row(summary: Json, now: int, *, whole: bool = False) -> Struct:
    """A container as `docker ps` lists it; `whole` cuts nothing short (`--no-trunc`)."""
    labels = summary.get("Labels") or {}
    command = summary["Command"]
    size = human_size(summary.get("SizeRw", 0), 3)
    if summary.get("SizeRootFs"):
        size = f"{size} (virtual {human_size(summary['SizeRootFs'], 3)})"
    networks = (summary.get("NetworkSettings") or {}).get("Networks") or {}
    fields = {
        "ID": summary["Id"] if whole else short_id(summary["Id"]),
        "Names": ",".join(name.lstrip("/") for name in summary["Names"]),
        "Image": summary["Image"] if whole else _image_name(summary),
        "Command": quoted(command if whole else ellipsis(command, _LONGEST_COMMAND)),
        "CreatedAt": local_time(summary["Created"]),
        "RunningFor": f"{human_duration(seconds_since(summary['Created'], now))} ago",
        "Ports": displayed_ports(summary.get("Ports") or []),
        "State": summary["State"],
        "Status": summary["Status"],
        "Size": size,
        "Labels": _joined(labels),
        "Mounts": ",".join(_mount_name(mount, whole=whole) for mount in summary["Mounts"]),
        "LocalVolumes": str(sum(mount.get("Driver") == "local" for mount in summary["Mounts"])),
        "Networks": ",".join(sorted(networks)),
    }
    return _row("ContainerContext", fields, lambda name: labels.get(name, ""))


def empty_container_row() -> Struct:
    """The row of a container that is none, on which formats are tried."""
    nothing = {"Image": "<no image>", "Command": '""', "Size": "0B", "LocalVolumes": "0"}
    fields = {name: nothing.get(name, "") for name in CONTAINER_HEADERS}
    return _row("ContainerContext", fields, lambda _: "")


def _image_name(summary: Json) -> str:
    name: str = summary["Image"]
    if short_id(summary["ImageID"]) == short_id(name):
        return short_id(name)
    return name.partition("@")[0]


def _mount_name(mount: Json, *, whole: bool) -> str:
    name = mount.get("Name") or mount.get("Source", "")
    return name if whole else ellipsis(name, _LONGEST_MOUNT)


def image_rows(
    summary: Json, now: int, *, whole: bool = False, digests: bool = False
) -> list[Struct]:
    """The rows of an image: one for each of its names."""
    names = sorted(summary.get("RepoTags") or [])
    held = summary.get("RepoDigests") or []
    digest_of = {repo: digest for repo, _, digest in (name.partition("@") for name in held)}
    pairs = [name.rpartition(":")[::2] for name in names if name != "<none>:<none>"]
    shown = [(repo, tag, digest_of.get(repo) if digests else None) for repo, tag in pairs]
    if not shown:
        shown = [(repo, "<none>", digest) for repo, digest in sorted(digest_of.items())]
    if not shown:
        shown = [("<none>", "<none>", None)]
    return [
        image_row(summary, repo, tag, now, whole=whole, digest=digest or "<none>")
        for repo, tag, digest in shown
    ]


def image_row(
    summary: Json, repo: str, tag: str, now: int, *, whole: bool, digest: str = ""
) -> Struct:
    """One row of an image under one of its names."""
    size, shared = summary["Size"], summary.get("SharedSize", -1)
    containers = summary.get("Containers", -1)
    fields = {
        "ID": summary["Id"] if whole else short_id(summary["Id"]),
        "Repository": repo,
        "Tag": tag,
        "Digest": digest,
        "CreatedSince": f"{human_duration(seconds_since(summary['Created'], now))} ago",
        "CreatedAt": local_time(summary["Created"]),
        "Size": human_size(size, 3),
        "Containers": "N/A" if containers == -1 else str(containers),
        "VirtualSize": human_size(size),
        "SharedSize": "N/A" if shared == -1 else human_size(shared),
        "UniqueSize": "N/A" if shared == -1 else human_size(size - shared),
    }
    return _row("imageContext", fields)


def volume_row(volume: Json) -> Struct:
    """A volume as `docker volume ls` lists it."""
    usage = volume.get("UsageData")
    labels = volume.get("Labels") or {}
    fields = {
        "Name": volume["Name"],
        "Driver": volume["Driver"],
        "Scope": volume["Scope"],
        "Mountpoint": volume["Mountpoint"],
        "Labels": _joined(labels),
        "Links": str(usage["RefCount"]) if usage else "N/A",
        "Size": human_size(usage["Size"]) if usage else "N/A",
        "Group": "N/A",
        "Availability": "N/A",
        "Status": "N/A",
    }
    return _row("volumeContext", fields, lambda name: labels.get(name, ""))


def history_row(item: Json, now: int, *, human: bool, whole: bool) -> Struct:
    """A step in an image's history."""
    created_by = item["CreatedBy"].replace("\t", " ")
    created_at = rfc3339(item["Created"])
    since = f"{human_duration(seconds_since(item['Created'], now))} ago"
    if not human:
        since = created_at
    elif item["Created"] <= _EPOCH:
        since = "N/A"
    fields = {
        "ID": item["Id"] if whole else short_id(item["Id"]),
        "CreatedAt": created_at,
        "CreatedSince": since,
        "CreatedBy": created_by if whole else ellipsis(created_by, _LONGEST_STEP),
        "Size": human_size(item["Size"], 3) if human else str(item["Size"]),
        "Comment": item["Comment"],
    }
    return _row("historyContext", fields)


def diff_row(kind: str, path: str) -> Struct:
    """A change that `docker diff` lists."""
    return _row("diffContext", {"Type": kind, "Path": path})
