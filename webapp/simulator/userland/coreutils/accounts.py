"""Names of users and groups, as /etc/passwd and /etc/group of this root directory have them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import OsError

if TYPE_CHECKING:
    from webapp.simulator.kernel.sys import Sys


@dataclass(frozen=True, slots=True)
class Account:
    """One line of /etc/passwd."""

    name: str
    uid: int
    gid: int
    gecos: str
    home: str
    shell: str


@dataclass(frozen=True, slots=True)
class Group:
    """One line of /etc/group."""

    name: str
    gid: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Accounts:
    """All accounts, in the order of the files."""

    users: tuple[Account, ...]
    groups: tuple[Group, ...]

    def user_name(self, uid: int) -> str:
        """The name of a user id, or the number itself."""
        return next((user.name for user in self.users if user.uid == uid), str(uid))

    def group_name(self, gid: int) -> str:
        """The name of a group id, or the number itself."""
        return next((group.name for group in self.groups if group.gid == gid), str(gid))

    def user(self, name: str) -> Account | None:
        """The user of this name."""
        return next((user for user in self.users if user.name == name), None)

    def group(self, name: str) -> Group | None:
        """The group of this name."""
        return next((group for group in self.groups if group.name == name), None)


def _rows(sys: Sys, path: str, least: int) -> list[list[str]]:
    try:
        text = sys.read_file(path).decode("utf-8", "surrogateescape")
    except OsError:
        return []
    rows = [line.split(":") for line in text.split("\n")]
    return [row for row in rows if len(row) >= least and row[0]]


def accounts(sys: Sys) -> Accounts:
    """Read the accounts; a missing file has none."""
    users = [
        Account(row[0], int(row[2]), int(row[3]), row[4], row[5], row[6])
        for row in _rows(sys, "/etc/passwd", 7)
        if row[2].isdecimal() and row[3].isdecimal()
    ]
    groups = [
        Group(row[0], int(row[2]), tuple(name for name in row[3].split(",") if name))
        for row in _rows(sys, "/etc/group", 4)
        if row[2].isdecimal()
    ]
    return Accounts(tuple(users), tuple(groups))
