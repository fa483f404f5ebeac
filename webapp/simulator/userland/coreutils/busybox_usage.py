"""The synopses that busybox shows when an applet is used wrongly.

What the real program says of each option behind them is its own text, and is left out.
"""

from __future__ import annotations

USAGE: dict[str, str] = {
    "arch": "arch",
    "basename": "basename FILE [SUFFIX] | -a FILE... | -s SUFFIX FILE...",
    "cat": "cat [-nbvteA] [FILE]...",
    "chgrp": "chgrp [-RhLHPcvf]... GROUP FILE...",
    "chmod": "chmod [-Rcvf] MODE[,MODE]... FILE...",
    "chown": "chown [-RhLHPcvf]... USER[:[GRP]] FILE...",
    "clear": "clear",
    "cmp": "cmp [-ls] [-n NUM] FILE1 [FILE2 [SKIP1 [SKIP2]]]",
    "cp": (
        "cp [-arPLHpfinlsTu] SOURCE DEST\nor: cp [-arPLHpfinlsu] SOURCE... { -t DIRECTORY | "
        "DIRECTORY }"
    ),
    "cut": "cut [OPTIONS] [FILE]...",
    "date": "date [OPTIONS] [+FMT] [[-s] TIME]",
    "dd": (
        "dd [if=FILE] [of=FILE] [ibs=N obs=N/bs=N] [count=N] [skip=N] "
        "[seek=N]\n\t[conv=notrunc|noerror|sync|fsync]\n"
        "\t[iflag=skip_bytes|count_bytes|fullblock|direct] "
        "[oflag=seek_bytes|append|direct]"
    ),
    "df": "df [-PkmhTai] [-B SIZE] [-t TYPE] [FILESYSTEM]...",
    "diff": "diff [-abBdiNqrTstw] [-L LABEL] [-S FILE] [-U LINES] FILE1 FILE2",
    "dirname": "dirname FILENAME",
    "du": "du [-aHLdclsxhmk] [FILE]...",
    "env": "env [-i0] [-u NAME]... [-] [NAME=VALUE]... [PROG ARGS]",
    "fallocate": "fallocate [-o OFS] -l LEN FILE",
    "find": "find [-HL] [PATH]... [OPTIONS] [ACTIONS]",
    "fold": "fold [-bs] [-w WIDTH] [FILE]...",
    "free": "free [-bkmgh]",
    "getfattr": "getfattr [-h] {-d|-n ATTR} FILE...",
    "grep": (
        "grep [-HhnlLoqvsrRiwFEz] [-m N] [-A|B|C N] { PATTERN | -e PATTERN... | -f FILE... } "
        "[FILE]..."
    ),
    "groups": "groups [USER]",
    "head": "head [OPTIONS] [FILE]...",
    "hexdump": "hexdump [-bcdoxCv] [-e FMT] [-f FMT_FILE] [-n LEN] [-s OFS] [FILE]...",
    "hostname": "hostname [-sidf] [HOSTNAME | -F FILE]",
    "id": "id [-ugGnr] [USER]",
    "install": "install [-cdDsp] [-o USER] [-g GRP] [-m MODE] [-t DIR] [SOURCE]... DEST",
    "kill": "kill [-l] [-SIG] PID...",
    "less": "less [-EFIMmNSRh~] [FILE]...",
    "link": "link FILE LINK",
    "ln": "ln [-sfnbtv] [-S SUF] TARGET... LINK|DIR",
    "ls": "ls [-1AaCxdLHRFplinshrSXvctu] [-w WIDTH] [FILE]...",
    "md5sum": "md5sum [-c[sw]] [FILE]...",
    "mkdir": "mkdir [-m MODE] [-p] DIRECTORY...",
    "mkfifo": "mkfifo [-m MODE] NAME",
    "mknod": "mknod [-m MODE] NAME TYPE [MAJOR MINOR]",
    "mktemp": "mktemp [-dt] [-p DIR] [TEMPLATE]",
    "more": "more [FILE]...",
    "mount": "mount [OPTIONS] [-o OPT] DEVICE NODE",
    "mv": "mv [-finT] SOURCE DEST\nor: mv [-fin] SOURCE... { -t DIRECTORY | DIRECTORY }",
    "nl": "nl [OPTIONS] [FILE]...",
    "nproc": "nproc [--all] [--ignore=N]",
    "od": (
        "od [-abcdfhilovxs] [-t TYPE] [-A RADIX] [-N SIZE] [-j SKIP] [-S MINSTR] [-w WIDTH] "
        "[FILE]..."
    ),
    "paste": "paste [-d LIST] [-s] [FILE]...",
    "printf": "printf FORMAT [ARG]...",
    "ps": "ps [-o COL1,COL2=HEADER] [-T]",
    "pwd": "pwd",
    "readlink": "readlink [-fnv] FILE",
    "realpath": "realpath FILE...",
    "rev": "rev [FILE]...",
    "rm": "rm [-irf] FILE...",
    "rmdir": "rmdir [-p] DIRECTORY...",
    "sed": (
        "sed [-i[SFX]] [-nrE] [-f FILE]... [-e CMD]... [FILE]...\nor: sed [-i[SFX]] [-nrE] "
        "CMD [FILE]..."
    ),
    "seq": "seq [-w] [-s SEP] [FIRST [INC]] LAST",
    "sha1sum": "sha1sum [-c[sw]] [FILE]...",
    "sha256sum": "sha256sum [-c[sw]] [FILE]...",
    "sha512sum": "sha512sum [-c[sw]] [FILE]...",
    "sleep": "sleep [N]...",
    "sort": (
        "sort [-nrughMcszbdfiokt] [-o FILE] [-k START[.OFS][OPTS][,END[.OFS][OPTS]] [-t "
        "CHAR] [FILE]..."
    ),
    "stat": "stat [-ltf] [-c FMT] FILE...",
    "strings": "strings [-fo] [-t o|d|x] [-n LEN] [FILE]...",
    "sync": "sync [-df] [FILE]...",
    "tac": "tac [FILE]...",
    "tail": "tail [OPTIONS] [FILE]...",
    "tar": "tar c|x|t [-ZzJjahmvokO] [-f TARFILE] [-C DIR] [FILE]...",
    "tee": "tee [-ai] [FILE]...",
    "top": "top [-bH] [-n COUNT] [-d SECONDS]",
    "touch": "touch [-cham] [-d DATE] [-t DATE] [-r FILE] FILE...",
    "tr": "tr [-cds] STRING1 [STRING2]",
    "truncate": "truncate [-c] -s SIZE FILE...",
    "umount": "umount [-rlfda] [-t FSTYPE] FILESYSTEM|DIRECTORY",
    "uname": "uname [-amnrspvio]",
    "uniq": "uniq [-cduiz] [-f,s,w N] [FILE [OUTFILE]]",
    "unlink": "unlink FILE",
    "uptime": "uptime",
    "vi": "vi [-c CMD] [-R] [-H] [FILE]...",
    "wc": "wc [-cmlwL] [FILE]...",
    "wget": (
        "wget [-cqS] [--spider] [-O FILE] [-o LOGFILE] [--header STR]\n\t[--post-data STR | "
        "--post-file FILE] [-Y on/off]\n\t[--no-check-certificate] [-P DIR] [-U AGENT] [-T "
        "SEC] URL..."
    ),
    "which": "which [-a] COMMAND...",
    "whoami": "whoami",
    "xargs": "xargs [OPTIONS] [PROG ARGS]",
    "xxd": "xxd [-pri] [-g N] [-c N] [-l LEN] [-s OFS] [-o OFS] [FILE]",
    "yes": "yes [STRING]",
}
