"""sleep, timeout and kill."""

from __future__ import annotations

import re

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.process import Until, Wait
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.quoting import curly
from webapp.simulator.userland.coreutils.times import SECOND

_SPAN = re.compile(r"(\d+\.?\d*|\.\d+)(?:[eE](\d{1,2}))?([smhd]?)")
_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
_FOREVER = 1 << 60
SIGNALS = {
    "HUP": 1, "INT": 2, "QUIT": 3, "ILL": 4, "TRAP": 5, "ABRT": 6, "BUS": 7, "FPE": 8, "KILL": 9,
    "USR1": 10, "SEGV": 11, "USR2": 12, "PIPE": 13, "ALRM": 14, "TERM": 15, "CHLD": 17,
    "CONT": 18, "STOP": 19, "TSTP": 20, "TTIN": 21, "TTOU": 22, "WINCH": 28,
}  # fmt: skip


def span(text: str) -> int | None:
    """Nanoseconds of ``1.5``, ``2m``, ``inf``; None if it is none of these."""
    if text.lower() in {"inf", "infinity"}:
        return _FOREVER
    match = _SPAN.fullmatch(text)
    if match is None:
        return None
    value = float(match[1]) * 10 ** int(match[2] or 0) * _UNITS[match[3]]
    return min(int(value * SECOND), _FOREVER)


def sleep(run: Run) -> int | Wait:
    """Wait until the simulated clock has gone on by the sum of the arguments."""
    if not run.operands:
        raise run.bad_usage("missing operand" if run.gnu else "")
    total = 0
    bad = False
    for word in run.operands:
        found = span(word)
        if found is None:
            if not run.gnu:
                raise run.stop("number", word)
            run.say("interval", word)
            bad = True
        total += found or 0
    if bad:
        raise run.bad_usage()
    end = run.sys.started + min(total, _FOREVER)
    if run.sys.now < end:
        return Wait(None, Until(end))
    return 0


def kill(run: Run) -> int:
    """Send a signal to processes."""
    words = list(run.operands)
    signal = SIGNALS["TERM"]
    if words and words[0] in {"-l", "-L", "--list"}:
        run.sys.out(" ".join(SIGNALS) + "\n")
        return 0
    if words and words[0] in {"-s", "--signal"} and len(words) > 1:
        words = ["-" + words[1], *words[2:]]
    if words and words[0].startswith("-") and words[0] != "--":
        name = words.pop(0)[1:]
        named = name.upper().removeprefix("SIG")
        found = int(name) if name.isdecimal() else SIGNALS.get(named)
        if found is None or found > 64:
            raise run.stop("signal", name)
        signal = found
    if words and words[0] == "--":
        words.pop(0)
    if not words:
        raise run.bad_usage("")
    status = 0
    for word in words:
        if not word.lstrip("-").isdecimal():
            run.say("pid", word)
            status = 1
            continue
        try:
            run.sys.kill(int(word), signal)
        except OsError as error:
            run.say("process", word, error)
            status = 1
    return status


COMMANDS = (
    Command("sleep", sleep, Grammar(), Grammar(raw=True)),
    Command("kill", kill, Grammar(raw=True), Grammar(raw=True)),
)

__all__ = ["COMMANDS", "SIGNALS", "curly", "kill", "sleep", "span"]
