"""A Debian-like root directory: the same for Debian's and Ubuntu's images and for the host."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from webapp.simulator.catalog.debian_programs import PROGRAMS
from webapp.simulator.catalog.entries import (
    blob,
    directories,
    directory,
    rooted,
    shared_out,
    size_of,
    symlink,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webapp.simulator.engine.api import Entry

BASE: Final = (
    *("coreutils bash dash bsdutils debianutils diffutils findutils grep gzip hostname".split()),
    *("login passwd mount perl-base sed sysvinit-utils tar util-linux libc-bin".split()),
    *("ncurses-bin dpkg apt gpgv mawk".split()),
)
"""The packages that every image of Debian has; the host has more."""

SHELLS: Final = {"bash": "bash", "dash": "dash"}
"""Programs that are not of GNU's own kind, by name."""


@dataclass(frozen=True, slots=True)
class Release:
    """A release of a Debian-like system."""

    id: str
    name: str
    version: str
    codename: str
    version_text: str
    home: str
    debian_version: str
    apt: str
    """The version of the apt library, which tells the releases apart."""

    @property
    def build(self) -> str:
        """What the digests of this release's files are made with."""
        return f"{self.id}-{self.debian_version}"

    @property
    def os_release(self) -> str:
        """/etc/os-release."""
        rows = {
            "PRETTY_NAME": f'"{self.name} {self.version_text}"',
            "NAME": f'"{self.name}"',
            "VERSION_ID": f'"{self.version}"',
            "VERSION": f'"{self.version_text}"',
            "VERSION_CODENAME": self.codename,
            "ID": self.id,
            **({"ID_LIKE": "debian"} if self.id != "debian" else {}),
            "HOME_URL": f'"{self.home}"',
            **({"UBUNTU_CODENAME": self.codename} if self.id == "ubuntu" else {}),
        }
        return "".join(f"{key}={value}\n" for key, value in rows.items())


BOOKWORM: Final = Release(
    "debian", "Debian GNU/Linux", "12", "bookworm", "12 (bookworm)",
    "https://www.debian.org/", "12.13", "6.0.0",
)
TRIXIE: Final = Release(
    "debian", "Debian GNU/Linux", "13", "trixie", "13 (trixie)",
    "https://www.debian.org/", "13.6", "7.0.0",
)
JAMMY: Final = Release(
    "ubuntu", "Ubuntu", "22.04", "jammy", "22.04.5 LTS (Jammy Jellyfish)",
    "https://www.ubuntu.com/", "bookworm/sid", "6.0.0",
)
NOBLE: Final = Release(
    "ubuntu", "Ubuntu", "24.04", "noble", "24.04.3 LTS (Noble Numbat)",
    "https://www.ubuntu.com/", "trixie/sid", "6.0.0",
)

