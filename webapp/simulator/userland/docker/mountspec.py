"""What `--mount` takes: fields separated by commas as in CSV, each `key=value`.

The engine has its own say afterwards (whether a source must exist, may be empty ...); here are the
errors that the client has before it asks.
"""

from __future__ import annotations

import posixpath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from webapp.simulator.userland.docker.csvline import CsvError, split
from webapp.simulator.userland.docker.units import SizeError, ram_in_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

_TRUE = frozenset(("1", "t", "T", "true", "TRUE", "True"))
_FALSE = frozenset(("0", "f", "F", "false", "FALSE", "False"))
_RECURSIVE = MappingProxyType(
    {
        "enabled": "",
        "disabled": "NonRecursive",
        "writable": "ReadOnlyNonRecursive",
        "readonly": "ReadOnlyForceRecursive",
    }
)

Mount = dict[str, Any]


class MountSpecError(ValueError):
    """A value of `--mount` that the client refuses."""


def parse_mount(text: str, directory: str) -> Mount:
    """A mount as the API takes it (`Type`, `Source`, `Target`, `ReadOnly`, `VolumeOptions` ...).

    A source of `.` or `./...` is made absolute from the caller's working directory.
    """
    try:
        fields = split(text)
    except CsvError as error:
        raise MountSpecError(str(error)) from None
    mount: Mount = {"Type": "volume"}
    for field in fields:
        key, equals, value = field.partition("=")
        key = key.lower()
        if equals:
            _set(mount, key, value, field, directory)
        else:
            _set_bare(mount, key, field)
    _agree(mount)
    return mount


def _set_bare(mount: Mount, key: str, field: str) -> None:
    match key:
        case "readonly" | "ro":
            mount["ReadOnly"] = True
        case "volume-nocopy":
            _volume(mount)["NoCopy"] = True
        case "bind-nonrecursive":
            _bind(mount)["NonRecursive"] = True
        case _:
            raise MountSpecError(f"invalid field '{field}' must be a key=value pair")


def _set(mount: Mount, key: str, value: str, field: str, directory: str) -> None:
    match key:
        case "type":
            mount["Type"] = value.lower()
        case "source" | "src":
            mount["Source"] = absolute(value, directory)
        case "target" | "dst" | "destination":
            mount["Target"] = value
        case "consistency":
            mount["Consistency"] = value.lower()
        case "readonly" | "ro":
            mount["ReadOnly"] = _boolean(key, value)
        case _:
            _set_option(mount, key, value, field)


def _set_option(mount: Mount, key: str, value: str, field: str) -> None:
    match key:
        case "bind-propagation":
            _bind(mount)["Propagation"] = value.lower()
        case "bind-nonrecursive":
            _bind(mount)["NonRecursive"] = _boolean(key, value)
        case "bind-recursive":
            if value not in _RECURSIVE:
                choices = '"enabled", "disabled", "writable", or "readonly"'
                raise MountSpecError(f"invalid value for {key}: {value} (must be {choices})")
            if _RECURSIVE[value]:
                _bind(mount)[_RECURSIVE[value]] = True
        case "volume-subpath":
            _volume(mount)["Subpath"] = value
        case "volume-nocopy":
            _volume(mount)["NoCopy"] = _boolean(key, value)
        case "volume-label":
            _pair(_volume(mount).setdefault("Labels", {}), value)
        case "volume-driver":
            _driver(mount)["Name"] = value
        case "volume-opt":
            _pair(_driver(mount).setdefault("Options", {}), value)
        case "tmpfs-size":
            _tmpfs(mount)["SizeBytes"] = _number(key, value, ram_in_bytes)
        case "tmpfs-mode":
            _tmpfs(mount)["Mode"] = _number(key, value, _octal)
        case _:
            raise MountSpecError(f"unexpected key '{key}' in '{field}'")


def _agree(mount: Mount) -> None:
    kind = mount["Type"]
    if not kind:
        raise MountSpecError("type is required")
    if not mount.get("Target"):
        raise MountSpecError("target is required")
    for options, owner in (
        ("VolumeOptions", "volume"),
        ("BindOptions", "bind"),
        ("TmpfsOptions", "tmpfs"),
    ):
        if options in mount and kind != owner:
            raise MountSpecError(f"cannot mix '{owner}-*' options with mount type '{kind}'")
    bind = mount.get("BindOptions", {})
    if bind.get("ReadOnlyNonRecursive") and not mount.get("ReadOnly"):
        raise MountSpecError(_requires("writable", "readonly"))
    if bind.get("ReadOnlyForceRecursive"):
        if not mount.get("ReadOnly"):
            raise MountSpecError(_requires("readonly", "readonly"))
        if bind.get("Propagation") != "rprivate":
            raise MountSpecError(_requires("readonly", "bind-propagation=rprivate"))


def _requires(mode: str, other: str) -> str:
    return f"option 'bind-recursive={mode}' requires '{other}' to be specified in conjunction"


def absolute(path: str, directory: str) -> str:
    """The client's rule for a path of the host: only `.` and `./...` are made absolute."""
    if path == "." or path.startswith("./"):
        return posixpath.normpath(posixpath.join(directory, path))
    return path


def _volume(mount: Mount) -> Mount:
    options: Mount = mount.setdefault("VolumeOptions", {})
    return options


def _driver(mount: Mount) -> Mount:
    driver: Mount = _volume(mount).setdefault("DriverConfig", {})
    return driver


def _bind(mount: Mount) -> Mount:
    options: Mount = mount.setdefault("BindOptions", {})
    return options


def _tmpfs(mount: Mount) -> Mount:
    options: Mount = mount.setdefault("TmpfsOptions", {})
    return options


def _pair(target: dict[str, str], text: str) -> None:
    key, _, value = text.partition("=")
    if key:
        target[key] = value


def _boolean(key: str, value: str) -> bool:
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise MountSpecError(f"invalid value for {key}: {value}")


def _number(key: str, value: str, read: Callable[[str], int]) -> int:
    try:
        return read(value)
    except (SizeError, ValueError):
        raise MountSpecError(f"invalid value for {key}: {value}") from None


def _octal(text: str) -> int:
    if not text or any(digit not in "01234567" for digit in text) or int(text, 8) >= 1 << 32:
        raise ValueError(text)
    return int(text, 8)
