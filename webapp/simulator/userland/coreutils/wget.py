"""busybox's wget."""

from __future__ import annotations

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.network import Request, Response
from webapp.simulator.kernel.sys import Open
from webapp.simulator.userland.coreutils.addresses import Url, resolved, split_url
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.options import MissingOption


def wget(run: Run) -> int:
    """Fetch an address to a file, as busybox's wget does."""
    if run.gnu:
        raise MissingOption("(of GNU)")
    if not run.operands:
        raise run.bad_usage("")
    status = 0
    for text in run.operands:
        status = max(status, _wget(run, text))
    return status


def _wget(run: Run, text: str) -> int:
    sys = run.sys
    url = split_url(text)
    if url.scheme not in {"", "http"}:
        if url.scheme in {"https", "ftp"}:
            raise MissingOption(f"{url.scheme}://")
        run.say("not a url", text)
        return 1
    noisy = not run.has("q")
    target = run.options.value("O")
    try:
        address = resolved(run, url.host)
    except LookupError:
        run.say("bad address", url.host)
        return 1
    shown = "127.0.0.1" if address == "localhost" else address
    if noisy:
        sys.err(
            f"Connecting to {url.authority if url.port != 80 else url.host} ({shown}:{url.port})\n"
            if url.port == 80
            else f"Connecting to {url.authority} ({shown}:{url.port})\n"
        )
    agent = run.options.value("U") or "Wget"
    method = "POST" if run.has("post-data") else "GET"
    body = (run.options.value("post-data") or "").encode()
    try:
        response = sys.request(
            address, url.port, Request(method, url.path, url.authority, agent, body)
        )
    except OsError as error:
        run.say("refused", shown, error)
        return 1
    if run.has("S"):
        sys.err(f"  HTTP/1.1 {response.status} {response.reason}\n")
        sys.err("".join(f"  {n}: {v}\n" for n, v in response.headers) + "  \n")
    if response.status >= 300:
        if response.status < 400:
            location = {n.lower(): v for n, v in response.headers}.get("location", "")
            if location:
                return _wget(
                    run, location if "://" in location else f"http://{url.authority}{location}"
                )
        run.say("error", f"HTTP/1.1 {response.status} {response.reason}")
        return 1
    if run.has("spider"):
        if noisy:
            sys.err("remote file exists\n")
        return 0
    return _save(run, url, response, target, noisy=noisy)


def _save(run: Run, url: Url, response: Response, target: str | None, *, noisy: bool) -> int:
    sys = run.sys
    size = len(response.body)
    name = target or url.path.partition("?")[0].rsplit("/", 1)[-1] or "index.html"
    if run.has("P") and target is None:
        name = f"{run.options.value('P')}/{name}"
    if name == "-":
        if noisy:
            sys.err("writing to stdout\n")
        sys.write(1, response.body)
    else:
        how = Open.WRITE | Open.CREATE | (Open.TRUNCATE if target is not None else Open.EXCLUSIVE)
        try:
            fd = sys.open(name, how)
        except OsError as error:
            run.say("open", name, error)
            return 1
        if noisy:
            sys.err(f"saving to '{name}'\n")
        sys.write(fd, response.body)
        sys.close(fd)
    if noisy:
        bar = "*" * 32
        short = name.rsplit("/", 1)[-1] or name
        sys.err(f"{short[:20]:<20} 100% |{bar}| {size:>5}  0:00:00 ETA\n")
        sys.err("written to stdout\n" if name == "-" else f"'{name}' saved\n")
    return 0


COMMANDS = (
    Command(
        "wget",
        wget,
        None,
        Grammar(
            "cqSO:P:Y:U:T:o:t:",
            "quiet=q output-document:=O directory-prefix:=P user-agent:=U server-response=S"
            " spider=spider header:=header post-data:=post-data post-file:=! no-check-certificate=k"
            " timeout:=T tries:=t continue=!",
            missing="co",
        ),
    ),
)