_PEOPLE: Final = """
    root:0:0:root:/root:/bin/bash
    daemon:1:1:daemon:/usr/sbin:
    bin:2:2:bin:/bin:
    sys:3:3:sys:/dev:
    sync:4:65534:sync:/bin:/bin/sync
    games:5:60:games:/usr/games:
    man:6:12:man:/var/cache/man:
    lp:7:7:lp:/var/spool/lpd:
    mail:8:8:mail:/var/mail:
    news:9:9:news:/var/spool/news:
    uucp:10:10:uucp:/var/spool/uucp:
    proxy:13:13:proxy:/bin:
    www-data:33:33:www-data:/var/www:
    backup:34:34:backup:/var/backups:
    list:38:38:Mailing List Manager:/var/list:
    irc:39:39:ircd:/run/ircd:
    _apt:42:65534::/nonexistent:
    nobody:65534:65534:nobody:/nonexistent:
"""
_GROUPS: Final = (
    "root:0 daemon:1 bin:2 sys:3 adm:4 tty:5 disk:6 lp:7 mail:8 news:9 uucp:10 man:12 proxy:13 "
    "kmem:15 dialout:20 fax:21 voice:22 cdrom:24 floppy:25 tape:26 sudo:27 audio:29 dip:30 "
    "www-data:33 backup:34 operator:37 list:38 irc:39 src:40 shadow:42 utmp:43 video:44 sasl:45 "
    "plugdev:46 staff:50 games:60 users:100 nogroup:65534"
)
_LIBRARIES: Final = (
    ("libc.so.6", 1995080), ("libm.so.6", 976984), ("libresolv.so.2", 59704),
    ("libpthread.so.0", 14280), ("ld-linux-x86-64.so.2", 225568), ("libselinux.so.1", 202848),
    ("libz.so.1.3.1", 125376), ("libcrypt.so.1.1.0", 206640), ("libtinfo.so.6.5", 220176),
    ("libpcre2-8.so.0.14.0", 711088), ("libgcrypt.so.20.5.0", 1685520),
    ("libstdc++.so.6.0.33", 2497168), ("libsystemd.so.0.40.0", 1119208),
    ("libudev.so.1.7.10", 280656), ("liblzma.so.5.8.1", 198704), ("libzstd.so.1.5.7", 825128),
    ("libbz2.so.1.0.4", 74560), ("libacl.so.1.1.2302", 38696), ("libattr.so.1.1.2502", 26408),
    ("libmount.so.1.1.0", 502304), ("libblkid.so.1.1.0", 396048), ("libuuid.so.1.3.0", 38840),
    ("libcap.so.2.75", 47000), ("libaudit.so.1.0.0", 173880), ("libpam.so.0.85.1", 67448),
)
_BULK: Final = (
    *(f"usr/lib/x86_64-linux-gnu/gconv/{n}.so"
      for n in ("BIG5HKSCS", "EUC-KR", "EUC-TW", "GB18030", "IBM1388", "ISO-2022-CN", "JOHAB")),
    *(f"usr/lib/x86_64-linux-gnu/perl-base/{n}"
      for n in ("unicore/To/Lower.pl", "auto/re/re.so", "auto/POSIX/POSIX.so", "Carp.pm")),
    *(f"usr/share/{n}" for n in (
        "zoneinfo/tzdata.zi", "perl5/Debconf/ConfModule.pm", "common-licenses/GPL-3",
        "keyrings/debian-archive-keyring.gpg", "locale/locale.alias", "terminfo/x/xterm",
    )),
    *(f"usr/lib/locale/C.utf8/{n}" for n in ("LC_COLLATE", "LC_CTYPE")),
    *(f"var/lib/dpkg/info/{n}" for n in ("libc6:amd64.symbols", "perl-base.list", "dpkg.list")),
)


def passwd(*more: str) -> Entry:
    """/etc/passwd; `more` are whole lines of those that an image adds."""
    rows = []
    for row in _PEOPLE.split("\n"):
        if row.strip():
            name, uid, gid, full, home, shell = row.strip().split(":")
            shell = shell or "/usr/sbin/nologin"
            rows.append(f"{name}:x:{uid}:{gid}:{full}:{home}:{shell}")
    return text("etc/passwd", "".join(f"{row}\n" for row in (*rows, *more)))


def group(*more: str) -> Entry:
    """/etc/group; `more` are whole lines of those that an image adds."""
    rows = ["{}:x:{}:".format(*row.split(":")) for row in _GROUPS.split()]
    return text("etc/group", "".join(f"{row}\n" for row in (*rows, *more)))


def programs(package: str, build: str) -> list[Entry]:
    """What a package puts into /usr/bin and /usr/sbin."""
    found = []
    for word in PROGRAMS[package].split():
        place = "usr/sbin" if word.startswith("s/") else "usr/bin"
        name = word.removeprefix("s/")
        if ">" in name:
            name, target = name.split(">")
            found.append(symlink(f"{place}/{name}", target))
        else:
            name, size = name.rsplit(":", 1)
            key = name.removesuffix(".debianutils")
            program = SHELLS.get(key, f"gnu:{key}")
            found.append(blob(f"{place}/{name}", int(size), build, program))
    return found


