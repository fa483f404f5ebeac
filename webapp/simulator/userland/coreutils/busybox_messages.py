"""The messages of busybox's programs."""

from __future__ import annotations

from webapp.simulator.userland.coreutils.busybox_usage import USAGE

_PLAIN = "{name}: {path}: {error}\n"
_OWNING = {
    "access": _PLAIN,
    "dangling": _PLAIN,
    "dereference": _PLAIN,
    "change": _PLAIN,
    "no user": "{name}: unknown user {path}\n",
    "no group": "{name}: unknown group {path}\n",
    "no user or group": "{name}: unknown user/group {path}\n",
    "bad spec": "{name}: unknown user/group {path}\n",
    "mode": "{name}: invalid mode '{path}'\n",
}
_COPYING = {
    "stat": "{name}: can't stat '{path}': {error}\n",
    "same": "{name}: '{path}' and '{target}' are the same file\n",
    "omitting": "{name}: omitting directory '{path}'\n",
    "recursion": "{name}: recursion detected, omitting directory '{path}'\n",
    "not directory": "{name}: target '{path}' is not a directory\n",
    "is directory": "{name}: '{path}' is a directory\n",
    "create directory": "{name}: can't create directory '{path}': {error}\n",
    "create": "{name}: can't create '{path}': {error}\n",
    "link": "{name}: can't create link '{path}': {error}\n",
    "symlink": "{name}: can't create symlink '{path}' to '{leads}': {error}\n",
    "preserve": "{name}: can't preserve {what} of '{path}': {error}\n",
    "write": "{name}: write error: {error}\n",
    "rename": "{name}: can't rename '{path}': {error}\n",
    "remove": "{name}: can't remove '{path}': {error}\n",
    "overwrite": "{name}: can't overwrite {over}directory with {by}directory\n",
}
_TEST = {
    "missing bracket": "{name}: missing ]\n",
    "test unary": "{name}: {path}: unknown operand\n",
    "test binary": "{name}: {path}: unknown operand\n",
    "test many": "{name}: {path}: unknown operand\n",
    "test argument": "{name}: {path}: argument expected\n",
    "test parenthesis": "{name}: closing paren expected\n",
    "test integer": "{name}: {path}: bad number\n",
    "test depth": "{name}: expression too deep\n",
}
BUSYBOX_MESSAGES = {
    "*": {
        "open": "{name}: can't open '{path}': {error}\n",
        "read": "{name}: read error: {error}\n",
        "write": "{name}: write error: {error}\n",
    },
    "ls": {"access": _PLAIN, "open directory": "{name}: can't open '{path}': {error}\n"},
    "rm": {
        "remove": "{name}: can't remove '{path}': {error}\n",
        "stat": "{name}: can't stat '{path}': {error}\n",
        "is directory": "{name}: '{path}' is a directory\n",
        "dot": "{name}: can't remove '.' or '..'\n",
        "open directory": "{name}: can't open '{path}': {error}\n",
    },
    "rmdir": {"fail": "{name}: '{path}': {error}\n", "fail parent": "{name}: '{path}': {error}\n"},
    "unlink": {"fail": "{name}: can't remove file '{path}': {error}\n"},
    "cp": _COPYING,
    "mv": _COPYING,
    "mkdir": {
        "directory": "{name}: can't create directory '{path}': {error}\n",
        "mode": "{name}: invalid mode '{path}'\n",
    },
    "mkfifo": {"fifo": "{name}: {path}: {error}\n"},
    "touch": {
        "touch": _PLAIN,
        "times": _PLAIN,
        "reference": "{name}: can't stat '{path}': {error}\n",
        "date": "{name}: invalid date '{path}'\n",
    },
    "mktemp": {
        "few": "{name}: Invalid argument\n",
        "directory": _PLAIN,
        "file": _PLAIN,
    },
    "ln": {"fail": _PLAIN, "extra": "{name}: extra operand\n"},
    "link": {"fail": "{name}: can't create link '{path}' to '{to}': {error}\n"},
    "readlink": {"fail": _PLAIN},
    "realpath": {"fail": _PLAIN},
    "chmod": _OWNING,
    "chown": _OWNING,
    "chgrp": _OWNING,
    "stat": {"stat": "{name}: can't stat '{path}': {error}\n"},
    "wc": {"open": _PLAIN, "read": _PLAIN},
    "nl": {"open": _PLAIN, "read": _PLAIN},
    "tac": {"open": _PLAIN, "read": _PLAIN},
    "sort": {
        "open": _PLAIN,
        "output": "{name}: can't open '{path}': {error}\n",
        "disorder": "Check line {number}\n",
        "tab": "{name}: bad -t parameter\n",
        "empty tab": "{name}: bad -t parameter\n",
        "zero key": "{name}: bad field specification\n",
        "key": "{name}: bad field specification\n",
    },
    "uniq": {"read": "{name}: {path}: I/O error\n", "number": "{name}: invalid number '{path}'\n"},
    "tee": {"open": _PLAIN},
    "printf": {
        "printf number": "{name}: invalid number '{path}'\n",
        "printf rest": "{name}: invalid number '{path}'\n",
        "printf range": "{name}: invalid number '{path}'\n",
        "printf directive": "{name}: {path}: invalid format\n",
        "printf no letter": "{name}: {path}: invalid format\n",
        "printf limit": "{name}: more than {path} bytes\n",
    },
    "test": _TEST,
    "[": _TEST,
    "[[": _TEST,
    "sleep": {"number": "{name}: invalid number '{path}'\n"},
    "kill": {
        "signal": "{name}: bad signal name '{path}'\n",
        "pid": "{name}: invalid number '{path}'\n",
        "process": "{name}: can't kill pid {path}: {error}\n",
    },
    "find": {
        "open": _PLAIN,
        "predicate": "{name}: unrecognized: {path}\n",
        "argument": "{name}: {path} requires an argument\n",
        "depth": "{name}: invalid number '{path}'\n",
        "size": "{name}: invalid number '{path}'\n",
        "mode": "{name}: invalid mode '{path}'\n",
        "paths": "{name}: unrecognized: {path}\n",
        "number": "{name}: invalid number '{path}'\n",
        "type": "{name}: invalid argument '{path}' to '-type'\n",
        "user": "{name}: unknown user {path}\n",
        "group": "{name}: unknown group {path}\n",
        "parenthesis": "{name}: unpaired '('\n",
        "unfinished": "{name}: unpaired '('\n",
        "empty": "{name}: unrecognized: {path}\n",
        "after": "{name}: missing argument to '{path}'\n",
        "run": _PLAIN,
        "delete": "{name}: {path}: {error}\n",
    },
}

BANNER = "BusyBox v1.37.0 (Debian 1:1.37.0-6+b9) multi-call binary.\n\n"


def busybox_help(program: str) -> str:
    """What busybox shows when it is used wrongly."""
    return f"{BANNER}Usage: {USAGE.get(program, program)}\n"
