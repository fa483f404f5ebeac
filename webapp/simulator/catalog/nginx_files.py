"""What the files of nginx's images say: settings, pages, and the scripts that run before it."""

from __future__ import annotations

from typing import Final

NGINX_CONF: Final = """\
user  nginx;
worker_processes  auto;

error_log  /var/log/nginx/error.log notice;
pid        /run/nginx.pid;

events {
    worker_connections  1024;
}

http {
    include       /etc/nginx/mime.types;
    default_type  application/octet-stream;

    access_log  /var/log/nginx/access.log;

    sendfile        on;
    keepalive_timeout  65;

    include /etc/nginx/conf.d/*.conf;
}
"""
DEFAULT_CONF: Final = """\
server {
    listen       80;
    server_name  localhost;

    location / {
        root   /usr/share/nginx/html;
        index  index.html index.htm;
    }

    error_page   500 502 503 504  /50x.html;
    location = /50x.html {
        root   /usr/share/nginx/html;
    }
}
"""
MIME_TYPES: Final = """\
types {
    text/html                 html htm shtml;
    text/css                  css;
    text/xml                  xml;
    text/plain                txt;
    image/gif                 gif;
    image/jpeg                jpeg jpg;
    image/png                 png;
    image/svg+xml             svg svgz;
    image/x-icon              ico;
    application/javascript    js;
    application/json          json;
    application/pdf           pdf;
    application/zip           zip;
}
"""
INDEX_PAGE: Final = """\
<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
<style>
html { color-scheme: light dark; }
body { width: 35em; margin: 0 auto; font-family: sans-serif; }
</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>The web server works. This page is a file of its image:
/usr/share/nginx/html/index.html</p>
</body>
</html>
"""
ERROR_PAGE: Final = """\
<!DOCTYPE html>
<html>
<head>
<title>Error</title>
</head>
<body>
<h1>An error occurred.</h1>
<p>The page cannot be shown at the moment. Its server's log says why.</p>
</body>
</html>
"""
ENTRYPOINT: Final = """\
#!/bin/sh
# Before nginx is started, what lies in /docker-entrypoint.d gets its turn.
set -e

say() {
    if [ -z "${NGINX_ENTRYPOINT_QUIET_LOGS:-}" ]; then
        echo "$0: $*"
    fi
}

if [ "$1" = nginx ] || [ "$1" = nginx-debug ]; then
    if [ -n "$(ls -A /docker-entrypoint.d)" ]; then
        say "/docker-entrypoint.d/ is not empty, will attempt to perform configuration"
        say "Looking for shell scripts in /docker-entrypoint.d/"
        for script in /docker-entrypoint.d/*; do
            case "$script" in
                *.envsh | *.sh)
                    if [ ! -x "$script" ]; then
                        say "Ignoring $script, not executable"
                    elif [ "${script%.envsh}" != "$script" ]; then
                        say "Sourcing $script"
                        . "$script"
                    else
                        say "Launching $script"
                        "$script"
                    fi
                    ;;
                *)
                    say "Ignoring $script"
                    ;;
            esac
        done
        say "Configuration complete; ready for start up"
    else
        say "No files found in /docker-entrypoint.d/, skipping configuration"
    fi
fi

exec "$@"
"""
_LISTEN: Final = f"""\
#!/bin/sh
# Lets the packaged default.conf listen on IPv6 too; one that somebody changed is left alone.
set -e

me=10-listen-on-ipv6-by-default.sh
conf=/etc/nginx/conf.d/default.conf

say() {{
    if [ -z "${{NGINX_ENTRYPOINT_QUIET_LOGS:-}}" ]; then
        echo "$me: $*"
    fi
}}

if [ ! -f "$conf" ]; then
    say "info: $conf is not a file or does not exist"
    exit 0
fi
if ! touch "$conf" 2>/dev/null; then
    say "info: can not modify $conf (read-only file system?)"
    exit 0
fi
if grep -q '\\[::\\]:80;' "$conf"; then
    say "info: IPv6 listen already enabled"
    exit 0
fi
say "info: Getting the checksum of $conf"
if [ "$(wc -c < "$conf")" -ne {len(DEFAULT_CONF)} ]; then
    say "info: $conf differs from the packaged version"
    exit 0
fi
sed -i 's,listen       80;,listen       80;\\n    listen  [::]:80;,' "$conf"
say "info: Enabled listen on IPv6 in $conf"
"""
_RESOLVERS: Final = """\
#!/bin/sh
# Tells the configuration which name servers there are, when it is asked to.
if [ -n "${NGINX_ENTRYPOINT_LOCAL_RESOLVERS:-}" ]; then
    NGINX_LOCAL_RESOLVERS=$(awk '$1 == "nameserver" { print $2 }' /etc/resolv.conf)
    export NGINX_LOCAL_RESOLVERS
fi
"""
_TEMPLATES: Final = """\
#!/bin/sh
# Makes settings of the templates in /etc/nginx/templates, variables put in.
set -e

if [ ! -d /etc/nginx/templates ]; then
    exit 0
fi
for template in /etc/nginx/templates/*.template; do
    name=$(basename "$template" .template)
    echo "20-envsubst-on-templates.sh: Running envsubst on $template to /etc/nginx/conf.d/$name"
    envsubst < "$template" > "/etc/nginx/conf.d/$name"
done
"""
_WORKERS: Final = """\
#!/bin/sh
# Sets the number of workers by the machine's processors, when it is asked to.
set -e

if [ -n "${NGINX_ENTRYPOINT_WORKER_PROCESSES_AUTOTUNE:-}" ]; then
    sed -i "s/worker_processes  .*;/worker_processes  $(nproc);/" /etc/nginx/nginx.conf
fi
"""
SCRIPTS: Final = {
    "10-listen-on-ipv6-by-default.sh": _LISTEN,
    "15-local-resolvers.envsh": _RESOLVERS,
    "20-envsubst-on-templates.sh": _TEMPLATES,
    "30-tune-worker-processes.sh": _WORKERS,
}
