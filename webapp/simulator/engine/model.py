"""What dockerd knows, as values: images, layers, containers, mount points, volumes."""

from __future__ import annotations

from dataclasses import dataclass, field

from rpds import HashTrieMap

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """A read-only layer on the host's disk.

    `chain_id` names the layer together with all below it, `diff_id` its own content, both as
    ``sha256:<64 hex>``; `directory` is its name under the driver's directory; `size` is in bytes.
    """

    chain_id: str
    diff_id: str
    parent: str | None
    directory: str
    size: int


@dataclass(frozen=True, slots=True)
class Config:
    """The part of an image's or container's configuration that says what runs (API: Config).

    `volumes` are destinations declared by VOLUME or by an anonymous ``-v``, in order.
    `entrypoint` None means not set, an empty tuple set to nothing.
    """

    cmd: tuple[str, ...] | None = None
    entrypoint: tuple[str, ...] | None = None
    env: tuple[str, ...] = ()
    workdir: str = ""
    user: str = ""
    volumes: tuple[str, ...] = ()
    labels: Pairs = ()
    exposed: tuple[str, ...] = ()
    stop_signal: str = ""
    shell: tuple[str, ...] | None = None
    hostname: str = ""
    tty: bool = False
    open_stdin: bool = False
    attach_stdin: bool = False
    attach_stdout: bool = False
    attach_stderr: bool = False
    image: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """One row of ``docker history``; `size` in bytes, `created` in nanoseconds."""

    created: int
    created_by: str
    comment: str = ""
    empty: bool = False
    size: int = 0
    author: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """An image: `layers` are chain ids, lowest first; `history` oldest first."""

    id: str
    config: Config
    layers: tuple[str, ...]
    history: tuple[History, ...]
    created: int
    size: int
    parent: str = ""
    author: str = ""
    comment: str = ""
    architecture: str = "amd64"
    os: str = "linux"
    digest: str = ""
    """The registry's digest where it was pulled."""


@dataclass(frozen=True, slots=True)
class Mount:
    """One entry of ``--mount`` (API: HostConfig.Mounts); None options were not given.

    `options` holds what the type takes besides, such as ``volume-nocopy`` or ``tmpfs-size``, as the
    client normalised it (sizes in bytes, modes in octal).
    """

    type: str
    source: str = ""
    target: str = ""
    readonly: bool = False
    consistency: str = ""
    propagation: str = ""
    recursive: str = ""
    nocopy: bool = False
    subpath: str = ""
    labels: Pairs = ()
    driver: str = ""
    driver_options: Pairs = ()
    tmpfs_size: int = 0
    tmpfs_mode: int = 0
    given: frozenset[str] = frozenset()
    """Which groups of options were given: ``bind``, ``volume``, ``tmpfs``."""


@dataclass(frozen=True, slots=True)
class HostConfig:
    """The part of a container's configuration that ties it to this host (API: HostConfig)."""

    binds: tuple[str, ...] = ()
    mounts: tuple[Mount, ...] = ()
    tmpfs: Pairs = ()
    volumes_from: tuple[str, ...] = ()
    volume_driver: str = ""
    auto_remove: bool = False
    readonly_rootfs: bool = False
    restart: str = "no"
    restart_max: int = 0
    network: str = "default"
    ports: tuple[tuple[str, str, str], ...] = ()
    """Published ports: (host ip, host port, ``80/tcp``); an empty host port is chosen."""
    publish_all: bool = False
    privileged: bool = False
    extra_hosts: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    init: bool = False
    memory: int = 0


@dataclass(frozen=True, slots=True)
class CreateRequest:
    """What a client posts to /containers/create."""

    config: Config
    host: HostConfig = HostConfig()
    name: str = ""
    platform: str = ""


@dataclass(frozen=True, slots=True)
class MountPoint:
    """What a container has mounted where (API: Mounts), and what removing the container needs.

    `anonymous` is whether *this* container's mount was given no source: `rm -v` takes the volume
    then. `listed` is false for ``--tmpfs``, which the API does not list.
    """

    type: str
    destination: str
    source: str = ""
    name: str = ""
    driver: str = ""
    mode: str = ""
    rw: bool = True
    propagation: str = ""
    anonymous: bool = False
    copy_data: bool = False
    subpath: str = ""
    options: str = ""
    listed: bool = True
    sourced: bool = False
    """A volume of ``-v`` or ``--mount``: who inherits it is its user from the first start on
    (moby daemon/volumes.go, lazyInitializeVolume)."""
    held: bool = True
    """Whether the volume counts this container among its users."""
    create_source: bool = False
    """A missing host directory is made when the container starts (``-v``, not ``--mount``)."""


@dataclass(frozen=True, slots=True)
class RunState:
    """Where a container stands (API: State); moments in nanoseconds, 0 for never.

    `status` is ``created``, ``running``, ``paused``, ``restarting``, ``removing``, ``exited`` or
    ``dead``.
    """

    status: str = "created"
    exit_code: int = 0
    pid: int = 0
    error: str = ""
    started: int = 0
    finished: int = 0
    killed: bool = False

    @property
    def running(self) -> bool:
        """Whether it has a main process now."""
        return self.status in {"running", "paused", "restarting"}


@dataclass(frozen=True, slots=True)
class Container:
    """A container; `directory` is its writable layer's under the driver's directory."""

    id: str
    name: str
    number: int
    """Counts up from the first container of the world: the order of creation."""
    created: int
    image: str
    image_ref: str
    path: str
    args: tuple[str, ...]
    config: Config
    host: HostConfig
    mounts: tuple[MountPoint, ...]
    driver: str
    directory: str
    layers: tuple[str, ...]
    """Chain ids of the image's layers, lowest first: they stay when the image is untagged."""
    state: RunState = RunState()
    namespace: int | None = None
    restart_count: int = 0
    ip: str = ""
    ports: tuple[tuple[str, str, str], ...] = ()
    """Ports published now: (host ip, host port, ``80/tcp``)."""


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume of the local driver; None labels or options mean that none were given."""

    name: str
    created: int
    labels: Pairs | None = None
    options: Pairs | None = None
    driver: str = "local"

    @property
    def anonymous(self) -> bool:
        """Whether Docker made its name up (label com.docker.volume.anonymous)."""
        return self.labels is not None and any(k == ANONYMOUS for k, _ in self.labels)


ANONYMOUS = "com.docker.volume.anonymous"


@dataclass(frozen=True, slots=True)
class EngineState:
    """All that the daemon knows, as a value. Big and small files are on the host's disk instead."""

    driver: str = "overlay2"
    seed: str = "layerlab"
    counter: int = 0
    """Makes ids: of containers, volumes, caches."""
    images: HashTrieMap[str, Image] = field(default_factory=HashTrieMap)
    references: HashTrieMap[str, str] = field(default_factory=HashTrieMap)
    """``name:tag`` in familiar form to image id."""
    layers: HashTrieMap[str, Layer] = field(default_factory=HashTrieMap)
    """By chain id."""
    containers: HashTrieMap[str, Container] = field(default_factory=HashTrieMap)
    """By id."""
    volumes: HashTrieMap[str, Volume] = field(default_factory=HashTrieMap)
    """By name."""
    build_cache: HashTrieMap[str, str] = field(default_factory=HashTrieMap)
    """From the digest of a step and everything before it to the image or layer it made."""
    exit_codes: HashTrieMap[str, int] = field(default_factory=HashTrieMap)
    """Of containers that have ended, also of those removed since."""
