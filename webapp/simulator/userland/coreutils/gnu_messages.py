"""The messages of GNU's programs; a name is 'x' as ``q``, x or 'x y' as ``n``, ‘x’ as ``c``."""

from __future__ import annotations

_OWNING = {
    "access": "{name}: cannot access {path:q}: {error}\n",
    "dangling": "{name}: cannot operate on dangling symlink {path:q}\n",
    "dereference": "{name}: cannot dereference {path:q}: {error}\n",
    "change": "{name}: changing ownership of {path:q}: {error}\n",
    "no user": "{name}: invalid user: {path:c}\n",
    "no group": "{name}: invalid group: {path:c}\n",
    "bad spec": "{name}: invalid spec: {path:c}\n",
}
_COPYING = {
    "stat": "{name}: cannot stat {path:q}: {error}\n",
    "target": "{name}: target {path:q}: {error}\n",
    "omitting": "{name}: -r not specified; omitting directory {path:q}\n",
    "same": "{name}: {path:q} and {target:q} are the same file\n",
    "dangling": "{name}: not writing through dangling symlink {path:q}\n",
    "overwrite file": "{name}: cannot overwrite non-directory {path:q} with directory {other:q}\n",
    "overwrite directory": (
        "{name}: cannot overwrite directory {path:q} with non-directory {other:q}\n"
    ),
    "into itself": "{name}: cannot copy a directory, {path:q}, into itself, {target:q}\n",
    "create directory": "{name}: cannot create directory {path:q}: {error}\n",
    "access": "{name}: cannot access {path:q}: {error}\n",
    "preserve times": "{name}: preserving times for {path:q}: {error}\n",
    "preserve owner": "{name}: failed to preserve ownership for {path:q}: {error}\n",
    "preserve mode": "{name}: preserving permissions for {path:q}: {error}\n",
    "remove": "{name}: cannot remove {path:q}: {error}\n",
    "link": "{name}: cannot create hard link {path:q} to {other:q}: {error}\n",
    "symlink": "{name}: cannot create symbolic link {path:q}: {error}\n",
    "create special": "{name}: cannot create special file {path:q}: {error}\n",
    "create": "{name}: cannot create regular file {path:q}: {error}\n",
    "open": "{name}: cannot open {path:q} for reading: {error}\n",
    "write to": "{name}: error writing {path:q}: {error}\n",
    "subdirectory": "{name}: cannot move {path:q} to a subdirectory of itself, {target:q}\n",
    "overwrite": "{name}: cannot overwrite {path:q}: {error}\n",
    "move": "{name}: cannot move {path:q} to {target:q}: {error}\n",
    "inter-device": (
        "{name}: inter-device move failed: {path:q} to {target:q};"
        " unable to remove target: {error}\n"
    ),
}
_TEST = {
    "missing bracket": "{name}: missing ‘]’\n",
    "test unary": "{name}: {path:c}: unary operator expected\n",
    "test binary": "{name}: {path:c}: binary operator expected\n",
    "test many": "{name}: extra argument {path:c}\n",
    "test argument": "{name}: missing argument after {path:c}\n",
    "test parenthesis": "{name}: ')' expected\n",
    "test integer": "{name}: invalid integer {path:c}\n",
    "test depth": "{name}: expression too deep\n",
}
_GREP = {
    "open": "grep: {path}: {error}\n",
    "read": "grep: {path}: {error}\n",
    "context": "grep: {path}: invalid context length argument\n",
    "pattern": "grep: {error}\n",
}
_DIGESTS = {"no lines": "{name}: {path:n}: no properly formatted checksum lines found\n"}
GNU_MESSAGES = {
    "*": {
        "bad number": "{name}: invalid number: {path:c}\n",
        "open": "{name}: {path:n}: {error}\n",
        "read": "{name}: {path:n}: {error}\n",
        "write": "{name}: write error: {error}\n",
    },
    "cat": {"is output": "{name}: {path:n}: input file is output file\n"},
    "ls": {
        "access": "{name}: cannot access {path:q}: {error}\n",
        "open directory": "{name}: cannot open directory {path:q}: {error}\n",
    },
    "rm": {
        "remove": "{name}: cannot remove {path:q}: {error}\n",
        "is directory": "{name}: cannot remove {path:q}: Is a directory\n",
        "dot": "{name}: refusing to remove '.' or '..' directory: skipping {path:q}\n",
        "root": (
            "{name}: it is dangerous to operate recursively on '/'\n"
            "{name}: use --no-preserve-root to override this failsafe\n"
        ),
        "open directory": "{name}: cannot remove {path:q}: {error}\n",
    },
    "rmdir": {
        "fail": "{name}: failed to remove {path:q}: {error}\n",
        "fail parent": "{name}: failed to remove directory {path:q}: {error}\n",
    },
    "unlink": {"fail": "{name}: cannot unlink {path:q}: {error}\n"},
    "cp": _COPYING,
    "mv": _COPYING,
    "mkdir": {
        "directory": "{name}: cannot create directory {path:c}: {error}\n",
        "mode": "{name}: invalid mode {path:c}\n",
    },
    "mkfifo": {"fifo": "{name}: cannot create fifo {path:q}: {error}\n"},
    "touch": {
        "touch": "{name}: cannot touch {path:q}: {error}\n",
        "times": "{name}: setting times of {path:q}: {error}\n",
        "reference": "{name}: failed to get attributes of {path:q}: {error}\n",
        "date": "{name}: invalid date format {path:c}\n",
    },
    "mktemp": {
        "few": "{name}: too few X's in template {path:c}\n",
        "directory": "{name}: failed to create directory via template {path:c}: {error}\n",
        "file": "{name}: failed to create file via template {path:c}: {error}\n",
    },
    "ln": {
        "target": "{name}: target {path:q}: {error}\n",
        "access": "{name}: failed to access {path:q}: {error}\n",
        "directory": "{name}: {path:n}: hard link not allowed for directory\n",
        "same": "{name}: {path:q} and {target:q} are the same file\n",
        "overwrite directory": "{name}: {path:n}: cannot overwrite directory\n",
        "symlink": "{name}: failed to create symbolic link {path:q}: {error}\n",
        "symlink to": "{name}: failed to create symbolic link {path:q} -> {to:q}: {error}\n",
        "hard link": "{name}: failed to create hard link {path:q}: {error}\n",
        "hard link to": "{name}: failed to create hard link {path:q} => {to:q}: {error}\n",
    },
    "link": {"fail": "{name}: cannot create link {path:q} to {to:q}: {error}\n"},
    "chmod": {**_OWNING, "change": "{name}: changing permissions of {path:q}: {error}\n"},
    "chown": _OWNING,
    "chgrp": {**_OWNING, "change": "{name}: changing group of {path:q}: {error}\n"},
    "stat": {"stat": "{name}: cannot statx {path:q}: {error}\n"},
    "sort": {
        "open": "{name}: cannot read: {path:n}: {error}\n",
        "read": "{name}: read failed: {path:n}: {error}\n",
        "output": "{name}: open failed: {path:n}: {error}\n",
        "disorder": "{name}: {path}:{number}: disorder: {text}\n",
        "tab": "{name}: multi-character tab {path:c}\n",
        "empty tab": "{name}: empty tab\n",
        "zero key": "{name}: field number is zero: invalid field specification {path:c}\n",
        "key": "{name}: invalid number at field start: invalid count at start of {path:c}\n",
    },
    "uniq": {
        "read": "{name}: error reading {path:q}: {error}\n",
        "number": "{name}: {path}: invalid number of fields to skip\n",
    },
    "tac": {
        "open": "{name}: failed to open {path:q} for reading: {error}\n",
        "read": "{name}: {path:n}: read error: {error}\n",
    },
    "printf": {
        "printf number": "{name}: {path:c}: expected a numeric value\n",
        "printf rest": "{name}: {path:c}: value not completely converted\n",
        "printf range": "{name}: {path:c}: Numerical result out of range\n",
        "printf directive": "{name}: {path}: invalid conversion specification\n",
        "printf no letter": "{name}: {path}: invalid conversion specification\n",
        "printf limit": "{name}: more than {path} bytes\n",
    },
    "test": _TEST,
    "[": _TEST,
    "sleep": {"interval": "{name}: invalid time interval {path:c}\n"},
    "kill": {
        "signal": "{name}: unknown signal {path}\n",
        "pid": "{name}: failed to parse argument: '{path}'\n",
        "process": "{name}: ({path}): {error}\n",
    },
    "find": {
        "reference": "{name}: {path:c}: {error}\n",
        "open": "{name}: {path:c}: {error}\n",
        "predicate": "{name}: unknown predicate `{path}'\n",
        "argument": "{name}: missing argument to `{path}'\n",
        "paths": "{name}: paths must precede expression: `{path}'\n",
        "unquoted": "{name}: possible unquoted pattern after predicate `{path}'?\n",
        "depth": (
            "{name}: Expected a positive decimal integer argument to {what}, but got {path:c}\n"
        ),
        "size": "{name}: invalid -size type `{path}'\n",
        "mode": "{name}: invalid mode {path:c}\n",
        "number": "{name}: invalid argument `{path}' to `{what}'\n",
        "type": "{name}: Unknown argument to -type: {path}\n",
        "user": "{name}: invalid user name or UID argument to -user: {path:c}\n",
        "group": "{name}: invalid group name or GID argument to -group: {path:c}\n",
        "parenthesis": "{name}: you have too many ')'\n",
        "unfinished": (
            "{name}: invalid expression; I was expecting to find a ')' somewhere but did not see"
            " one.\n"
        ),
        "empty": (
            "{name}: invalid expression; you have used a binary operator '{path}' with nothing"
            " before it.\n"
        ),
        "after": "{name}: expected an expression after '{path}'\n",
        "run": "{name}: {path:c}: {error}\n",
        "delete": "{name}: cannot delete {path:c}: {error}\n",
    },
    "head": {
        "open": "{name}: cannot open {path:q} for reading: {error}\n",
        "read": "{name}: error reading {path:q}: {error}\n",
        "lines": "{name}: invalid number of lines: {path:c}\n",
        "bytes": "{name}: invalid number of bytes: {path:c}\n",
    },
    "tail": {
        "open": "{name}: cannot open {path:q} for reading: {error}\n",
        "read": "{name}: error reading {path:q}: {error}\n",
        "lines": "{name}: invalid number of lines: {path:c}\n",
        "bytes": "{name}: invalid number of bytes: {path:c}\n",
        "truncated": "{name}: {path:n}: file truncated\n",
        "none left": "{name}: no files remaining\n",
    },
    "fold": {"width": "{name}: invalid number of columns: {path:c}\n"},
    "tr": {"empty": "{name}: when not truncating set1, string2 must be non-empty\n"},
    "env": {
        "run": "{name}: {path:c}: {error}\n",
        "chdir": "{name}: cannot change directory to {path:q}: {error}\n",
    },
    "id": {
        "no user": "{name}: {path:c}: no such user\n",
        "names": "{name}: printing only names or real IDs requires -u, -g, or -G\n",
    },
    "groups": {"no user": "{name}: {path:c}: no such user\n"},
    "whoami": {"no name": "{name}: cannot find name for user ID {path}\n"},
    "date": {
        "date": "{name}: invalid date {path:c}\n",
        "reference": "{name}: {path:n}: {error}\n",
    },
    "du": {
        "access": "{name}: cannot access {path:q}: {error}\n",
        "read directory": "{name}: cannot read directory {path:q}: {error}\n",
    },
    "df": {"path": "{name}: {path:n}: {error}\n"},
    "umount": {
        "not mounted": "{name}: {path}: not mounted.\n",
        "refused": "{name}: {path}: must be superuser to unmount.\n",
    },
    "xargs": {
        "quote": (
            "{name}: unmatched {path} quote; by default quotes are special to xargs unless you use"
            " the -0 option\n"
        ),
        "number": '{name}: invalid number "{path}" for -n option\n',
        "run": "{name}: {path}: {error}\n",
        "aborted": "{name}: {path}: exited with status 255; aborting\n",
        "killed": "{name}: {path}: terminated by signal {number}\n",
    },
    "grep": _GREP,
    "egrep": _GREP,
    "fgrep": _GREP,
    "sed": {
        "open": "{name}: can't read {path}: {error}\n",
        "directory": "{name}: couldn't read {path}: {error}\n",
        "script": "{name}: -e expression #1, char {number}: {path}\n",
        "label": "{name}: {path}\n",
        "pattern": "{name}: -e expression #1, char {number}: {path}\n",
        "script file": "{name}: couldn't open file {path}: {error}\n",
        "edit": "{name}: couldn't edit {path}: not a regular file\n",
        "temporary": "{name}: couldn't open temporary file {path}: {error}\n",
    },
    "tar": {
        "stat": "{name}: {path}: Cannot stat: {error}\n",
        "open": (
            "{name}: {path}: Cannot open: {error}\n{name}: Error is not recoverable: exiting now\n"
        ),
        "open file": "{name}: {path}: Cannot open: {error}\n",
        "directory": (
            "{name}: {path}: Cannot open: {error}\n{name}: Error is not recoverable: exiting now\n"
        ),
        "socket": "{name}: {path}: socket ignored\n",
        "strip": "{name}: Removing leading `/' from member names\n",
        "empty": "{name}: Cowardly refusing to create an empty archive\n",
        "failed": "{name}: Exiting with failure status due to previous errors\n",
        "format": (
            "{name}: This does not look like a tar archive\n"
            "{name}: Exiting with failure status due to previous errors\n"
        ),
        "not found": "{name}: {path}: Not found in archive\n",
        "dots": "{name}: {path}: Member name contains '..'\n",
        "extract": "{name}: {path}: Cannot open: {error}\n",
        "no verb": (
            "{name}: You must specify one of the '-Acdtrux', '--delete' or '--test-label' options\n"
        ),
        "write to": "{name}: {path}: Cannot write: {error}\n",
    },
    "dd": {
        "open": "{name}: failed to open {path:q}: {error}\n",
        "reading": "{name}: error reading {path:q}: {error}\n",
        "write to": "{name}: error writing {path:q}: {error}\n",
        "number": "{name}: invalid number: {path:q}\n",
        "range": "{name}: invalid number: {path:q}\n",
    },
    "truncate": {
        "open": "{name}: cannot open {path:q} for writing: {error}\n",
        "number": "{name}: Invalid number: {path:c}\n",
    },
    "fallocate": {
        "no length": "{name}: no length argument specified\n",
        "length": "{name}: invalid length value specified\n",
        "no file": "{name}: no filename specified\n",
        "failed": "{name}: cannot open {path}: {error}\n",
    },
    "install": {
        "mode": "{name}: invalid mode {path:c}\n",
        "stat": "{name}: cannot stat {path:q}: {error}\n",
        "create": "{name}: cannot create regular file {path:q}: {error}\n",
        "user": "{name}: invalid user: {path:c}\n",
        "group": "{name}: invalid group: {path:c}\n",
    },
    "mknod": {"node": "{name}: {path:n}: {error}\n"},
    "md5sum": _DIGESTS,
    "sha1sum": _DIGESTS,
    "sha224sum": _DIGESTS,
    "sha256sum": _DIGESTS,
    "sha384sum": _DIGESTS,
    "sha512sum": _DIGESTS,
    "cmp": {
        "open": "{name}: {path}: {error}\n",
        "end empty": "{name}: EOF on {path} which is empty\n",
        "end after byte": "{name}: EOF on {path} after byte {number}\n",
        "end after line": "{name}: EOF on {path} after byte {number}, line {line}\n",
        "end in line": "{name}: EOF on {path} after byte {number}, in line {line}\n",
    },
    "diff": {"open": "{name}: {path}: {error}\n", "stat": "{name}: {path}: {error}\n"},
    "getfattr": {
        "open": "{name}: {path}: {error}\n",
        "no attribute": "{path}: {what}: No such attribute\n",
    },
    "less": {"open": "{path}: {error}\n", "read": "{path} is a directory\n"},
    "more": {"open": "{name}: cannot open {path}: {error}\n"},
    "rev": {"open": "{name}: cannot open {path}: {error}\n"},
    "hexdump": {"open": "{name}: {path}: {error}\n"},
    "hd": {"open": "{name}: {path}: {error}\n"},
    "xxd": {"open": "{name}: {path}: {error}\n"},
    "strings": {"open": "{name}: '{path}': No such file\n"},
}
