"""The program nginx: a master that keeps a worker, which listens, until a signal ends both."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.generated import KERNEL_RELEASE
from webapp.simulator.kernel.process import Signalled, Wait
from webapp.simulator.userland.servers import nginx_messages as says
from webapp.simulator.userland.servers.moments import nginx_log
from webapp.simulator.userland.servers.nginx_conf import ConfigError, NginxConfig, load
from webapp.simulator.userland.servers.serving import account, log_descriptor

if TYPE_CHECKING:
    from webapp.simulator.kernel.sys import Sys

CONF: Final = "/etc/nginx/nginx.conf"
_CACHES: Final = ("client_temp", "fastcgi_temp", "proxy_temp", "scgi_temp", "uwsgi_temp")
_HUP, _INT, _QUIT, _TERM, _USR1 = 1, 2, 3, 15, 10
_SENT: Final = {"stop": _TERM, "quit": _QUIT, "reload": _HUP, "reopen": _USR1}
DEFAULT_VERSION: Final = "1.29.3"


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks for."""

    conf: str = CONF
    extra: str = ""
    test: bool = False
    quiet: bool = False
    signal: str = ""


@dataclass(frozen=True, slots=True)
class Master:
    """What the master keeps: options, configuration, worker, and the descriptors of its logs."""

    options: Options
    config: NginxConfig
    worker: int
    access: int
    error: int


@dataclass(frozen=True, slots=True)
class Worker:
    """What a worker keeps; `requests` counts connections."""

    config: NginxConfig
    access: int
    error: int
    requests: int = 0
    ready: bool = field(default=False, compare=False)


def nginx(sys: Sys) -> int | Wait:
    """Start, or go on where a signal has arrived."""
    state = sys.state
    if isinstance(state, Worker):
        return Wait(state, Signalled())
    if isinstance(state, Master):
        return _signals(sys, state)
    return _command(sys)


def version(sys: Sys) -> str:
    """The version: the image says it in its environment."""
    return sys.getenv("NGINX_VERSION", DEFAULT_VERSION)


def log(sys: Sys, fd: int, level: str, text: str, pid: int | None = None) -> None:
    """Write a line into the error log."""
    number = sys.getpid() if pid is None else pid
    line = f"{nginx_log(sys.now)} [{level}] {number}#{number}: {text}\n"
    sys.write(fd, line.encode("utf-8", "surrogateescape"))


def _command(sys: Sys) -> int | Wait:
    options, words = Options(), list(sys.args)
    while words:
        word = words.pop(0)
        if word in {"-v", "-V"}:
            sys.err(says.VERSION_TEXT.format(version(sys)))
            return 0
        if word in {"-h", "-?"}:
            sys.err(says.HELP.format(version(sys)))
            return 0
        if word in {"-t", "-T"}:
            options = replace(options, test=True)
        elif word == "-q":
            options = replace(options, quiet=True)
        elif word in {"-c", "-g", "-s", "-p", "-e"} and words:
            value = words.pop(0)
            if word == "-c":
                options = replace(options, conf=value)
            elif word == "-g":
                options = replace(options, extra=value)
            elif word == "-s":
                options = replace(options, signal=value)
        else:
            sys.err(says.BAD_OPTION.format(word.removeprefix("-")))
            return 1
    return _carry_out(sys, options)


def _carry_out(sys: Sys, options: Options) -> int | Wait:
    if options.signal and options.signal not in _SENT:
        sys.err(says.BAD_SIGNAL.format(options.signal))
        return 1
    try:
        config = load(sys, options.conf, options.extra)
    except ConfigError as error:
        if not options.test and not options.signal:
            _note_failure(sys, error.message)
        sys.err(says.EMERG.format(error.message))
        if options.test:
            sys.err(says.TEST_FAILED.format(options.conf))
        return 1
    if options.test:
        if not options.quiet:
            sys.err(says.SYNTAX_OK.format(options.conf))
            sys.err(says.TEST_OK.format(options.conf))
        return 0
    if options.signal:
        return _send(sys, config, _SENT[options.signal])
    return _start(sys, options, config)


def _note_failure(sys: Sys, message: str) -> None:
    """What ends the start is in the error log too, which is not yet the configured one."""
    try:
        log(sys, log_descriptor(sys, NginxConfig().error_log), "emerg", message)
    except OsError:
        return


def _send(sys: Sys, config: NginxConfig, signal: int) -> int:
    try:
        text = sys.read_file(config.pid).decode().strip()
    except OsError:
        sys.err(says.NO_PID.format(config.pid))
        return 1
    if not text.isdecimal():
        sys.err(says.BAD_PID.format(config.pid))
        return 1
    log(sys, 2, "notice", says.NOTICE_SIGNAL)
    try:
        sys.kill(int(text), signal)
    except OsError as error:
        number = error.errno.value
        message = f"kill({text}, {signal}) failed ({number}: {error.strerror})"
        log(sys, 2, "alert", message)
        sys.err(f"nginx: [alert] {message}\n")
        return 1
    return 0


