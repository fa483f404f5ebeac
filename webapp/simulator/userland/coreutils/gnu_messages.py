"""The messages of GNU's programs; the format ``q`` of a name is 'x', ``n`` x or 'x y', ``c`` ‘x’."""

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
    "overwrite directory": "{name}: cannot overwrite directory {path:q} with non-directory {other:q}\n",
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
        "{name}: inter-device move failed: {path:q} to {target:q}; unable to remove target: {error}\n"
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
GNU_MESSAGES = {
    "*": {
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
}
