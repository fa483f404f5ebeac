"""The program httpd: a parent that keeps children, the first of which listens."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.process import Signalled, Wait
from webapp.simulator.userland.servers import httpd_messages as says
from webapp.simulator.userland.servers.moments import apache_log
from webapp.simulator.userland.servers.serving import account, log_descriptor

if TYPE_CHECKING:
    from webapp.simulator.kernel.sys import Sys

ROOT: Final = "/usr/local/apache2"
CONF: Final = "conf/httpd.conf"
DEFAULT_VERSION: Final = "2.4.65"
CHILDREN: Final = 3
_TERM, _WINCH, _USR1, _HUP, _INT = 15, 28, 10, 1, 2


@dataclass(frozen=True, slots=True)
class HttpdConfig:
    """What is followed of httpd.conf."""

    root: str = ROOT
    ports: tuple[int, ...] = (80,)
    documents: str = f"{ROOT}/htdocs"
    index: tuple[str, ...] = ("index.html",)
    listing: bool = True
    user: str = "www-data"
    name: str = ""
    access_log: str = "/proc/self/fd/1"
    error_log: str = "/proc/self/fd/2"

    @property
    def pid_file(self) -> str:
        """Where the parent's number is kept."""
        return f"{self.root}/logs/httpd.pid"


@dataclass(frozen=True, slots=True)
class Parent:
    """What the parent keeps."""

    config: HttpdConfig
    children: tuple[int, ...]
    error: int


@dataclass(frozen=True, slots=True)
class Child:
    """What a child keeps."""

    config: HttpdConfig
    access: int
    error: int


def httpd(sys: Sys) -> int | Wait:
    """Start, or go on where a signal has arrived."""
    state = sys.state
    if isinstance(state, Child):
        return Wait(state, Signalled())
    if isinstance(state, Parent):
        return _signals(sys, state)
    return _command(sys)


def version(sys: Sys) -> str:
    """The version: the image says it in its environment."""
    return sys.getenv("HTTPD_VERSION", DEFAULT_VERSION)


def log(sys: Sys, fd: int, module: str, text: str) -> None:
    """Write a line into the error log."""
    pid = sys.getpid()
    line = says.LOG_LINE.format(apache_log(sys.now), module, pid, pid, text)
    sys.write(fd, line.encode("utf-8", "surrogateescape"))


class _Refused(Exception):
    """A configuration that httpd refuses, with its words."""


def _command(sys: Sys) -> int | Wait:
    words, foreground = list(sys.args), False
    while words:
        word = words.pop(0)
        if word in {"-v", "-V"}:
            sys.out(says.VERSION_TEXT.format(version(sys)))
            return 0
        if word == "-t":
            return _test(sys)
        if word == "-DFOREGROUND" or (word in {"-D", "-X"} and words[:1] in ([], ["FOREGROUND"])):
            foreground = True
            del words[:1]
        elif word in {"-k", "-f", "-D", "-d", "-e", "-E", "-c", "-C"}:
            return sys.not_simulated(f"httpd {word}")
    if not foreground:
        return sys.not_simulated("httpd in the background")
    return _start(sys)


def _test(sys: Sys) -> int:
    try:
        _load(sys)
    except _Refused as refused:
        sys.err(str(refused))
        return 1
    sys.err(says.NO_NAME.format(_address(sys)))
    sys.err(says.SYNTAX_OK)
    return 0


def _start(sys: Sys) -> int | Wait:
    try:
        config = _load(sys)
    except _Refused as refused:
        sys.err(str(refused))
        return 1
    network = sys.process.container or "host"
    if not config.name:
        for _ in range(2):
            sys.err(says.NO_NAME.format(_address(sys)))
    for port in config.ports:
        if (network, port) in sys.kernel.listeners:
            sys.err(says.IN_USE.format(port))
            return 1
    access = log_descriptor(sys, config.access_log)
    error = log_descriptor(sys, config.error_log)
    log(sys, error, "mpm_event:notice", says.CONFIGURED.format(version(sys)))
    log(sys, error, "core:notice", says.COMMAND_LINE)
    try:
        sys.write_file(config.pid_file, f"{sys.getpid()}\n".encode(), 0o644)
    except OsError as fault:
        sys.err(f"({fault.errno.value}){fault.strerror}: AH00099: could not create "
                f"{config.pid_file}\n")
        return 1
    children = tuple(_fork_child(sys, config, access, error) for _ in range(CHILDREN))
    for port in config.ports:
        sys.kernel.listen(network, port, children[0])
    sys.handle(_TERM, _USR1, _HUP, _INT, _WINCH)
    return Wait(Parent(config, children, error), Signalled())


