"""What httpd says: at the start, in its logs, in the pages it makes itself."""

from __future__ import annotations

from typing import Final

VERSION_TEXT: Final = "Server version: Apache/{} (Unix)\nServer built:   Jul 21 2026 21:36:17\n"
NO_NAME: Final = (
    "AH00558: httpd: Could not reliably determine the server's fully qualified domain name, "
    "using {}. Set the 'ServerName' directive globally to suppress this message\n"
)
SYNTAX_OK: Final = "Syntax OK\n"
NO_CONF: Final = "httpd: Could not open configuration file {}: {}\n"
BAD_DIRECTIVE: Final = (
    "AH00526: Syntax error on line {} of {}:\n"
    "Invalid command '{}', perhaps misspelled or defined by a module not included in the server "
    "configuration\n"
)
NO_ROOT: Final = (
    "AH00526: Syntax error on line {} of {}:\n"
    "DocumentRoot '{}' is not a directory, or is not readable\n"
)
IN_USE: Final = (
    "(98)Address already in use: AH00072: make_sock: could not bind to address [::]:{0}\n"
    "(98)Address already in use: AH00072: make_sock: could not bind to address 0.0.0.0:{0}\n"
    "no listening sockets available, shutting down\n"
    "AH00015: Unable to open logs\n"
)
RUNNING: Final = "httpd (pid {}) already running\n"
NOT_RUNNING: Final = "httpd (no pid file) not running\n"
CONFIGURED: Final = "AH00489: Apache/{} (Unix) configured -- resuming normal operations"
COMMAND_LINE: Final = "AH00094: Command line: 'httpd -D FOREGROUND'"
TERMINATED: Final = "AH00491: caught SIGTERM, shutting down"
WINCH: Final = "AH00492: caught SIGWINCH, shutting down gracefully"
RESTARTED: Final = "AH00493: SIGUSR1 received.  Doing graceful restart"
LOG_LINE: Final = "[{}] [{}] [pid {}:tid {}] {}\n"
ACCESS: Final = '{} - - [{}] "{} {} HTTP/1.1" {} {}\n'

REASONS: Final = {
    200: "OK", 301: "Moved Permanently", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed",
}
EXPLANATIONS: Final = {
    301: '<p>The document has moved <a href="{0}">here</a>.</p>',
    403: "<p>You don't have permission to access this resource.</p>",
    404: "<p>The requested URL was not found on this server.</p>",
    405: "<p>The requested method {0} is not allowed for this URL.</p>",
}
PAGE: Final = (
    '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n'
    "<title>{status} {reason}</title>\n</head><body>\n<h1>{reason}</h1>\n{text}\n</body></html>\n"
)
LISTING: Final = (
    '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">\n<html>\n <head>\n'
    "  <title>Index of {path}</title>\n </head>\n <body>\n<h1>Index of {path}</h1>\n"
    "<ul>{rows}</ul>\n</body></html>\n"
)
