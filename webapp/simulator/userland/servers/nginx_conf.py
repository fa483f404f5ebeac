"""nginx's configuration as far as it is followed here: servers, their places, their files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from webapp.simulator.kernel.errno import OsError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from webapp.simulator.kernel.sys import Sys

_DEEP: Final = 16
PREFIX: Final = "/etc/nginx/"


class ConfigError(Exception):
    """A configuration that nginx refuses; `message` as it stands behind ``[emerg]``."""

    def __init__(self, message: str) -> None:
        """Keep the message."""
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive, where it stands, and what is in its braces (None: it has none)."""

    words: tuple[str, ...]
    file: str
    line: int
    block: tuple[Directive, ...] | None = None

    @property
    def place(self) -> str:
        """Where it stands, as messages tell it."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Location:
    """A ``location``: how its path is compared (``=``, ``^~`` or nothing) and what it sets."""

    path: str
    exact: bool = False
    root: str = "html"
    alias: str = ""
    index: tuple[str, ...] = ("index.html",)
    autoindex: bool = False
    returns: tuple[int, str] | None = None
    unknown: str = ""
    """A directive that it has and that is not simulated."""


@dataclass(frozen=True, slots=True)
class Server:
    """A ``server``: the ports it listens on and its locations."""

    ports: tuple[int, ...]
    name: str
    locations: tuple[Location, ...]
    own: Location
    error_pages: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NginxConfig:
    """All that is followed of a configuration."""

    servers: tuple[Server, ...] = ()
    user: str = "nobody"
    access_log: str = "/var/log/nginx/access.log"
    error_log: str = "/var/log/nginx/error.log"
    pid: str = "/run/nginx.pid"
    daemon: bool = True


_PASSIVE: Final = frozenset(
    "access_log add_header alias allow auth_basic autoindex charset client_body_buffer_size "
    "client_max_body_size daemon default_type deny env error_log error_page etag events expires "
    "fastcgi_pass gzip http if_modified_since include index internal keepalive_requests "
    "keepalive_timeout listen load_module location log_format log_not_found map master_process "
    "multi_accept pid proxy_pass proxy_set_header resolver return rewrite root send_timeout "
    "sendfile server server_name server_names_hash_bucket_size server_tokens ssl_certificate "
    "ssl_certificate_key tcp_nodelay tcp_nopush try_files types types_hash_max_size upstream use "
    "user worker_connections worker_processes worker_rlimit_nofile".split()
)
_UNSIMULATED: Final = ("proxy_pass", "fastcgi_pass", "rewrite", "try_files", "auth_basic", "deny")


def load(sys: Sys, path: str, extra: str = "") -> NginxConfig:
    """Read the configuration and what ``-g`` adds; raises ConfigError."""
    top = (*_file(sys, path, 0), *_parse(extra, "command line"))
    config = NginxConfig()
    for item in top:
        word = item.words[0]
        if word not in _PASSIVE:
            raise ConfigError(f'unknown directive "{word}" in {item.place}')
        if word == "daemon":
            config = replace(config, daemon=item.words[1:] != ("off",))
        elif word == "user" and len(item.words) > 1:
            config = replace(config, user=item.words[1])
        elif word == "pid" and len(item.words) > 1:
            config = replace(config, pid=item.words[1])
        elif word == "error_log" and len(item.words) > 1:
            config = replace(config, error_log=item.words[1])
        elif word == "http" and item.block is not None:
            config = _http(config, item.block)
    if not any(item.words[0] == "events" for item in top):
        raise ConfigError('no "events" section in configuration')
    return config


def _http(config: NginxConfig, block: Iterable[Directive]) -> NginxConfig:
    outer = _settings(Location("/"), block)
    servers = []
    for item in block:
        if item.words[0] == "access_log" and len(item.words) > 1:
            config = replace(config, access_log=item.words[1])
        elif item.words[0] == "server" and item.block is not None:
            servers.append(_server(item.block, outer))
    return replace(config, servers=tuple(servers))


def _server(block: Iterable[Directive], outer: Location) -> Server:
    own = _settings(outer, block)
    ports: list[int] = []
    name, pages, locations = "", [], []
    for item in block:
        word, rest = item.words[0], item.words[1:]
        if word == "listen" and rest:
            number = rest[0].rpartition(":")[2]
            if not number.isdecimal():
                raise ConfigError(f'host not found in "{rest[0]}" of the "listen" directive in '
                                  f"{item.place}")
            ports.append(int(number))
        elif word == "server_name" and rest:
            name = rest[0]
        elif word == "error_page" and len(rest) > 1:
            pages += [(int(code), rest[-1]) for code in rest[:-1] if code.isdecimal()]
        elif word == "location" and item.block is not None and rest:
            exact = rest[0] == "="
            place = Location(rest[-1], exact=exact or rest[0].startswith("~"))
            inherited = replace(own, path=place.path, exact=place.exact)
            if rest[0].startswith("~"):
                inherited = replace(inherited, unknown="a location with a regular expression")
            locations.append(_settings(inherited, item.block))
    unique = tuple(dict.fromkeys(ports)) or (80,)
    return Server(unique, name, tuple(locations), own, tuple(pages))


def _settings(location: Location, block: Iterable[Directive]) -> Location:
    """What a block sets for the files it serves."""
    for item in block:
        word, rest = item.words[0], item.words[1:]
        if word not in _PASSIVE:
            raise ConfigError(f'unknown directive "{word}" in {item.place}')
        if word in _UNSIMULATED:
            location = replace(location, unknown=word)
        if not rest:
            continue
        if word == "root":
            root = rest[0] if rest[0].startswith("/") else PREFIX + rest[0]
            location = replace(location, root=root.rstrip("/") or "/", alias="")
        elif word == "alias":
            location = replace(location, alias=rest[0])
        elif word == "index":
            location = replace(location, index=rest)
        elif word == "autoindex":
            location = replace(location, autoindex=rest[0] == "on")
        elif word == "return" and rest[0].isdecimal():
            location = replace(location, returns=(int(rest[0]), " ".join(rest[1:])))
    return location


def _file(sys: Sys, path: str, depth: int) -> tuple[Directive, ...]:
    try:
        text = sys.read_file(path).decode("utf-8", "replace")
    except OsError as error:
        number = error.errno.value
        raise ConfigError(f'open() "{path}" failed ({number}: {error.strerror})') from None
    return _included(sys, _parse(text, path), depth)


def _included(sys: Sys, found: Iterable[Directive], depth: int) -> tuple[Directive, ...]:
    """Put what ``include`` names in its place."""
    out: list[Directive] = []
    for item in found:
        if item.words[0] == "include" and len(item.words) > 1 and depth < _DEEP:
            pattern = item.words[1]
            pattern = pattern if pattern.startswith("/") else PREFIX + pattern
            for path in _matching(sys, pattern):
                out += _file(sys, path, depth + 1)
        elif item.block is not None and item.words[0] != "types":
            out.append(replace(item, block=_included(sys, item.block, depth)))
        else:
            out.append(item)
    return tuple(out)


def _matching(sys: Sys, pattern: str) -> list[str]:
    """The files that an ``include`` means; one star in the last name is understood."""
    directory, _, name = pattern.rpartition("/")
    before, star, after = name.partition("*")
    if not star:
        return [pattern]
    try:
        names = sys.listdir(directory)
    except OsError:
        return []
    return [f"{directory}/{n}" for n in names
            if n.startswith(before) and n.endswith(after) and not n.startswith(".")]


def _parse(text: str, file: str) -> tuple[Directive, ...]:
    """Read directives; raises ConfigError for braces and ends that do not fit."""
    stack: list[list[Directive]] = [[]]
    heads: list[tuple[tuple[str, ...], int]] = []
    words: list[str] = []
    for sign, line in _tokens(text, file):
        if sign == ";":
            if not words:
                raise ConfigError(f'unexpected ";" in {file}:{line}')
            stack[-1].append(Directive(tuple(words), file, line))
            words = []
        elif sign == "{":
            if not words:
                raise ConfigError(f'unexpected "{{" in {file}:{line}')
            heads.append((tuple(words), line))
            stack.append([])
            words = []
        elif sign == "}":
            if words or not heads:
                raise ConfigError(f'unexpected "}}" in {file}:{line}')
            head, first = heads.pop()
            block = tuple(stack.pop())
            stack[-1].append(Directive(head, file, first, block))
        else:
            words.append(sign.removeprefix("\0"))
    last = text.count("\n") + 1
    if words:
        raise ConfigError(f'unexpected end of file, expecting ";" or "}}" in {file}:{last}')
    if heads:
        raise ConfigError(f'unexpected end of file, expecting "}}" in {file}:{last}')
    return tuple(stack[0])


def _tokens(text: str, file: str) -> list[tuple[str, int]]:
    """Words, ``;``, ``{`` and ``}`` with their lines; a quoted word has a NUL in front."""
    found: list[tuple[str, int]] = []
    at, line = 0, 1
    while at < len(text):
        char = text[at]
        if char in " \t\r\n":
            line += char == "\n"
            at += 1
        elif char == "#":
            end = text.find("\n", at)
            at = len(text) if end < 0 else end
        elif char in ";{}":
            found.append((char, line))
            at += 1
        elif char in "'\"":
            end = text.find(char, at + 1)
            if end < 0:
                last = text.count("\n") + 1
                raise ConfigError(
                    f'unexpected end of file, expecting ";" or "}}" in {file}:{last}'
                )
            found.append(("\0" + text[at + 1 : end], line))
            line += text.count("\n", at, end)
            at = end + 1
        else:
            start = at
            while at < len(text) and text[at] not in " \t\r\n;" and not (
                text[at] in "{}" and text[at - 1] != "$" and at > start
            ):
                at += 1
            found.append((text[start:at], line))
    return found
