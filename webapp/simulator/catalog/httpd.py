"""The images of httpd, on Debian and on Alpine: everything is in /usr/local/apache2."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from webapp.simulator.catalog import alpine
from webapp.simulator.catalog.distributions import BOOKWORM_SLIM_ROW
from webapp.simulator.catalog.entries import (
    blob,
    directories,
    directory,
    rooted,
    shared_out,
    size_of,
    text,
)
from webapp.simulator.catalog.shipped import PATH, Row, ShippedImage, ShippedLayer
from webapp.simulator.engine.model import Config

if TYPE_CHECKING:
    from webapp.simulator.engine.api import Entry

VERSION: Final = "2.4.65"
PREFIX: Final = "/usr/local/apache2"
_HERE: Final = PREFIX[1:]
HTTPD_CONF: Final = """\
ServerRoot "/usr/local/apache2"
Listen 80

LoadModule mpm_event_module modules/mod_mpm_event.so
LoadModule authz_core_module modules/mod_authz_core.so
LoadModule mime_module modules/mod_mime.so
LoadModule log_config_module modules/mod_log_config.so
LoadModule unixd_module modules/mod_unixd.so
LoadModule autoindex_module modules/mod_autoindex.so
LoadModule dir_module modules/mod_dir.so

<IfModule unixd_module>
User www-data
Group www-data
</IfModule>

ServerAdmin you@example.com

DocumentRoot "/usr/local/apache2/htdocs"
<Directory "/usr/local/apache2/htdocs">
    Options Indexes FollowSymLinks
    AllowOverride None
    Require all granted
</Directory>

<IfModule dir_module>
    DirectoryIndex index.html
</IfModule>

ErrorLog /proc/self/fd/2
LogLevel warn
CustomLog /proc/self/fd/1 common
"""
FOREGROUND: Final = """\
#!/bin/sh
# A number left behind by a server that was killed would keep this one from starting.
set -e

rm -f /usr/local/apache2/logs/httpd.pid
exec httpd -DFOREGROUND "$@"
"""
INDEX_PAGE: Final = "<html><body><h1>It works!</h1></body></html>\n"
_MODULES: Final = (
    "mpm_event authz_core mime log_config unixd autoindex dir alias env headers setenvif status"
)


def _server(build: str, size: int, bulk: tuple[str, ...]) -> tuple[Entry, ...]:
    found = [
        *directories(f"{_HERE}/bin {_HERE}/build {_HERE}/cgi-bin {_HERE}/conf/extra {_HERE}/error "
                     f"{_HERE}/icons {_HERE}/include {_HERE}/modules"),
        directory(f"{_HERE}/logs"),
        blob(f"{_HERE}/bin/httpd", 1_004_392, build, "httpd"),
        blob(f"{_HERE}/bin/apachectl", 3_434, build, "apachectl"),
        blob(f"{_HERE}/bin/ab", 69_512, build, "ab"),
        text(f"{_HERE}/conf/httpd.conf", HTTPD_CONF),
        text(f"{_HERE}/conf/mime.types", "text/html html htm\ntext/css css\ntext/plain txt\n"),
        text(f"{_HERE}/htdocs/index.html", INDEX_PAGE),
        *(blob(f"{_HERE}/modules/mod_{name}.so", 38_904 + 13 * len(name), build)
          for name in _MODULES.split()),
    ]
    return rooted([*found, *shared_out(bulk, size - size_of(found), build)])


def _foreground() -> tuple[Entry, ...]:
    return rooted([text("usr/local/bin/httpd-foreground", FOREGROUND, 0o755)])


def _empty_home() -> tuple[Entry, ...]:
    return rooted([directory(_HERE, uid=33, gid=33)])


_ENV: Final = (
    "PATH=/usr/local/apache2/bin:" + PATH.removeprefix("PATH="),
    f"HTTPD_PREFIX={PREFIX}",
    f"HTTPD_VERSION={VERSION}",
    "HTTPD_PATCHES=",
)
_CONFIG: Final = Config(
    cmd=("httpd-foreground",), env=_ENV, workdir=PREFIX, exposed=("80/tcp",),
    stop_signal="SIGWINCH",
)
_SCRIPT: Final = ShippedLayer("httpd-foreground", _foreground)
_HOME: Final = ShippedLayer("httpd-home", _empty_home)


def _image(tags: str, base: tuple[Row, ...], layer: ShippedLayer) -> ShippedImage:
    rows = (
        *base,
        Row(f"ENV HTTPD_PREFIX={PREFIX}"),
        Row(f"ENV {_ENV[0]}"),
        Row('RUN /bin/sh -c mkdir -p "$HTTPD_PREFIX" && chown www-data:www-data "$HTTPD_PREFIX"'
            " # buildkit", _HOME),
        Row(f"WORKDIR {PREFIX}"),
        Row(f"ENV {_ENV[2]}"),
        Row(f"ENV {_ENV[3]}"),
        Row("RUN /bin/sh -c set -eux;  … # buildkit", layer),
        Row("STOPSIGNAL SIGWINCH"),
        Row("COPY httpd-foreground /usr/local/bin/ # buildkit", _SCRIPT),
        Row("EXPOSE map[80/tcp:{}]"),
        Row('CMD ["httpd-foreground"]'),
    )
    return ShippedImage("httpd", tuple(tags.split()), _CONFIG, rows, age=12)


_DEBIAN_BULK: Final = tuple(
    f"usr/lib/x86_64-linux-gnu/{name}"
    for name in ("libperl.so.5.36.0", "libicudata.so.72.1", "libcrypto.so.3", "libxml2.so.2.9.14",
                 "liblua5.2.so.0.0.0", "libnghttp2.so.14.24.1", "libldap-2.5.so.0.1.11")
)
_ALPINE_BULK: Final = tuple(
    f"usr/lib/{name}"
    for name in ("libicudata.so.76.1", "libaprutil-1.so.0.6.3", "libxml2.so.2.13.8",
                 "liblua-5.2.so.0.0.0")
)

IMAGES: Final = (
    _image(
        f"latest 2 2.4 {VERSION} bookworm", (BOOKWORM_SLIM_ROW,),
        ShippedLayer("httpd", partial(_server, "httpd", 73_016_318, _DEBIAN_BULK)),
    ),
    _image(
        f"alpine 2-alpine 2.4-alpine {VERSION}-alpine", alpine.rows("3.22.2", alpine.V3_22),
        ShippedLayer("httpd-alpine", partial(_server, "httpd-alpine", 54_711_245, _ALPINE_BULK)),
    ),
)
