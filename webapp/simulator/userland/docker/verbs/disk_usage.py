"""`docker system df`."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from webapp.simulator.userland.docker import rows
from webapp.simulator.userland.docker.invocation import UnsimulatedError
from webapp.simulator.userland.docker.moments import read_rfc3339
from webapp.simulator.userland.docker.summaries import container_summary
from webapp.simulator.userland.docker.tables import listing
from webapp.simulator.userland.docker.template.govalues import Struct
from webapp.simulator.userland.docker.units import human_duration, human_size

if TYPE_CHECKING:
    from webapp.simulator.userland.docker.invocation import Invocation

Json = dict[str, Any]

_SUMMARY = r"table {{.Type}}\t{{.TotalCount}}\t{{.Active}}\t{{.Size}}\t{{.Reclaimable}}"
_SUMMARY_RAW = (
    "type: {{.Type}}\ntotal: {{.TotalCount}}\nactive: {{.Active}}\nsize: {{.Size}}\n"
    "reclaimable: {{.Reclaimable}}\n"
)
_SUMMARY_HEADERS = MappingProxyType(
    {
        "Type": "TYPE",
        "TotalCount": "TOTAL",
        "Active": "ACTIVE",
        "Size": "SIZE",
        "Reclaimable": "RECLAIMABLE",
    }
)
_IMAGES = (
    r"table {{.Repository}}\t{{.Tag}}\t{{.ID}}\t{{.CreatedSince}}\t{{.Size}}\t{{.SharedSize}}"
    r"\t{{.UniqueSize}}\t{{.Containers}}"
)
_CONTAINERS = (
    r"table {{.ID}}\t{{.Image}}\t{{.Command}}\t{{.LocalVolumes}}\t{{.Size}}\t{{.RunningFor}}"
    r"\t{{.Status}}\t{{.Names}}"
)
_VOLUMES = r"table {{.Name}}\t{{.Links}}\t{{.Size}}"
_CACHE = (
    r"table {{.ID}}\t{{.CacheType}}\t{{.Size}}\t{{.CreatedSince}}\t{{.LastUsedSince}}"
    r"\t{{.UsageCount}}\t{{.Shared}}"
)
_CACHE_HEADERS = MappingProxyType(
    {
        "ID": "CACHE ID",
        "Parent": "PARENT",
        "CacheType": "CACHE TYPE",
        "Size": "SIZE",
        "CreatedSince": "CREATED",
        "LastUsedSince": "LAST USED",
        "UsageCount": "USAGE",
        "InUse": "IN USE",
        "Shared": "SHARED",
        "Description": "DESCRIPTION",
    }
)
_ACTIVE = ("running", "paused", "restarting")
_SECOND = 1_000_000_000


def show_disk_usage(call: Invocation) -> int:
    """Print what images, containers, volumes and the build cache take, in sums or one by one."""
    usage = call.engine.disk_usage()
    form = call.parsed.text("format") or "table"
    if call.parsed.on("verbose"):
        if form != "table":
            raise UnsimulatedError("docker system df --verbose --format")
        engine, now = call.engine, call.sys.now
        full = [
            container_summary(engine, engine.find_container(each["Id"]), now, size=True)
            for each in usage["Containers"]
        ]
        call.out(_verbose({**usage, "Containers": full}, now))
        return 0
    if form in {"table", "raw"}:
        form = _SUMMARY if form == "table" else _SUMMARY_RAW
    call.out(listing(form, _SUMMARY_HEADERS, _summary(usage)))
    return 0


def _summary(usage: Json) -> list[Struct]:
    images, containers = usage["Images"] or [], usage["Containers"] or []
    volumes, cache = usage["Volumes"] or [], usage["BuildCache"] or []
    layers = usage["LayersSize"]
    used = sum(
        image["Size"] - image["SharedSize"]
        for image in images
        if image["Containers"] != 0 and -1 not in {image["Size"], image["SharedSize"]}
    )
    sizes = [container.get("SizeRw", 0) for container in containers]
    idle = [
        container.get("SizeRw", 0) for container in containers if container["State"] not in _ACTIVE
    ]
    held = [volume["UsageData"] for volume in volumes if volume["UsageData"]["Size"] != -1]
    unused = [data["Size"] for data in held if data["RefCount"] == 0]
    cache_size = sum(item["Size"] for item in cache if not item["Shared"])
    busy = sum(item["Size"] for item in cache if item["InUse"] and not item["Shared"])
    return [
        _row("Images", images, sum(i["Containers"] > 0 for i in images), layers, layers - used),
        _row(
            "Containers",
            containers,
            sum(container["State"] in _ACTIVE for container in containers),
            sum(sizes),
            sum(idle),
        ),
        _row(
            "Local Volumes",
            volumes,
            sum(volume["UsageData"]["RefCount"] > 0 for volume in volumes),
            sum(data["Size"] for data in held),
            sum(unused),
        ),
        _row(
            "Build Cache",
            cache,
            sum(item["InUse"] for item in cache),
            cache_size,
            cache_size - busy,
            percent=False,
        ),
    ]


def _row(
    kind: str, items: list[Json], active: int, size: int, free: int, *, percent: bool = True
) -> Struct:
    reclaimable = human_size(free)
    if percent and size > 0:
        reclaimable += f" ({free * 100 // size}%)"
    fields = {
        "Type": kind,
        "TotalCount": str(len(items)),
        "Active": str(active),
        "Size": human_size(size),
        "Reclaimable": reclaimable,
    }
    by_name = {name: fields[name] for name in sorted(fields)}
    name = f"formatter.diskUsage{kind.rsplit(maxsplit=1)[-1]}Context"
    return Struct(name, fields, json=by_name, pointer=True, escaped=True)


def _verbose(usage: Json, now: int) -> str:
    images = [_image(image, now) for image in usage["Images"] or []]
    containers = [
        rows.container_row({**container, "SizeRootFs": 0}, now)
        for container in usage["Containers"] or []
    ]
    volumes = [rows.volume_row(volume) for volume in usage["Volumes"] or []]
    cache = sorted(
        usage["BuildCache"] or [], key=lambda item: (item["LastUsedAt"] or "", item["ID"])
    )
    size = human_size(sum(item["Size"] for item in cache if not item["Shared"]))
    return (
        "Images space usage:\n\n"
        + listing(_IMAGES, rows.IMAGE_HEADERS, images)
        + "\nContainers space usage:\n\n"
        + listing(_CONTAINERS, rows.CONTAINER_HEADERS, containers)
        + "\nLocal Volumes space usage:\n\n"
        + listing(_VOLUMES, rows.VOLUME_HEADERS, volumes)
        + f"\nBuild cache usage: {size}\n\n"
        + listing(_CACHE, _CACHE_HEADERS, [_cache_row(item, now) for item in cache])
    )


def _image(image: Json, now: int) -> Struct:
    names = image.get("RepoTags") or []
    repo, _, tag = names[0].rpartition(":") if names else ("<none>", "", "<none>")
    return rows.image_row(image, repo, tag, now, whole=False)


def _cache_row(item: Json, now: int) -> Struct:
    def ago(moment: str | None) -> str:
        if not moment:
            return ""
        return f"{human_duration((now - read_rfc3339(moment)) / _SECOND)} ago"

    fields = {
        "ID": rows.short_id(item["ID"]) + ("*" if item["InUse"] else ""),
        "CacheType": item["Type"],
        "Size": human_size(item["Size"], 3),
        "CreatedSince": ago(item["CreatedAt"]),
        "LastUsedSince": ago(item["LastUsedAt"]),
        "UsageCount": str(item["UsageCount"]),
        "Shared": "true" if item["Shared"] else "false",
    }
    return Struct("formatter.buildCacheContext", fields, pointer=True)
