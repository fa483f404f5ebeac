"""The images of nginx, on Debian and on Alpine: its programs, its settings, its pages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from webapp.simulator.catalog import alpine, debian
from webapp.simulator.catalog.distributions import BOOKWORM_SLIM_ROW
from webapp.simulator.catalog.entries import (
    blob,
    directories,
    directory,
    rooted,
    shared_out,
    size_of,
    symlink,
    text,
)
from webapp.simulator.catalog.nginx_files import (
    DEFAULT_CONF,
    ENTRYPOINT,
    ERROR_PAGE,
    INDEX_PAGE,
    MIME_TYPES,
    NGINX_CONF,
    SCRIPTS,
)
from webapp.simulator.catalog.shipped import PATH, Row, ShippedImage, ShippedLayer
from webapp.simulator.engine.model import Config

if TYPE_CHECKING:
    from webapp.simulator.engine.api import Entry

_PARAMETERS: Final = ("fastcgi_params", "scgi_params", "uwsgi_params")
_LIBRARIES: Final = (
    "perl/5.36.0/libperl.so.5.36", "libicudata.so.72.1", "libicuuc.so.72.1", "libx265.so.199",
    "libaom.so.3.6.0", "libxml2.so.2.9.14", "libgd.so.3.0.11", "libxslt.so.1.1.35",
)


def _common(version: str, build: str) -> list[Entry]:
    return [
        blob("usr/sbin/nginx", 1_549_256, build, "nginx"),
        blob("usr/sbin/nginx-debug", 1_679_544, build, "nginx-debug"),
        blob("usr/bin/envsubst", 35_104, build, "envsubst"),
        text("etc/nginx/nginx.conf", NGINX_CONF),
        text("etc/nginx/mime.types", MIME_TYPES),
        text("etc/nginx/conf.d/default.conf", DEFAULT_CONF),
        *(text(f"etc/nginx/{name}", _parameters(name)) for name in _PARAMETERS),
        symlink("etc/nginx/modules", "/usr/lib/nginx/modules"),
        *directories("usr/lib/nginx/modules docker-entrypoint.d"),
        text("usr/share/nginx/html/index.html", INDEX_PAGE),
        text("usr/share/nginx/html/50x.html", ERROR_PAGE),
        directory("var/cache/nginx"),
        directory("var/log/nginx"),
        symlink("var/log/nginx/access.log", "/dev/stdout"),
        symlink("var/log/nginx/error.log", "/dev/stderr"),
        text("usr/share/doc/nginx/version", f"{version}\n"),
    ]


def _parameters(name: str) -> str:
    kind = name.partition("_")[0]
    rows = (("QUERY_STRING", "$query_string"), ("REQUEST_METHOD", "$request_method"),
            ("CONTENT_TYPE", "$content_type"), ("CONTENT_LENGTH", "$content_length"),
            ("REQUEST_URI", "$request_uri"), ("DOCUMENT_ROOT", "$document_root"))
    return "".join(f"{kind}_param  {key:<18} {value};\n" for key, value in rows)


def _on_debian(version: str, size: int) -> tuple[Entry, ...]:
    build = f"nginx-{version}"
    where = "usr/lib/x86_64-linux-gnu"
    found = [
        *_common(version, build),
        *debian.programs("curl", debian.BOOKWORM.build),
        debian.passwd("nginx:x:101:101:nginx user:/nonexistent:/bin/false"),
        debian.group("nginx:x:101:"),
        blob("etc/ssl/certs/ca-certificates.crt", 214_222, build),
        blob(f"{where}/libcurl.so.4.8.0", 798_136, build),
        symlink(f"{where}/libcurl.so.4", "libcurl.so.4.8.0"),
    ]
    bulk = [f"{where}/{name}" for name in _LIBRARIES]
    return rooted([*found, *shared_out(bulk, size - size_of(found), build)])


def _on_alpine(version: str, size: int) -> tuple[Entry, ...]:
    build = f"nginx-{version}-alpine"
    found = [
        *_common(version, build),
        blob("usr/bin/curl", 260_808, build, "gnu:curl"),
        alpine.passwd("nginx:x:101:101:nginx:/var/cache/nginx:/sbin/nologin"),
        alpine.group("nginx:x:101:nginx"),
        blob("usr/lib/libcurl.so.4.8.0", 653_312, build),
        symlink("usr/lib/libcurl.so.4", "libcurl.so.4.8.0"),
    ]
    bulk = ("usr/lib/libicudata.so.76.1", "usr/lib/libgd.so.3.0.11", "usr/lib/libxml2.so.2.13.8",
            "usr/lib/libxslt.so.1.1.43", "usr/lib/libaom.so.3.12.1")
    return rooted([*found, *shared_out(bulk, size - size_of(found), build)])


def _script(path: str, content: str) -> tuple[Entry, ...]:
    return rooted([text(path, content, 0o755)])


def _copied() -> tuple[Row, ...]:
    """The rows that bring the entrypoint and its scripts, a layer each."""
    layer = ShippedLayer("nginx-entrypoint", partial(_script, "docker-entrypoint.sh", ENTRYPOINT))
    rows = [Row("COPY docker-entrypoint.sh / # buildkit", layer)]
    for name, content in SCRIPTS.items():
        path = f"docker-entrypoint.d/{name}"
        layer = ShippedLayer(f"nginx-{name}", partial(_script, path, content))
        rows.append(Row(f"COPY {name} /docker-entrypoint.d # buildkit", layer))
    return tuple(rows)


_LAST: Final = (
    Row('ENTRYPOINT ["/docker-entrypoint.sh"]'),
    Row("EXPOSE map[80/tcp:{}]"),
    Row("STOPSIGNAL SIGQUIT"),
    Row('CMD ["nginx" "-g" "daemon off;"]'),
)
_MAINTAINER: Final = "NGINX Docker Maintainers <docker-maint@nginx.com>"


def _config(version: str, release: str) -> Config:
    return Config(
        cmd=("nginx", "-g", "daemon off;"),
        entrypoint=("/docker-entrypoint.sh",),
        env=(PATH, f"NGINX_VERSION={version}", "NJS_VERSION=0.9.4", "NJS_RELEASE=1~" + release,
             "PKG_RELEASE=1~" + release, "DYNPKG_RELEASE=1~" + release),
        labels=(("maintainer", _MAINTAINER),),
        exposed=("80/tcp",),
        stop_signal="SIGQUIT",
    )


def _image(tags: str, version: str, base: Row | tuple[Row, ...], layer: ShippedLayer,
           release: str) -> ShippedImage:
    first = (base,) if isinstance(base, Row) else base
    settings = " ".join(_config(version, release).env[1:])
    user = "groupadd --system --gid 101 nginx" if release == "bookworm" else (
        "addgroup -g 101 -S nginx"
    )
    rows = (
        *first,
        Row(f"LABEL maintainer={_MAINTAINER}"),
        *(Row(f"ENV {item}") for item in settings.split()),
        Row(f"RUN /bin/sh -c set -x     && {user}     && … # buildkit", layer),
        *_copied(),
        *_LAST,
    )
    return ShippedImage("nginx", tuple(tags.split()), _config(version, release), rows, age=6)


def _debian_image(tags: str, version: str, size: int) -> ShippedImage:
    layer = ShippedLayer(f"nginx-{version}", partial(_on_debian, version, size))
    return _image(tags, version, BOOKWORM_SLIM_ROW, layer, "bookworm")


def _alpine_image(tags: str, version: str, size: int) -> ShippedImage:
    layer = ShippedLayer(f"nginx-{version}-alpine", partial(_on_alpine, version, size))
    base = alpine.rows("3.22.2", alpine.V3_22)
    return _image(tags, version, base, layer, "3.22")


IMAGES: Final = (
    _debian_image("latest 1 1.29 1.29.3 mainline bookworm", "1.29.3", 117_312_406),
    _debian_image("1.28 1.28.0 stable", "1.28.0", 117_201_733),
    _debian_image("1.27 1.27.5", "1.27.5", 117_166_012),
    _alpine_image("alpine 1-alpine 1.29-alpine mainline-alpine", "1.29.3", 44_431_908),
    _alpine_image("1.28-alpine stable-alpine", "1.28.0", 44_207_411),
    _alpine_image("1.27-alpine", "1.27.5", 43_988_216),
)
