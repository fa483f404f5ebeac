"""The images of alpine: busybox with musl, a link for each applet, and apk."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

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
from webapp.simulator.catalog.shipped import PATH, Row, ShippedImage, ShippedLayer
from webapp.simulator.engine.model import Config

if TYPE_CHECKING:
    from webapp.simulator.engine.api import Entry

APPLETS: Final = {
    "bin": """
        arch ash base64 bbconfig cat chattr chgrp chmod chown cp date dd df dmesg dnsdomainname
        dumpkmap echo egrep false fatattr fdflush fgrep fsync getopt grep gunzip gzip hostname
        ionice iostat ipcalc kbd_mode kill link linux32 linux64 ln login ls lsattr lzop makemime
        mkdir mknod mktemp more mount mountpoint mpstat mv netstat nice pidof ping ping6
        pipe_progress printenv ps pwd reformime rev rm rmdir run-parts sed setpriv setserial sh
        sleep stat stty su sync tar touch true umount uname usleep watch zcat
    """,
    "sbin": """
        acpid adjtimex arp blkid blockdev depmod fbsplash fdisk findfs fsck fstrim getty halt
        hwclock ifconfig ifdown ifenslave ifup init inotifyd insmod ip ipaddr iplink ipneigh iproute
        iprule iptunnel klogd loadkmap logread losetup lsmod mdev mkdosfs mkfs.vfat mkswap modinfo
        modprobe nameif nologin pivot_root poweroff raidautorun reboot rmmod route setconsole
        slattach swapoff swapon switch_root sysctl syslogd tunctl udhcpc vconfig watchdog zcip
    """,
    "usr/bin": """
        [ [[ awk basename bc beep blkdiscard bunzip2 bzcat bzip2 cal chvt cksum clear cmp comm cpio
        crontab cryptpw cut dc deallocvt diff dirname dos2unix du eject env expand expr factor
        fallocate find flock fold free fuser groups hd head hexdump hostid id install ipcrm
        ipcs killall last less logger lsof lsusb lzcat lzma lzopcat md5sum mesg microcom mkfifo
        mkpasswd nc nl nmeter nohup nproc nsenter nslookup od openvt passwd paste pgrep pkill pmap
        printf pscan
        pstree pwdx readlink realpath renice reset resize seq setkeycodes setsid sha1sum sha256sum
        sha3sum sha512sum showkey shred shuf sort split strings sum tac tail tee test time timeout
        top tr traceroute traceroute6 tree truncate tty ttysize udhcpc6 unexpand uniq unix2dos
        unlink unlzma unlzop unshare unxz unzip uptime uudecode uuencode vi vlock volname w wc wget
        which who whoami whois xargs xxd xzcat yes
    """,
    "usr/sbin": """
        add-shell addgroup adduser arping brctl chpasswd chroot crond delgroup deluser ether-wake
        fbset killall5 loadfont nanddump nandwrite nbd-client ntpd partprobe rdate rdev readahead
        remove-shell rfkill sendmail setfont setlogcons
    """,
}
_PEOPLE: Final = """
    root:0:0:root:/root:/bin/sh
    bin:1:1:bin:/bin:
    daemon:2:2:daemon:/sbin:
    lp:4:7:lp:/var/spool/lpd:
    sync:5:0:sync:/sbin:/bin/sync
    shutdown:6:0:shutdown:/sbin:/sbin/shutdown
    halt:7:0:halt:/sbin:/sbin/halt
    mail:8:12:mail:/var/mail:
    news:9:13:news:/usr/lib/news:
    uucp:10:14:uucp:/var/spool/uucppublic:
    cron:16:16:cron:/var/spool/cron:
    ftp:21:21::/var/lib/ftp:
    sshd:22:22:sshd:/dev/null:
    games:35:35:games:/usr/games:
    ntp:123:123:NTP:/var/empty:
    guest:405:100:guest:/dev/null:
    nobody:65534:65534:nobody:/:
"""
_GROUPS: Final = (
    "root:0:root bin:1:root,bin,daemon daemon:2:root,bin,daemon sys:3:root,bin adm:4:root,daemon "
    "tty:5: disk:6:root lp:7:lp kmem:9: wheel:10:root floppy:11:root mail:12:mail news:13:news "
    "uucp:14:uucp cron:16:cron audio:18: cdrom:19: dialout:20:root ftp:21: sshd:22: input:23: "
    "tape:26:root video:27:root netdev:28: kvm:34:kvm games:35: shadow:42: www-data:82: "
    "users:100:games ntp:123: utmp:406: ping:999: nogroup:65533: nobody:65534:"
)


def passwd(*more: str) -> Entry:
    """/etc/passwd; `more` are whole lines of those that an image adds."""
    rows = []
    for row in _PEOPLE.split("\n"):
        if row.strip():
            name, uid, gid, full, home, shell = row.strip().split(":")
            rows.append(f"{name}:x:{uid}:{gid}:{full}:{home}:{shell or '/sbin/nologin'}")
    return text("etc/passwd", "".join(f"{row}\n" for row in (*rows, *more)))


def group(*more: str) -> Entry:
    """/etc/group; `more` are whole lines of those that an image adds."""
    rows = ["{}:x:{}:{}".format(*row.split(":")) for row in _GROUPS.split()]
    return text("etc/group", "".join(f"{row}\n" for row in (*rows, *more)))


def _os_release(version: str) -> str:
    return (
        'NAME="Alpine Linux"\nID=alpine\n'
        f'VERSION_ID={version}\nPRETTY_NAME="Alpine Linux v{version.rpartition(".")[0]}"\n'
        'HOME_URL="https://alpinelinux.org/"\n'
        'BUG_REPORT_URL="https://gitlab.alpinelinux.org/alpine/aports/-/issues"\n'
    )


def _profile() -> str:
    return (
        "export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n"
        "export PAGER=less\n"
        "umask 022\n"
    )


def layer(version: str, size: int) -> tuple[Entry, ...]:
    """The root directory of one version, `size` bytes in all."""
    build = f"alpine-{version}"
    branch = version.rpartition(".")[0]
    found = [
        *directories(
            "bin dev etc/apk/keys etc/init.d etc/network etc/opt etc/periodic etc/profile.d home "
            "lib/firmware lib/sysctl.d media/cdrom media/floppy media/usb mnt opt proc run sbin "
            "srv sys usr/lib usr/local/bin usr/local/lib usr/local/share usr/share/man "
            "usr/share/misc "
            "var/cache/apk var/cache/misc var/lib/apk var/lib/misc var/local var/log var/mail "
            "var/opt var/spool/cron"
        ),
        directory("root", 0o700),
        directory("run/lock"),
        directory("tmp", 0o1777),
        directory("var/tmp", 0o1777),
        directory("var/empty", 0o555),
        text("etc/alpine-release", f"{version}\n"),
        text("usr/lib/os-release", _os_release(version)),
        symlink("etc/os-release", "../usr/lib/os-release"),
        text("etc/issue", f"Welcome to Alpine Linux {branch}\nKernel \\r on an \\m (\\l)\n\n"),
        text("etc/hostname", "localhost\n"),
        text("etc/hosts", "127.0.0.1\tlocalhost localhost.localdomain\n::1\t\tlocalhost\n"),
        text("etc/profile", _profile()),
        text("etc/shells", "# valid login shells\n/bin/sh\n/bin/ash\n"),
        text("etc/motd", "Welcome to Alpine!\n"),
        text("etc/shadow", "root:*::0:::::\n", 0o640, gid=42),
        text("etc/apk/arch", "x86_64\n"),
        text("etc/apk/repositories", "".join(
            f"https://dl-cdn.alpinelinux.org/alpine/v{branch}/{name}\n"
            for name in ("main", "community")
        )),
        passwd(),
        group(),
        symlink("etc/mtab", "../proc/mounts"),
        symlink("var/run", "../run"),
        symlink("var/lock", "../run/lock"),
        symlink("var/spool/mail", "../mail"),
        blob("bin/busybox", 808_712, build, "busybox"),
        blob("lib/ld-musl-x86_64.so.1", 653_576, build, mode=0o755),
        symlink("lib/libc.musl-x86_64.so.1", "ld-musl-x86_64.so.1"),
        blob("sbin/apk", 71_520, build, "apk"),
        blob("usr/bin/ldd", 53, build, "ldd"),
        blob("usr/bin/getent", 14_008, build, "getent"),
        blob("usr/lib/libssl.so.3", 828_632, build, mode=0o755),
        blob("usr/lib/libz.so.1.3.1", 99_976, build, mode=0o755),
        symlink("usr/lib/libz.so.1", "libz.so.1.3.1"),
    ]
    for place, names in APPLETS.items():
        found += [symlink(f"{place}/{name}", "/bin/busybox") for name in names.split()]
    bulk = ("usr/lib/libcrypto.so.3", "usr/lib/libapk.so.2.14.9",
            "etc/ssl/certs/ca-certificates.crt", "var/lib/apk/installed", "usr/share/apk/keys.pub")
    return rooted([*found, *shared_out(bulk, size - size_of(found), build)])


def shipped(version: str, size: int) -> ShippedLayer:
    """The layer of one version."""
    return ShippedLayer(f"alpine-{version}", partial(layer, version, size))


V3_22: Final = shipped("3.22.2", 8_321_214)
V3_21: Final = shipped("3.21.5", 7_829_440)
V3_20: Final = shipped("3.20.8", 7_802_911)
V3_19: Final = shipped("3.19.9", 7_399_123)


def rows(version: str, base: ShippedLayer) -> tuple[Row, ...]:
    """How the image of a version was made."""
    name = f"alpine-minirootfs-{version}-x86_64.tar.gz"
    return Row(f"ADD {name} / # buildkit", base), Row('CMD ["/bin/sh"]')


def _image(tags: str, version: str, base: ShippedLayer) -> ShippedImage:
    config = Config(cmd=("/bin/sh",), env=(PATH,), workdir="/")
    return ShippedImage("alpine", tuple(tags.split()), config, rows(version, base), age=24)


IMAGES: Final = (
    _image("latest 3 3.22 3.22.2", "3.22.2", V3_22),
    _image("3.21 3.21.5", "3.21.5", V3_21),
    _image("3.20 3.20.8", "3.20.8", V3_20),
    _image("3.19 3.19.9", "3.19.9", V3_19),
)
