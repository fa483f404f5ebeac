"""Path resolution as path_resolution(7) has it: links, dots, mount points, permissions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.simulator.kernel import overlay as ov
from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.inode import Inode, Kind
from webapp.simulator.kernel.node import Merged, Node

if TYPE_CHECKING:
    from webapp.simulator.kernel.kernel import Kernel
    from webapp.simulator.kernel.mounts import Mount, Path

FREE_NAMES = 24
"""Names of one path that take no steps of their own."""
MAX_LINKS = 40
PATH_MAX = 4096


@dataclass(frozen=True, slots=True)
class Who:
    """Whose permissions count."""

    uid: int = 0
    gid: int = 0
    groups: tuple[int, ...] = ()


ROOT = Who()


@dataclass(frozen=True, slots=True)
class Place:
    """Something that exists.

    Its path in the namespace, the mount it is in, the path within that.
    """

    path: Path
    mount: Mount
    inside: Path
    node: Node


@dataclass(frozen=True, slots=True)
class Walked:
    """Where a path leads: the directory that holds the last name, that name, and what it names."""

    parent: Place
    name: str
    found: Place | None
    slash: bool
    """The path ended in a slash: only a directory will do."""

    @property
    def path(self) -> Path:
        """The path in the namespace without links and dots."""
        return (*self.parent.path, self.name) if self.name else self.parent.path


def inode_of(kernel: Kernel, node: Node) -> Inode:
    """The inode's value."""
    return kernel.disks.inode(node.real if isinstance(node, Merged) else node)


def permits(inode: Inode, who: Who, want: int) -> bool:
    """Whether the mode bits give `want` (4 read, 2 write, 1 execute or search); root passes."""
    if who.uid == 0:
        return want != 1 or inode.is_dir or bool(inode.mode & 0o111)
    if who.uid == inode.uid:
        bits = inode.mode >> 6
    elif inode.gid == who.gid or inode.gid in who.groups:
        bits = inode.mode >> 3
    else:
        bits = inode.mode
    return bits & want == want


def root_place(kernel: Kernel, namespace: int) -> Place:
    """The namespace's root directory."""
    mount = kernel.table(namespace).top(())
    if mount is None:
        raise OsError(Errno.ENOENT)
    return Place((), mount, (), _entered(kernel, mount))


def _entered(kernel: Kernel, mount: Mount) -> Node:
    root = mount.root
    if isinstance(root, Merged):
        again = ov.fresh(kernel, root.overlay, root.path)
        return root if again is None else again
    return root


def step(kernel: Kernel, namespace: int, at: Place, name: str) -> Place | None:
    """Go down one name, through a mount point if one is there; None if there is no such name."""
    path = (*at.path, name)
    mount = kernel.table(namespace).top(path)
    if mount is not None:
        return Place(path, mount, (), _entered(kernel, mount))
    child: Node | None
    if isinstance(at.node, Merged):
        child = ov.lookup(kernel, at.node, name)
    else:
        child = kernel.disks.child(at.node, name)
    return None if child is None else Place(path, at.mount, (*at.inside, name), child)


def walk(
    kernel: Kernel,
    namespace: int,
    cwd: Path,
    path: str,
    who: Who = ROOT,
    *,
    follow: bool = True,
) -> Walked:
    """Resolve a path; the last name may be missing, everything before it must be there.

    Raises ENOENT, ENOTDIR, EACCES, ELOOP, ENAMETOOLONG.
    """
    if path == "":
        raise OsError(Errno.ENOENT)
    if len(path.encode("utf-8", "surrogateescape")) >= PATH_MAX:
        raise OsError(Errno.ENAMETOOLONG)
    kernel.disks.budget.step()
    stack = [root_place(kernel, namespace)]
    if not path.startswith("/"):
        for name in cwd:
            below = step(kernel, namespace, stack[-1], name)
            if below is None:
                raise OsError(Errno.ENOENT)
            stack.append(below)
    todo = [name for name in path.split("/") if name and name != "."]
    todo.reverse()
    # What is deep takes long: its names count as well, beyond those that every path may have.
    kernel.disks.budget.step(max(len(stack) + len(todo) - FREE_NAMES, 0) // 4)
    slash = path.endswith(("/", "/."))
    links = 0
    while todo:
        name = todo.pop()
        here = stack[-1]
        holder = inode_of(kernel, here.node)
        if not holder.is_dir:
            raise OsError(Errno.ENOTDIR)
        if not permits(holder, who, 1):
            raise OsError(Errno.EACCES)
        if name == "..":
            if len(stack) > 1:
                stack.pop()
            continue
        if len(name.encode("utf-8", "surrogateescape")) > 255:
            raise OsError(Errno.ENAMETOOLONG)
        below = step(kernel, namespace, here, name)
        if below is None:
            if todo:
                raise OsError(Errno.ENOENT)
            return Walked(here, name, None, slash)
        inode = inode_of(kernel, below.node)
        if inode.kind is Kind.SYMLINK and (todo or follow or slash):
            links += 1
            if links > MAX_LINKS:
                raise OsError(Errno.ELOOP)
            target = inode.target
            if target.startswith("/"):
                stack = stack[:1]
            more = [part for part in target.split("/") if part and part != "."]
            todo.extend(reversed(more))
            continue
        stack.append(below)
    found = stack[-1]
    if slash and not inode_of(kernel, found.node).is_dir:
        raise OsError(Errno.ENOTDIR)
    if len(stack) == 1:
        return Walked(found, "", found, slash)
    return Walked(stack[-2], found.path[-1], found, slash)


def find(
    kernel: Kernel, namespace: int, cwd: Path, path: str, who: Who = ROOT, *, follow: bool = True
) -> Place:
    """Resolve a path that must exist; raises ENOENT and what `walk` raises."""
    walked = walk(kernel, namespace, cwd, path, who, follow=follow)
    if walked.found is None:
        raise OsError(Errno.ENOENT)
    return walked.found
