"""The image busybox as both sides have it: Debian's static busybox, a link for each applet."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path
from typing import Final

PROGRAM: Final = Path("/usr/bin/busybox")
_FOLDERS: Final = (
    *("bin", "dev", "etc", "home", "lib", "lib64", "root", "tmp", "usr", "usr/bin", "usr/sbin"),
    *("var", "var/spool", "var/spool/mail", "var/www"),
)
_FILES: Final = {
    "etc/passwd": "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\n",
    "etc/group": "root:x:0:\nnobody:x:65534:\n",
}


def archive() -> bytes:
    """Return the root directory of busybox as a tar archive, for `docker import`."""
    applets = subprocess.run([PROGRAM, "--list"], capture_output=True, text=True, check=True)
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for name in _FOLDERS:
            folder = tarfile.TarInfo(name)
            folder.type = tarfile.DIRTYPE
            folder.mode = 0o1777 if name == "tmp" else 0o755
            tar.addfile(folder)
        for name, text in _FILES.items():
            file = tarfile.TarInfo(name)
            file.size = len(text)
            tar.addfile(file, io.BytesIO(text.encode()))
        first, *others = sorted({"busybox", *applets.stdout.split()})
        program = tarfile.TarInfo(f"bin/{first}")
        program.mode = 0o755
        content = PROGRAM.read_bytes()
        program.size = len(content)
        tar.addfile(program, io.BytesIO(content))
        for name in others:
            link = tarfile.TarInfo(f"bin/{name}")
            link.type = tarfile.LNKTYPE
            link.mode = 0o755
            link.linkname = f"bin/{first}"
            tar.addfile(link)
    return buffer.getvalue()
