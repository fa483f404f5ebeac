"""Commands on the engine as a whole."""

from __future__ import annotations

from webapp.simulator.userland.docker.commands.model import (
    INSPECT_FORMAT,
    TABLE_FORMAT,
    Command,
    Flag,
)

COMMANDS = (
    Command(
        names=("system df",),
        use="[OPTIONS]",
        short="Show docker disk usage",
        most=0,
        flags=(
            Flag("format", "string", TABLE_FORMAT),
            Flag("verbose", "bool", "Show detailed information on space usage", short="v"),
        ),
    ),
    Command(
        names=(
            "system events",
            "events",
        ),
        use="[OPTIONS]",
        short="Get real time events from the server",
        aliases=("system events", "events"),
        most=0,
        flags=(
            Flag("filter", "filter", "Filter output based on conditions provided", short="f"),
            Flag("format", "string", INSPECT_FORMAT),
            Flag("since", "string", "Show all events created since timestamp"),
            Flag("until", "string", "Stream events until this timestamp"),
        ),
    ),
    Command(
        names=(
            "system info",
            "info",
        ),
        use="[OPTIONS]",
        short="Display system-wide information",
        aliases=("system info", "info"),
        most=0,
        flags=(Flag("format", "string", INSPECT_FORMAT, short="f"),),
    ),
    Command(
        names=("system prune",),
        use="[OPTIONS]",
        short="Remove unused data",
        most=0,
        flags=(
            Flag("all", "bool", "Remove all unused images not just dangling ones", short="a"),
            Flag("filter", "filter", 'Provide filter values (e.g. "label=<key>=<value>")'),
            Flag("force", "bool", "Do not prompt for confirmation", short="f"),
            Flag("volumes", "bool", "Prune anonymous volumes"),
        ),
    ),
    Command(
        names=("inspect",),
        use="[OPTIONS] NAME|ID [NAME|ID...]",
        short="Return low-level information on Docker objects",
        least=1,
        flags=(
            Flag("format", "string", INSPECT_FORMAT, short="f"),
            Flag("size", "bool", "Display total file sizes if the type is container", short="s"),
            Flag("type", "string", "Return JSON for specified type"),
        ),
    ),
    Command(
        names=("version",),
        use="[OPTIONS]",
        short="Show the Docker version information",
        most=0,
        flags=(Flag("format", "string", INSPECT_FORMAT, short="f"),),
    ),
    Command(
        names=("login",),
        use="[OPTIONS] [SERVER]",
        short="Log in to a registry",
        long=(
            "Log in to a registry.\n"
            "If no server is specified, the default is defined by the daemon."
        ),
        most=1,
        flags=(
            Flag("password", "string", "Password", short="p"),
            Flag("password-stdin", "bool", "Take the password from stdin"),
            Flag("username", "string", "Username", short="u"),
        ),
    ),
    Command(
        names=("logout",),
        use="[SERVER]",
        short="Log out from a registry",
        long=(
            "Log out from a registry.\n"
            "If no server is specified, the default is defined by the daemon."
        ),
        most=1,
    ),
    Command(
        names=("search",),
        use="[OPTIONS] TERM",
        short="Search Docker Hub for images",
        least=1,
        most=1,
        flags=(
            Flag("filter", "filter", "Filter output based on conditions provided", short="f"),
            Flag("format", "string", "Pretty-print search using a Go template"),
            Flag("limit", "int", "Max number of search results"),
            Flag("no-trunc", "bool", "Don't truncate output"),
        ),
    ),
)