def _fork_child(sys: Sys, config: HttpdConfig, access: int, error: int) -> int:
    pid = sys.fork(Child(config, access, error), background=True)
    child = sys.kernel.processes[pid]
    who = account(sys, config.user)
    if who is not None and sys.uid == 0:
        child = replace(child, uid=who[0], gid=who[1])
    sys.kernel.put(replace(child, handled=frozenset()))
    return pid


def _signals(sys: Sys, state: Parent) -> int | Wait:
    for signal in sys.signals():
        if signal in {_USR1, _HUP}:
            log(sys, state.error, "mpm_event:notice", says.RESTARTED)
            continue
        graceful = signal == _WINCH
        log(sys, state.error, "mpm_event:notice", says.WINCH if graceful else says.TERMINATED)
        for child in state.children:
            sys.kernel.end_process(child, 0)
        try:
            sys.unlink(state.config.pid_file)
        except OsError:
            return 0
        return 0
    return Wait(state, Signalled())


def _address(sys: Sys) -> str:
    """The address that the server goes by where nobody named it."""
    own = sys.process.container
    for address in sorted(sys.kernel.addresses):
        if own is not None and sys.kernel.addresses[address] == own:
            return address
    return "127.0.0.1"


def _load(sys: Sys) -> HttpdConfig:
    """Read httpd.conf; raises _Refused with httpd's words."""
    path = f"{ROOT}/{CONF}"
    try:
        text = sys.read_file(path).decode("utf-8", "replace")
    except OsError as error:
        raise _Refused(says.NO_CONF.format(path, error.strerror)) from None
    config, ports = HttpdConfig(listing=False), []
    for number, row in enumerate(text.split("\n"), 1):
        words = [word.strip('"') for word in row.split()]
        if not words or words[0].startswith(("#", "<")):
            continue
        name, rest = words[0].lower(), words[1:]
        if name not in _KNOWN:
            raise _Refused(says.BAD_DIRECTIVE.format(number, path, words[0]))
        if name == "listen" and rest:
            port = rest[0].rpartition(":")[2]
            ports += [int(port)] if port.isdecimal() else []
        elif name == "documentroot" and rest:
            if not _is_directory(sys, rest[0]):
                raise _Refused(says.NO_ROOT.format(number, path, rest[0]))
            config = replace(config, documents=rest[0].rstrip("/") or "/")
        elif name == "directoryindex":
            config = replace(config, index=tuple(rest))
        elif name == "options":
            config = replace(config, listing=any(w.lstrip("+") in {"Indexes", "All"} for w in rest))
        elif name == "user" and rest:
            config = replace(config, user=rest[0])
        elif name == "servername" and rest:
            config = replace(config, name=rest[0])
        elif name == "errorlog" and rest:
            config = replace(config, error_log=_below(config, rest[0]))
        elif name == "customlog" and rest:
            config = replace(config, access_log=_below(config, rest[0]))
    return replace(config, ports=tuple(dict.fromkeys(ports)) or (80,))


def _is_directory(sys: Sys, path: str) -> bool:
    try:
        return sys.stat(path).is_dir
    except OsError as error:
        if error.errno not in {Errno.ENOENT, Errno.ENOTDIR, Errno.EACCES}:
            raise
        return False


def _below(config: HttpdConfig, path: str) -> str:
    return path if path.startswith("/") else f"{config.root}/{path}"


_KNOWN: Final = frozenset(
    "serverroot listen loadmodule user group serveradmin servername documentroot options "
    "allowoverride require directoryindex errorlog loglevel customlog logformat alias scriptalias "
    "typesconfig addtype addencoding addhandler include includeoptional header setenvif timeout "
    "keepalive maxkeepaliverequests keepalivetimeout usecanonicalname accessfilename servertokens "
    "serversignature hostnamelookups errordocument indexoptions requestheader sslrandomseed define "
    "enablesendfile enablemmap mimemagicfile adddefaultcharset pidfile".split()
)
