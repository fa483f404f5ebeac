"""curl: HTTP to what listens in the machine."""

from __future__ import annotations

import re

from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.network import Request, Response
from webapp.simulator.kernel.sys import Open
from webapp.simulator.userland.coreutils.addresses import ADDRESS, Url, resolved, split_url
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.options import MissingOption, OptionError, parse

_METER = (
    "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n"
    "                                 Dload  Upload   Total   Spent    Left  Speed\n"
)
_IDLE = "\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0"


class _Curl:
    def __init__(self, run: Run) -> None:
        self.run = run
        self.status = 0
        quiet = run.has("s") or (run.sys.isatty(1) and not run.has("o", "O"))
        self.meter = not quiet

    def fail(self, code: int, words: str, *, progress: str = "") -> int:
        run = self.run
        if self.meter:
            run.sys.err(_METER + _IDLE + progress)
        if not run.has("s") or run.has("S"):
            run.sys.err(f"curl: ({code}) {words}\n")
        return code

    def get(self, text: str, index: int) -> int:
        run = self.run
        url = split_url(text)
        if url.scheme not in {"", "http", "https"}:
            if url.scheme in {
                "ftp",
                "file",
                "scp",
                "sftp",
                "telnet",
                "dict",
                "ldap",
                "smtp",
                "imap",
            }:
                raise MissingOption(f"{url.scheme}://")
            if not run.has("s") or run.has("S"):
                run.sys.err(f'curl: (1) Protocol "{url.scheme}" not supported\n')
            return 1
        if url.scheme == "https":
            raise MissingOption("https://")
        if not url.host:
            return self.fail(3, "URL rejected: No host part in the URL")
        try:
            address = resolved(run, url.host)
        except LookupError:
            return self.fail(6, f"Could not resolve host: {url.host}")
        request = Request(self.method(), url.path, self.host(url), self.agent(), self.body())
        try:
            response = run.sys.request(address, url.port, request)
        except OsError as error:
            words = f"Failed to connect to {url.host} port {url.port} after 0 ms: "
            if run.has("v"):
                run.sys.err(f"*   Trying {self.shown(address)}:{url.port}...\n")
            if error.errno is Errno.EHOSTUNREACH:
                return self.fail(7, words + "Could not connect to server", progress=_IDLE + "\n")
            return self.fail(7, words + "Could not connect to server", progress=_IDLE + "\n")
        if run.has("v"):
            self.verbose(url, address, request, response)
        return self.receive(url, response, index)

    def shown(self, address: str) -> str:
        return "127.0.0.1" if address == "localhost" else address

    def method(self) -> str:
        run = self.run
        given = run.options.value("X")
        if given:
            return given
        if run.has("I"):
            return "HEAD"
        return "POST" if run.has("d") else "GET"

    def headers(self) -> dict[str, str]:
        made = {}
        for text in self.run.options.values("H"):
            name, _, value = text.partition(":")
            made[name.strip().lower()] = value.strip()
        return made

    def host(self, url: Url) -> str:
        return self.headers().get("host", url.authority)

    def agent(self) -> str:
        return self.run.options.value("A") or self.headers().get("user-agent", "curl/8.14.1")

    def body(self) -> bytes:
        return "&".join(self.run.options.values("d")).encode("utf-8", "surrogateescape")

    def verbose(self, url: Url, address: str, request: Request, response: Response) -> None:
        lines = []
        if not ADDRESS.fullmatch(url.host):
            v6 = "::1" if url.host == "localhost" else "(none)"
            lines += [
                f"* Host {url.host}:{url.port} was resolved.",
                f"* IPv6: {v6}",
                f"* IPv4: {self.shown(address)}",
            ]
            if url.host == "localhost":
                lines += [
                    f"*   Trying [::1]:{url.port}...",
                    f"* Connected to localhost (::1) port {url.port}",
                ]
        if url.host != "localhost":
            shown = self.shown(address)
            lines += [
                f"*   Trying {shown}:{url.port}...",
                f"* Connected to {url.host} ({shown}) port {url.port}",
            ]
        lines += [
            "* using HTTP/1.x",
            f"> {request.method} {request.path} HTTP/1.1\r",
            f"> Host: {request.host}\r",
            f"> User-Agent: {request.agent}\r",
            "> Accept: */*\r",
            "> \r",
            "* Request completely sent off",
            f"< HTTP/1.1 {response.status} {response.reason}\r",
        ]
        lines += [f"< {name}: {value}\r" for name, value in response.headers]
        lines.append("< \r")
        if response.body and request.method != "HEAD" and not self.run.sys.isatty(1):
            lines.append(f"{{ [{len(response.body)} bytes data]")
        lines.append(f"* Connection #0 to host {url.host} left intact")
        self.run.sys.err("\n".join(lines) + "\n")

    def receive(self, url: Url, response: Response, index: int) -> int:
        run = self.run
        if run.has("L") and response.status in {301, 302, 303, 307, 308}:
            target = {n.lower(): v for n, v in response.headers}.get("location", "")
            if target and index < 50:
                if target.startswith("/"):
                    target = f"http://{url.authority}{target}"
                return self.get(target, index + 1)
        if run.has("f") and response.status >= 400:
            return self.fail(
                22, f"The requested URL returned error: {response.status}", progress=_IDLE + "\n"
            )
        head = ""
        if run.has("i", "I"):
            head = f"HTTP/1.1 {response.status} {response.reason}\r\n"
            head += "".join(f"{n}: {v}\r\n" for n, v in response.headers) + "\r\n"
        body = b"" if run.has("I") else response.body
        if self.meter:
            run.sys.err(_METER + _IDLE + self.done(len(body), len(response.body)))
        data = head.encode("utf-8", "surrogateescape") + body
        target_file = run.options.value("o")
        if run.has("O"):
            target_file = url.path.partition("?")[0].rsplit("/", 1)[-1] or "curl_response"
        if target_file is None or target_file == "-":
            run.sys.write(1, data)
        else:
            try:
                fd = run.sys.open(target_file, Open.WRITE | Open.CREATE | Open.TRUNCATE)
            except OsError:
                return self.refused(len(data))
            run.sys.write(fd, data)
            run.sys.close(fd)
        form = run.options.value("w")
        if form is not None:
            run.sys.out(self.written(form, url, response))
        return 0

    def refused(self, size: int) -> int:
        if not self.run.has("s") or self.run.has("S"):
            self.run.sys.err(f"curl: (23) client returned ERROR on write of {size} bytes\n")
        return 23

    def done(self, got: int, total: int) -> str:
        """The last row of the meter; at such speed no time passes."""
        if not total:
            return _IDLE + "\n"
        share = 100 if got else 0
        speed = f"{got * 1000}" if got else "0"
        return (
            f"\r{share:>3} {total:>5}  {share:>3} {got:>5}    0     0 {speed:>6}      0 --:--:--"
            f" --:--:-- --:--:-- {speed:>5}\n"
        )

    def written(self, form: str, url: Url, response: Response) -> str:
        values = {
            "http_code": f"{response.status:03d}", "response_code": f"{response.status:03d}",
            "size_download": str(len(response.body)), "url_effective": f"http://{url.authority}{url.path}",
            "content_type": {n.lower(): v for n, v in response.headers}.get("content-type", ""),
            "time_total": "0.000500", "remote_port": str(url.port), "remote_ip": url.host,
            "num_redirects": "0", "exitcode": "0",
        }  # fmt: skip

        def one(match: re.Match[str]) -> str:
            if match[1] not in values:
                raise MissingOption(f"-w %{{{match[1]}}}")
            return values[match[1]]

        text = re.sub(r"%\{(\w+)\}", one, form)
        return text.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r")


