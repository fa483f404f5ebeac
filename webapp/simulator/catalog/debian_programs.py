"""The programs of Debian's packages: names and sizes, as Debian 13 for amd64 ships them."""

from __future__ import annotations

from typing import Final

PROGRAMS: Final = {
    "coreutils": """
        [:55432 arch:43176 b2sum:63656 base32:47240 base64:47240 basename:43144 basenc:59528
        cat:47304 chcon:80008 chgrp:75944 chmod:71848 chown:75944 cksum:137384 comm:47272 cp:149672
        csplit:59560 cut:55464 date:100520 dd:75984 df:109200 dir:158344 dircolors:59560
        dirname:43144 du:112808 echo:43144 env:55856 expand:47272 expr:58936 factor:88312
        false:43144 fmt:51336 fold:47240 groups:43144 head:51368 hostid:43144 id:51368
        install:153808 join:59592 link:43144 ln:75952 logname:43144 ls:158344 md5sum:55464
        mkdir:88200 mkfifo:75912 mknod:84104 mktemp:47240 mv:149672 nice:43144 nl:51432 nohup:47240
        nproc:47240 numfmt:67784 od:84136 paste:47272 pathchk:43144 pinky:59560 pr:84200
        printenv:43144 printf:67720 ptx:63688 pwd:43144 readlink:55432 realpath:55464 rm:75944
        rmdir:43144 runcon:47240 seq:47240 sha1sum:55464 sha224sum:55464 sha256sum:55464
        sha384sum:55464 sha512sum:55464 shred:67752 shuf:63624 sleep:43144 sort:127384 split:72272
        stat:104616 stdbuf:47240 stty:80040 sum:51344 sync:43144 tac:47240 tail:80072 tee:47272
        test:47240 timeout:47696 touch:88232 tr:59528 true:43144 truncate:47240 tsort:59528
        tty:43144 uname:43176 unexpand:47272 uniq:55464 unlink:43144 users:55432 vdir:158344
        wc:67760 who:63656 whoami:43144 yes:43144 s/chroot:51336
    """,
    "bash": """
        bash:1302384 bashbug:6944 clear_console:14360 rbash>bash
    """,
    "dash": """
        dash:129608 sh>dash
    """,
    "bsdutils": """
        logger:60032 renice:14360 script:75808 scriptlive:67616 scriptreplay:47136 wall:47136
    """,
    "debianutils": """
        ischroot:14456 run-parts:27096 savelog:10487 tempfile:14280 which.debianutils:1080
        s/add-shell:1053 s/installkernel:2711 s/remove-shell:1111 s/update-shells:4066
    """,
    "diffutils": """
        cmp:55984 diff:163152 diff3:72560 sdiff:68416
    """,
    "findutils": """
        find:236848 xargs:80040
    """,
    "grep": """
        egrep:41 fgrep:41 grep:211216 rgrep:30
    """,
    "gzip": """
        gunzip:2335 gzexe:6469 gzip:102064 uncompress>gunzip zcat:1973 zcmp:1678 zdiff:6436
        zegrep:29 zfgrep:29 zforce:2076 zgrep:8199 zless:2434 zmore:1837 znew:4862
    """,
    "hostname": """
        dnsdomainname>hostname domainname>hostname hostname:26648 nisdomainname>hostname
        ypdomainname>hostname
    """,
    "login": """
        login:92192 newgrp:18456 sg>newgrp s/nologin:22552
    """,
    "passwd": """
        chage:113488 chfn:70528 chsh:52576 expiry:30896 gpasswd:88208 passwd:121904
        s/chgpasswd:67656 s/chpasswd:97008 s/groupadd:105272 s/groupdel:92816 s/groupmod:105264
        s/grpck:63568 s/grpconv:59312 s/grpunconv:59312 s/newusers:109176 s/pwck:59424
        s/pwconv:55200 s/pwunconv:55216 s/shadowconfig:1983 s/useradd:159280 s/userdel:113368
        s/usermod:146832 s/vigr>vipw s/vipw:74160
    """,
    "mount": """
        mount:71712 umount:55328 s/losetup:133304 s/swapoff:51224 s/swapon:55328
    """,
    "perl-base": """
        perl:3935080
    """,
    "sed": """
        sed:130392
    """,
    "sysvinit-utils": """
        pidof>../sbin/killall5 s/fstab-decode:14280 s/killall5:26648
    """,
    "tar": """
        tar:458144 s/rmt-tar:64424 s/tarcat:936
    """,
    "util-linux": """
        choom:55328 chrt:71712 dmesg:90480 fallocate:34848 findmnt:97840 flock:34928 getopt:34848
        hardlink:63616 i386>setarch ionice:34848 ipcmk:34912 ipcrm:75808 ipcs:79904 linux32>setarch
        linux64>setarch lsblk:247840 lscpu:165920 lsipc:112672 lslocks:80336 lslogins:108576
        lsmem:71712 lsns:92192 mcookie:39008 more:59424 mountpoint:18456 namei:34848 nsenter:84272
        partx:137248 prlimit:39472 rename.ul:30744 rev:14360 setarch:88376 setpriv:92192
        setsid:14360 setterm:47136 su:79904 taskset:63520 uclampset:71712 unshare:92424 wdctl:75808
        whereis:30744 x86_64>setarch s/agetty:109784 s/blkdiscard:34848 s/blkid:141376
        s/blkzone:92192 s/blockdev:92192 s/chcpu:47128 s/chmem:71712 s/findfs:14360 s/fsck:55328
        s/fsfreeze:14360 s/fstrim:88096 s/getty>agetty s/isosize:34848 s/ldattach:34848 s/mkfs:14360
        s/mkswap:137248 s/pivot_root:14360 s/readprofile:34880 s/rtcwake:55328 s/runuser:79904
        s/sulogin:55328 s/swaplabel:18456 s/switch_root:18456 s/wipefs:51232 s/zramctl:133272
    """,
    "libc-bin": """
        getconf:26784 getent:35344 iconv:67896 ld.so>../lib/x86_64-linux-gnu/ld-linux-x86-64.so.2
        ldd:5356 locale:46520 localedef:310192 pldd:22776 tzselect:21877 zdump:26712
        s/iconvconfig:31000 s/ldconfig:988040 s/zic:63688
    """,
    "ncurses-bin": """
        captoinfo>tic clear:14288 infocmp:67608 infotocap>tic reset>tset tabs:22472 tic:96320
        toe:22472 tput:30696 tset:30672
    """,
    "dpkg": """
        dpkg:310040 dpkg-deb:170248 dpkg-divert:158208 dpkg-maintscript-helper:21124
        dpkg-query:162296 dpkg-realpath:59448 dpkg-split:137432 dpkg-statoverride:84208
        dpkg-trigger:92392 update-alternatives:55336 s/start-stop-daemon:44184
    """,
    "apt": """
        apt:18544 apt-cache:96368 apt-cdrom:26736 apt-config:30832 apt-get:59504 apt-mark:63600
    """,
    "gpgv": """
        gpgv:532712
    """,
    "mawk": """
        mawk:170536
    """,
    "procps": """
        free:26648 kill:22552 pgrep:39056 pidwait:39056 pkill>pgrep pmap:34872 ps:154264 pwdx:14360
        skill:30776 slabtop:22616 snice>skill tload:22568 top:142680 uptime:14360 vmstat:39360
        w:30744 watch:31224 s/sysctl:30752
    """,
    "sudo": """
        sudo:306456 sudoedit>sudo s/visudo:249344
    """,
    "curl": """
        curl:321752 wcurl:11241
    """,
}
"""By package: ``name:bytes`` or, for a link, ``name>target``; ``s/`` leads what is in sbin."""