def _settings(release: Release) -> list[Entry]:
    issue = f"{release.name} {release.version} \\n \\l\n\n"
    return [
        text("usr/lib/os-release", release.os_release),
        symlink("etc/os-release", "../usr/lib/os-release"),
        text("etc/debian_version", f"{release.debian_version}\n"),
        text("etc/issue", issue),
        passwd(),
        group(),
        text("etc/shadow", "root:*:20000:0:99999:7:::\n", 0o640, gid=42),
        text("etc/host.conf", "multi on\n"),
        text("etc/hostname", "debian\n"),
        text("etc/nsswitch.conf", "passwd: files\ngroup:  files\nhosts:  files dns\n"),
        text("etc/ld.so.conf", "include /etc/ld.so.conf.d/*.conf\n"),
        text("etc/fstab", "# UNCONFIGURED FSTAB FOR BASE SYSTEM\n"),
        text("etc/shells", "/bin/sh\n/usr/bin/sh\n/bin/bash\n/usr/bin/bash\n/usr/bin/dash\n"),
        text("etc/environment", ""),
        symlink("etc/localtime", "/usr/share/zoneinfo/Etc/UTC"),
        symlink("etc/mtab", "/proc/mounts"),
        symlink("etc/alternatives/awk", "/usr/bin/mawk"),
        symlink("etc/alternatives/which", "/usr/bin/which.debianutils"),
        symlink("usr/bin/awk", "/etc/alternatives/awk"),
        symlink("usr/bin/which", "/etc/alternatives/which"),
        text("var/lib/dpkg/arch", "amd64\n"),
    ]


def _skeleton() -> list[Entry]:
    links = [symlink(name, f"usr/{name}") for name in ("bin", "sbin", "lib", "lib64")]
    return [
        *links,
        *directories(
            "boot dev etc etc/apt etc/default etc/init.d etc/opt etc/profile.d etc/skel home media "
            "mnt opt proc run srv sys usr usr/games usr/include usr/lib usr/lib64 usr/local "
            "usr/local/bin usr/local/etc usr/local/lib usr/local/sbin usr/local/share usr/share "
            "usr/src var var/backups var/cache var/lib var/lib/apt var/lib/dpkg var/lib/misc "
            "var/local var/log var/log/apt var/opt var/spool"
        ),
        directory("root", 0o700),
        directory("run/lock", 0o1777),
        directory("tmp", 0o1777),
        directory("var/mail", 0o2775, gid=8),
        directory("var/tmp", 0o1777),
        symlink("usr/lib64/ld-linux-x86-64.so.2", "../lib/x86_64-linux-gnu/ld-linux-x86-64.so.2"),
        symlink("var/lock", "/run/lock"),
        symlink("var/run", "/run"),
        symlink("var/spool/mail", "../mail"),
    ]


def _libraries(release: Release) -> list[Entry]:
    where = "usr/lib/x86_64-linux-gnu"
    found = [blob(f"{where}/{name}", size, release.build) for name, size in _LIBRARIES]
    found.append(blob(f"{where}/libapt-pkg.so.{release.apt}", 2564080, release.build))
    for name, _size in _LIBRARIES:
        stem, _, version = name.partition(".so.")
        if version.count("."):
            found.append(symlink(f"{where}/{stem}.so.{version.split('.')[0]}", name))
    return found


def root(release: Release, packages: Sequence[str] = BASE) -> list[Entry]:
    """The entries of a root directory with these packages' programs, in no order (see `rooted`)."""
    found = [*_skeleton(), *_settings(release), *_libraries(release)]
    for package in packages:
        found += programs(package, release.build)
    return found


def layer(release: Release, size: int, variant: str = "") -> tuple[Entry, ...]:
    """The one layer of a distribution's image, `size` bytes in all: programs, libraries, bulk."""
    entries = rooted(root(release))
    bulk = shared_out(_BULK, size - size_of(entries), f"{release.build}{variant}")
    return rooted([*entries, *bulk])