_CURL = Grammar(
    "sSfIio:OLvX:d:H:w:A:km:u:x:Nzb:c:e:F:Gg46#aBEhjKlMnpqQrRtTUVyYZ",
    "silent=s show-error=S fail=f head=I include=i output:=o remote-name=O location=L verbose=v"
    " request:=X data:=d header:=H write-out:=w user-agent:=A insecure=k max-time:=m"
    " connect-timeout:=m no-progress-meter=np fail-with-body=! retry:=retry retry-delay:=retry"
    " user:=! proxy:=! no-buffer=N compressed=! unix-socket:=! resolve:=! data-binary:=d"
    " data-raw:=d"
    " json:=! form:=! get=! cookie:=! max-redirs:=retry url:=url help=! version=!",
    missing="uxzbceFG#aBEhjKlMnpqQrRtTUVyYZ",
)


def curl(run: Run) -> int:
    """Fetch addresses."""
    hint = "curl: try 'curl --help' or 'curl --manual' for more information\n"
    try:
        options = parse(_CURL, run.sys.args)
    except OptionError as error:
        run.sys.err(_option_words(error.text) + hint)
        return 2
    run = Run(run.command, run.sys, run.dialect, options)
    addresses = [*run.options.values("url"), *run.operands]
    if not addresses:
        run.sys.err(hint)
        return 2
    machine = _Curl(run)
    if run.has("np"):
        machine.meter = False
    status = 0
    for address in addresses:
        status = machine.get(address, 0)
    return status


def _option_words(text: str) -> str:
    """Getopt's complaint in curl's words."""
    if "requires" in text:
        letter = text.rsplit("'", 2)[1] if text.endswith("'") else text.split("'")[1]
        shown = letter if letter.startswith("--") else f"-{letter}"
        return f"curl: option {shown}: requires parameter\n"
    word = text.split("'")[1]
    return f"curl: option {word if word.startswith('--') else '-' + word}: is unknown\n"


COMMANDS = (Command("curl", curl, Grammar(raw=True), None, usage_status=2),)
