"""System calls on paths: stat, mkdir, unlink, rename, chmod and their kin."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from webapp.simulator.kernel import files
from webapp.simulator.kernel.call import Caller
from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.inode import Inode, Kind, Stat
from webapp.simulator.kernel.node import Merged
from webapp.simulator.kernel.walk import Place, Walked, inode_of, permits

if TYPE_CHECKING:
    from webapp.simulator.kernel.mounts import Mount


@dataclass(frozen=True, slots=True)
class StatFs:
    """What statfs(2) answers, in bytes."""

    kind: str
    source: str
    at: str
    total: int
    used: int

    @property
    def free(self) -> int:
        """Bytes that are left."""
        return max(self.total - self.used, 0)


class FileCalls(Caller):
    """System calls that name a file; each raises OsError as Linux would."""

    def stat(self, path: str, *, follow: bool = True) -> Stat:
        """stat(2), or lstat(2) without `follow`."""
        return files.stat(self.kernel, self.find(path, follow=follow).node)

    def exists(self, path: str, *, follow: bool = True) -> bool:
        """Whether stat(2) would succeed."""
        try:
            self.find(path, follow=follow)
        except OsError:
            return False
        return True

    def listdir(self, path: str) -> list[str]:
        """The names in a directory, sorted, without ``.`` and ``..``; raises ENOTDIR, EACCES."""
        place = self.find(path)
        inode = inode_of(self.kernel, place.node)
        if not inode.is_dir:
            raise OsError(Errno.ENOTDIR)
        if not permits(inode, self.who, 4):
            raise OsError(Errno.EACCES)
        found = files.names(self.kernel, place.node)
        self.kernel.disks.budget.step(len(found))
        return found

    def access(self, path: str, want: int) -> bool:
        """Whether the process may read (4), write (2) or execute (1) a file."""
        try:
            place = self.find(path)
        except OsError:
            return False
        if want & 2 and place.mount.readonly:
            return False
        inode = inode_of(self.kernel, place.node)
        return all(permits(inode, self.who, bit) for bit in (1, 2, 4) if want & bit)

    def _may_change(self, walked: Walked) -> None:
        """A name is entered or removed by whoever may write the directory (and, sticky, owns)."""
        holder = inode_of(self.kernel, walked.parent.node)
        if walked.found is None and walked.parent.mount.readonly:
            return  # EROFS goes before EACCES
        if not permits(holder, self.who, 2) or not permits(holder, self.who, 1):
            raise OsError(Errno.EACCES)
        uid = self.who.uid
        sticky = holder.mode & 0o1000 and uid not in {0, holder.uid}
        if sticky and walked.found is not None:
            if inode_of(self.kernel, walked.found.node).uid == uid:
                return
            raise OsError(Errno.EPERM)

    def _make(self, path: str, inode: Inode, *, follow: bool = False) -> Place:
        walked = self.walk(path, follow=follow)
        if walked.found is not None:
            raise OsError(Errno.EEXIST)
        if walked.slash and not inode.is_dir:
            raise OsError(Errno.ENOENT)
        self._may_change(walked)
        return files.make(self.kernel, walked, inode)

    def mkdir(self, path: str, mode: int = 0o777) -> None:
        """Make a directory; the umask takes bits from `mode`."""
        process = self.process
        bits = mode & ~process.umask
        self._make(path, Inode(Kind.DIRECTORY, bits, process.uid, process.gid))

    def mknod(
        self, path: str, kind: Kind, mode: int = 0o666, rdev: tuple[int, int] = (0, 0)
    ) -> None:
        """Make a FIFO or device; a device 0/0 in a container is refused with EPERM."""
        process = self.process
        if kind in {Kind.CHAR, Kind.BLOCK} and (
            process.uid or (not process.privileged and rdev == (0, 0))
        ):
            raise OsError(Errno.EPERM)
        self._make(path, Inode(kind, mode & ~process.umask, process.uid, process.gid, rdev=rdev))

    def symlink(self, target: str, path: str) -> None:
        """Make a symbolic link at `path` that leads to `target`."""
        if not target:
            raise OsError(Errno.ENOENT)
        process = self.process
        self._make(path, Inode(Kind.SYMLINK, 0o777, process.uid, process.gid, target=target))

    def readlink(self, path: str) -> str:
        """Where a symbolic link leads; raises EINVAL for anything else."""
        inode = inode_of(self.kernel, self.find(path, follow=False).node)
        if inode.kind is not Kind.SYMLINK:
            raise OsError(Errno.EINVAL)
        return inode.target

    def unlink(self, path: str) -> None:
        """Remove a name that is not a directory's."""
        walked = self.walk(path, follow=False)
        if walked.found is not None:
            self._may_change(walked)
        files.unlink(self.kernel, walked, directory=False)

    def rmdir(self, path: str) -> None:
        """Remove an empty directory; a path that ends in ``.`` is refused with EINVAL."""
        if path.rstrip("/").rsplit("/", 1)[-1] == ".":
            raise OsError(Errno.EINVAL)
        walked = self.walk(path, follow=False)
        if walked.found is not None:
            self._may_change(walked)
        files.unlink(self.kernel, walked, directory=True)

    def rename(self, old: str, new: str) -> None:
        """rename(2)."""
        source = self.walk(old, follow=False)
        target = self.walk(new, follow=False)
        if source.found is not None:
            self._may_change(source)
            self._may_change(target)
        files.rename(self.kernel, source, target)

    def link(self, old: str, new: str, *, follow: bool = False) -> None:
        """Give a file a second name; raises EXDEV from one mount to another."""
        place = self.find(old, follow=follow)
        walked = self.walk(new, follow=False)
        if walked.found is None:
            self._may_change(walked)
        files.link(self.kernel, place, walked)

    def chmod(self, path: str, mode: int) -> None:
        """Set the twelve permission bits."""
        place = self.find(path)
        self._owner(place)
        files.set_attributes(self.kernel, place, mode=mode & 0o7777)

    def chown(self, path: str, uid: int | None, gid: int | None, *, follow: bool = True) -> None:
        """Set owner and group; None keeps one. Takes set-user-id bits off a regular file."""
        place = self.find(path, follow=follow)
        inode = inode_of(self.kernel, place.node)
        who = self.who
        if who.uid != 0 and (uid not in {None, inode.uid} or who.uid != inode.uid):
            raise OsError(Errno.EROFS if place.mount.readonly else Errno.EPERM)
        mode = None
        if inode.kind is Kind.FILE and inode.mode & 0o6000:
            mode = inode.mode & ~0o6000 if inode.mode & 0o010 else inode.mode & ~0o4000
        files.set_attributes(self.kernel, place, uid=uid, gid=gid, mode=mode)

    def utime(self, path: str, mtime: int | None = None, *, follow: bool = True) -> None:
        """Set the mtime in nanoseconds, to now if None."""
        place = self.find(path, follow=follow)
        inode = inode_of(self.kernel, place.node)
        if mtime is None:
            if self.who.uid != inode.uid and not permits(inode, self.who, 2):
                raise OsError(Errno.EACCES)
        else:
            self._owner(place)
        now = self.kernel.clock
        files.set_attributes(self.kernel, place, mtime=now if mtime is None else mtime)

    def truncate(self, path: str, size: int) -> None:
        """Cut or lengthen a file; to nothing, a copy-up copies no data."""
        place = self.find(path)
        inode = inode_of(self.kernel, place.node)
        if inode.is_dir:
            raise OsError(Errno.EISDIR)
        if not permits(inode, self.who, 2):
            raise OsError(Errno.EACCES)
        content = inode.content.truncate(size)
        files.set_content(self.kernel, place, content, truncate=size == 0)

    def _owner(self, place: Place) -> None:
        if place.mount.readonly:
            raise OsError(Errno.EROFS)
        if self.who.uid not in {0, inode_of(self.kernel, place.node).uid}:
            raise OsError(Errno.EPERM)

    def getxattrs(self, path: str, *, follow: bool = True) -> dict[str, str]:
        """Extended attributes; those of overlay are hidden in an overlay and from containers."""
        place = self.find(path, follow=follow)
        inode = inode_of(self.kernel, place.node)
        hidden = isinstance(place.node, Merged) or not self.process.privileged
        return {
            name: inode.xattrs[name]
            for name in sorted(inode.xattrs)
            if not (hidden and name.startswith("trusted."))
        }

    def chdir(self, path: str) -> None:
        """Change the working directory; raises ENOTDIR, EACCES."""
        place = self.find(path)
        inode = inode_of(self.kernel, place.node)
        if not inode.is_dir:
            raise OsError(Errno.ENOTDIR)
        if not permits(inode, self.who, 1):
            raise OsError(Errno.EACCES)
        self.update(replace(self.process, cwd=place.path))

    def getcwd(self) -> str:
        """The working directory's path without links."""
        return self.absolute(self.process.cwd)

    def realpath(self, path: str) -> str:
        """The path of an existing file without links and dots."""
        return self.absolute(self.find(path).path)

    def mounts(self) -> tuple[Mount, ...]:
        """The mounts of this process's namespace, oldest first."""
        return self.kernel.table(self.process.namespace).order

    def statfs(self, path: str) -> StatFs:
        """The filesystem that a path is on; an overlay answers for its upper directory's."""
        place = self.find(path)
        node = place.node
        plain = node.real if isinstance(node, Merged) else node
        if isinstance(node, Merged):
            upper = self.kernel.overlay(node.overlay).upper
            plain = upper or plain
        fs = self.kernel.disks.filesystem(plain)
        total = fs.capacity if fs.capacity is not None else 0
        return StatFs(
            place.mount.kind, place.mount.source, self.absolute(place.mount.at), total, fs.used
        )
