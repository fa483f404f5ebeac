"""id, whoami, groups, getent, uname, hostname, nproc and arch: who and where one is."""

from __future__ import annotations

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.generated import KERNEL_RELEASE
from webapp.simulator.userland.coreutils.accounts import accounts
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.quoting import curly

KERNEL_VERSION = "#1 SMP PREEMPT_DYNAMIC Debian 6.12.48-1 (2025-09-20)"


def _ids(run: Run, name: str | None) -> tuple[int, int, list[int]]:
    """User, group and all groups of a user, or of this process."""
    if name is None:
        process = run.sys.process
        return process.uid, process.gid, list(dict.fromkeys((process.gid, *process.groups)))
    known = accounts(run.sys)
    user = known.user(name)
    if user is None and name.isdecimal():
        user = next((u for u in known.users if u.uid == int(name)), None)
    if user is None:
        raise run.stop("no user", name)
    more = [group.gid for group in known.groups if user.name in group.members]
    return user.uid, user.gid, list(dict.fromkeys((user.gid, *more)))


def id_(run: Run) -> int:
    """Show user and groups."""
    name = run.operands[0] if run.operands else None
    uid, gid, groups = _ids(run, name)
    known = accounts(run.sys)

    def user(number: int) -> str:
        return known.user_name(number)

    def group(number: int) -> str:
        return known.group_name(number)

    words = run.has("n")
    if run.has("u"):
        text = user(uid) if words else str(uid)
    elif run.has("g"):
        text = group(gid) if words else str(gid)
    elif run.has("G"):
        text = " ".join(group(g) if words else str(g) for g in groups)
    else:
        if words and run.gnu:
            raise run.stop("names")

        def named(number: int, found: str) -> str:
            return f"{number}({found})" if found != str(number) else str(number)

        text = f"uid={named(uid, user(uid))} gid={named(gid, group(gid))}"
        if run.gnu or name is not None or run.sys.process.groups:
            text += " groups=" + ",".join(named(g, group(g)) for g in groups)
    run.sys.out(text + "\n")
    return 0


def _no_operands(run: Run) -> None:
    if run.operands:
        raise run.bad_usage(f"extra operand {curly(run.operands[0])}" if run.gnu else "")


def whoami(run: Run) -> int:
    """The user's name."""
    _no_operands(run)
    name = accounts(run.sys).user_name(run.sys.uid)
    if name.isdecimal():
        raise run.stop("no name", name)
    run.sys.out(name + "\n")
    return 0


def groups(run: Run) -> int:
    """The names of the groups of this process or of users."""
    known = accounts(run.sys)
    for name in run.operands or (None,):
        _, _, numbers = _ids(run, name)
        head = f"{name} : " if name is not None and run.gnu else ""
        run.sys.out(head + " ".join(known.group_name(g) for g in numbers) + "\n")
    return 0


def getent(run: Run) -> int:
    """Entries of passwd, group and hosts."""
    if not run.operands:
        return run.sys.not_simulated("getent without a database")
    database, *keys = run.operands
    if database not in {"passwd", "group", "hosts"}:
        return run.sys.not_simulated(f"getent {database}")
    known = accounts(run.sys)
    rows: list[tuple[str, str, str]] = []
    if database == "passwd":
        rows = [
            (u.name, str(u.uid), f"{u.name}:x:{u.uid}:{u.gid}:{u.gecos}:{u.home}:{u.shell}")
            for u in known.users
        ]
    elif database == "group":
        rows = [
            (g.name, str(g.gid), f"{g.name}:x:{g.gid}:{','.join(g.members)}") for g in known.groups
        ]
    else:
        return _hosts(run, keys)
    wanted = [row for row in rows if not keys or row[0] in keys or row[1] in keys]
    run.sys.out("".join(f"{row}\n" for _, _, row in wanted))
    return 2 if keys and len(wanted) < len(keys) else 0


def _hosts(run: Run, keys: list[str]) -> int:
    try:
        text = run.sys.read_file("/etc/hosts").decode("utf-8", "replace")
    except OsError:
        return 2
    found = False
    for line in text.split("\n"):
        words = line.split("#")[0].split()
        if len(words) > 1 and (not keys or set(keys) & set(words)):
            run.sys.out(f"{words[0]:<15} {' '.join(words[1:])}\n")
            found = True
    return 0 if found else 2


def uname(run: Run) -> int:
    """Names of system, host, kernel and machine."""
    if run.operands:
        raise run.bad_usage(f"extra operand {curly(run.operands[0])}" if run.gnu else "")
    parts = [
        ("s", "Linux"), ("n", run.sys.hostname), ("r", KERNEL_RELEASE), ("v", KERNEL_VERSION),
        ("m", "x86_64"), ("o", "GNU/Linux"),
    ]  # fmt: skip
    given = {key for key, _ in run.options.given} or {"s"}
    chosen = [text for key, text in parts if key in given or "a" in given]
    if given & {"p", "i"} and "a" not in given:
        chosen.append("unknown")
    run.sys.out(" ".join(chosen) + "\n")
    return 0


def hostname(run: Run) -> int:
    """The host's name; changing it is not simulated."""
    if run.operands or run.has("F", "b"):
        return run.sys.not_simulated("hostname with a new name")
    if run.has("i", "I"):
        return _addresses(run)
    name = run.sys.hostname
    run.sys.out((name.partition(".")[0] if run.has("s") else "" if run.has("d") else name) + "\n")
    return 0


def _addresses(run: Run) -> int:
    kernel, container = run.sys.kernel, run.sys.process.container
    found = [a for a in sorted(kernel.addresses) if kernel.addresses[a] == (container or "host")]
    run.sys.out(" ".join(found) + (" \n" if run.gnu and found else "\n"))
    return 0


def nproc(run: Run) -> int:
    """The number of processors."""
    _no_operands(run)
    run.sys.out("2\n")
    return 0


def arch(run: Run) -> int:
    """The machine's kind."""
    if run.gnu:
        _no_operands(run)
    run.sys.out("x86_64\n")
    return 0


COMMANDS = (
    Command(
        "id",
        id_,
        Grammar("agGnruzZ", "user=u group=g groups=G name=n real=r zero=z context=!", missing="zZ"),
        Grammar("ugGnr"),
    ),
    Command("whoami", whoami, Grammar(), Grammar()),
    Command("groups", groups, Grammar(), Grammar()),
    Command("getent", getent, Grammar(raw=True), None),
    Command(
        "uname",
        uname,
        Grammar(
            "asnrvmpio",
            "all=a kernel-name=s nodename=n kernel-release=r kernel-version=v machine=m processor=p"
            " hardware-platform=i operating-system=o",
        ),
        Grammar("asnrvmpio"),
    ),
    Command("hostname", hostname, Grammar("sidfIAF:by", missing="yA"), Grammar("sidfF:")),
    Command(
        "nproc", nproc, Grammar("", "all=all ignore:=ignore"), Grammar("", "all=all ignore:=i")
    ),
    Command("arch", arch, Grammar(), Grammar()),
)
