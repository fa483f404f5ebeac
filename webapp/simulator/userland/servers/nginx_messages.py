"""What nginx says: at the start, in its logs, in the pages it makes itself."""

from __future__ import annotations

from typing import Final

VERSION_TEXT: Final = "nginx version: nginx/{}\n"
EMERG: Final = "nginx: [emerg] {}\n"
SYNTAX_OK: Final = "nginx: the configuration file {} syntax is ok\n"
TEST_OK: Final = "nginx: configuration file {} test is successful\n"
TEST_FAILED: Final = "nginx: configuration file {} test failed\n"
BAD_OPTION: Final = 'nginx: invalid option: "{}"\n'
BAD_SIGNAL: Final = 'nginx: invalid option: "-s {}"\n'
NO_PID: Final = 'nginx: [error] open() "{}" failed (2: No such file or directory)\n'
BAD_PID: Final = 'nginx: [error] invalid PID number "" in "{}"\n'
NOTICE_SIGNAL: Final = "signal process started"
IN_USE: Final = "bind() to 0.0.0.0:{} failed (98: Address already in use)"
NOT_BOUND: Final = "still could not bind()"
STARTING: Final = (
    'using the "epoll" event method',
    "nginx/{version}",
    "built by gcc 12.2.0 (Debian 12.2.0-14+deb12u1) ",
    "OS: Linux {release}",
    "getrlimit(RLIMIT_NOFILE): 1048576:1048576",
    "start worker processes",
)
START_WORKER: Final = "start worker process {}"
SIGNALS: Final = {
    1: "signal 1 (SIGHUP) received, reconfiguring",
    2: "signal 2 (SIGINT) received, exiting",
    3: "signal 3 (SIGQUIT) received, shutting down",
    15: "signal 15 (SIGTERM) received, exiting",
}
RECONFIGURING: Final = "reconfiguring"
GRACEFULLY: Final = "gracefully shutting down"
EXITING: Final = "exiting"
EXIT: Final = "exit"
CHILD: Final = "signal 17 (SIGCHLD) received from {}"
WORKER_EXITED: Final = "worker process {} exited with code 0"
OPEN_FAILED: Final = '*{} open() "{}" failed ({}: {})'
FORBIDDEN: Final = '*{} directory index of "{}" is forbidden'
CLIENT: Final = ', client: {}, server: {}, request: "{} {} HTTP/1.1", host: "{}"'
ACCESS: Final = '{} - - [{}] "{} {} HTTP/1.1" {} {} "-" "{}" "-"\n'

REASONS: Final = {
    200: "OK", 204: "No Content", 301: "Moved Permanently", 302: "Moved Temporarily",
    303: "See Other", 307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request",
    403: "Forbidden", 404: "Not Found", 405: "Not Allowed", 410: "Gone",
    500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway",
    503: "Service Temporarily Unavailable",
}
PAGE: Final = (
    "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n"
    "<center><h1>{title}</h1></center>\r\n<hr><center>nginx/{version}</center>\r\n"
    "</body>\r\n</html>\r\n"
)
LISTING_HEAD: Final = (
    "<html>\r\n<head><title>Index of {path}</title></head>\r\n<body>\r\n"
    '<h1>Index of {path}</h1><hr><pre><a href="../">../</a>\r\n'
)
LISTING_FOOT: Final = "</pre><hr></body>\r\n</html>\r\n"
HELP: Final = """\
nginx version: nginx/{}
Usage: nginx [-?hvVtTq] [-s signal] [-p prefix]
             [-e filename] [-c filename] [-g directives]

Options:
  -?,-h         : this help
  -v            : show version and exit
  -V            : show version and configure options then exit
  -t            : test configuration and exit
  -T            : test configuration, dump it and exit
  -q            : suppress non-error messages during configuration testing
  -s signal     : send signal to a master process: stop, quit, reopen, reload
  -p prefix     : set prefix path (default: /etc/nginx/)
  -e filename   : set error log file (default: /var/log/nginx/error.log)
  -c filename   : set configuration file (default: /etc/nginx/nginx.conf)
  -g directives : set global directives out of configuration file

"""
