"""The image busybox: one program under the name of each of its applets."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from webapp.simulator.catalog.entries import (
    blob,
    directories,
    directory,
    hard_link,
    rooted,
    text,
)
from webapp.simulator.catalog.shipped import Row, ShippedImage, ShippedLayer
from webapp.simulator.engine.model import Config

if TYPE_CHECKING:
    from webapp.simulator.engine.api import Entry

APPLETS: Final = """
    [ [[ acpid adjtimex ar arch arp arping ascii ash awk base64 basename bc blkdiscard blockdev
    brctl bunzip2 busybox bzcat bzip2 cal cat chgrp chmod chown chroot chvt clear cmp cp cpio
    crc32 crond crontab cttyhack cut date dc dd deallocvt depmod devmem df diff dirname dmesg
    dnsdomainname dos2unix dpkg dpkg-deb du dumpkmap dumpleases echo ed egrep env expand expr
    factor fallocate false fatattr fdisk fgrep find findfs fold free freeramdisk fsfreeze fstrim
    ftpget ftpput getfattr getopt getty grep groups gunzip gzip halt head hexdump hostid hostname
    httpd hwclock i2cdetect i2cdump i2cget i2cset i2ctransfer id ifconfig ifdown ifup init insmod
    install ionice ip ipcalc kill killall klogd last less link linux32 linux64 linuxrc ln loadfont
    loadkmap logger login logname logread losetup ls lsmod lsscsi lzcat lzma lzop md5sum mdev
    microcom mim mkdir mkdosfs mke2fs mkfifo mknod mkpasswd mkswap mktemp modinfo modprobe more
    mount mt mv nameif nbd-client nc netstat nl nologin nproc nsenter nslookup nuke od openvt
    partprobe passwd paste patch pidof ping ping6 pivot_root poweroff printf ps pwd rdate readlink
    realpath reboot renice reset resume rev rm rmdir rmmod route rpm rpm2cpio run-init run-parts
    sed seq setkeycodes setpriv setsid sh sha1sum sha256sum sha3sum sha512sum shred shuf sleep
    sort ssl_client start-stop-daemon stat strings stty su sulogin svc svok swapoff swapon
    switch_root sync sysctl syslogd tac tail tar taskset tc tee telnet telnetd test tftp time
    timeout top touch tr traceroute traceroute6 true truncate ts tty tunctl ubirename udhcpc
    udhcpc6 udhcpd uevent umount uname uncompress unexpand uniq unix2dos unlink unlzma unshare
    unxz unzip uptime usleep uudecode uuencode vconfig vi w watch watchdog wc wget which who
    whoami xargs xxd xz xzcat yes zcat
"""
"""What Debian's busybox-static 1.37 answers to `busybox --list`."""
SIZE: Final = 2_024_544

ACCOUNTS: Final = """\
root:x:0:0:root:/root:/bin/sh
nobody:x:65534:65534:nobody:/home:/bin/false
"""
GROUP: Final = "root:x:0:\nnobody:x:65534:\n"


@lru_cache(maxsize=1)
def _layer() -> tuple[Entry, ...]:
    first, *others = APPLETS.split()
    return rooted([
        *directories("bin dev etc home lib lib64 root usr/bin usr/sbin var/spool/mail var/www"),
        directory("tmp", 0o1777),
        text("etc/passwd", ACCOUNTS),
        text("etc/group", GROUP),
        blob(f"bin/{first}", SIZE, "busybox-1.37.0", "busybox"),
        *(hard_link(f"bin/{name}", f"bin/{first}") for name in others),
    ])


BUSYBOX: Final = ShippedImage(
    "busybox",
    ("latest", "1.37", "1.37.0", "stable"),
    Config(cmd=("sh",)),
    (Row("", ShippedLayer("busybox-1.37.0", _layer), "Imported from -"),),
)