def _start(sys: Sys, options: Options, config: NginxConfig) -> int | Wait:
    try:
        access = log_descriptor(sys, config.access_log)
        error = log_descriptor(sys, config.error_log)
    except OsError as fault:
        why = f"{fault.errno.value}: {fault.strerror}"
        sys.err(says.EMERG.format(f'open() "{config.error_log}" failed ({why})'))
        return 1
    if not _free(sys, config, error):
        return 1
    for name in _CACHES:
        _make_cache(sys, f"/var/cache/nginx/{name}", config.user)
    release = KERNEL_RELEASE
    if config.daemon:
        # The master goes on as a child; whoever started it is done.
        pid = sys.fork(Master(options, config, 0, access, error), background=True)
        _become_master(sys, pid, options)
        return 0
    for line in says.STARTING:
        log(sys, error, "notice", line.format(version=version(sys), release=release))
    sys.write_file(config.pid, f"{sys.getpid()}\n".encode(), 0o644)
    worker = _fork_worker(sys, config, access, error)
    _become_master(sys, sys.pid, options)
    state = Master(options, config, worker, access, error)
    return Wait(state, Signalled())


def _free(sys: Sys, config: NginxConfig, error: int) -> bool:
    """Whether all ports can be had; if not, what nginx says after five tries."""
    network = sys.process.container or "host"
    taken = [port for server in config.servers for port in server.ports
             if (network, port) in sys.kernel.listeners]
    if not taken:
        return True
    for port in dict.fromkeys(taken):
        for _ in range(5):
            log(sys, error, "emerg", says.IN_USE.format(port))
            sys.err(says.EMERG.format(says.IN_USE.format(port)))
    log(sys, error, "emerg", says.NOT_BOUND)
    sys.err(says.EMERG.format(says.NOT_BOUND))
    return False


def _make_cache(sys: Sys, path: str, user: str) -> None:
    try:
        sys.mkdir(path, 0o700)
        who = account(sys, user)
        if who is not None:
            sys.chown(path, who[0], None)
    except OsError as error:
        if error.errno not in {Errno.EEXIST, Errno.ENOENT, Errno.EACCES, Errno.EROFS}:
            raise


def _become_master(sys: Sys, pid: int, options: Options) -> None:
    """Take the signals, and the name that `ps` shows."""
    process = sys.kernel.processes[pid]
    words = " ".join(("nginx", *(("-g", options.extra) if options.extra else ())))
    sys.kernel.put(replace(
        process, argv=(f"nginx: master process {words}",),
        handled=frozenset({_HUP, _INT, _QUIT, _TERM, _USR1}),
    ))


def _fork_worker(sys: Sys, config: NginxConfig, access: int, error: int) -> int:
    """Start a worker as the user that the configuration names, and let it listen."""
    pid = sys.fork(Worker(config, access, error), background=True)
    kernel = sys.kernel
    child = kernel.processes[pid]
    who = account(sys, config.user) or (child.uid, child.gid)
    if sys.uid == 0:
        child = replace(child, uid=who[0], gid=who[1])
    kernel.put(replace(child, argv=("nginx: worker process",), handled=frozenset(), cwd=()))
    log(sys, error, "notice", says.START_WORKER.format(sys.visible_pid(pid)))
    network = sys.process.container or "host"
    for port in dict.fromkeys(p for server in config.servers for p in server.ports):
        kernel.listen(network, port, pid)
    return pid


def _signals(sys: Sys, state: Master) -> int | Wait:
    if not state.worker:
        # A master that was started in the background begins here.
        sys.write_file(state.config.pid, f"{sys.getpid()}\n".encode(), 0o644)
        for line in says.STARTING:
            text = line.format(version=version(sys), release=KERNEL_RELEASE)
            log(sys, state.error, "notice", text)
        worker = _fork_worker(sys, state.config, state.access, state.error)
        return Wait(replace(state, worker=worker), Signalled())
    for signal in sys.signals():
        if signal in says.SIGNALS:
            log(sys, state.error, "notice", says.SIGNALS[signal])
        if signal == _HUP:
            state = _reload(sys, state)
        elif signal in {_INT, _TERM, _QUIT}:
            _end_worker(sys, state, graceful=signal == _QUIT)
            log(sys, state.error, "notice", says.EXIT)
            try:
                sys.unlink(state.config.pid)
            except OsError:
                return 0
            return 0
    return Wait(state, Signalled())


def _reload(sys: Sys, state: Master) -> Master:
    log(sys, state.error, "notice", says.RECONFIGURING)
    try:
        config = load(sys, state.options.conf, state.options.extra)
    except ConfigError as error:
        log(sys, state.error, "emerg", error.message)
        return state
    sys.kernel.end_process(state.worker, 0)
    sys.reap(state.worker)
    log(sys, state.error, "notice", says.STARTING[0])
    log(sys, state.error, "notice", says.STARTING[-1])
    worker = _fork_worker(sys, config, state.access, state.error)
    return replace(state, config=config, worker=worker)


def _end_worker(sys: Sys, state: Master, *, graceful: bool) -> None:
    number = sys.visible_pid(state.worker)
    if number:
        if graceful:
            log(sys, state.error, "notice", says.GRACEFULLY, number)
        log(sys, state.error, "notice", says.EXITING, number)
        log(sys, state.error, "notice", says.EXIT, number)
        log(sys, state.error, "notice", says.CHILD.format(number))
        log(sys, state.error, "notice", says.WORKER_EXITED.format(number))
        sys.kernel.end_process(state.worker, 0)
