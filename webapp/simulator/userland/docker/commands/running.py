"""`docker run` and `docker create`: what makes a container."""

from __future__ import annotations

from webapp.simulator.userland.docker.commands.container_config import CONFIG
from webapp.simulator.userland.docker.commands.model import Command, Flag, in_order

COMMANDS = (
    Command(
        names=(
            "container create",
            "create",
        ),
        use="[OPTIONS] IMAGE [COMMAND] [ARG...]",
        short="Create a new container",
        aliases=("container create", "create"),
        least=1,
        interspersed=False,
        flags=in_order(
            *CONFIG,
            Flag(
                "pull",
                "string",
                'Pull image before creating ("always", "|missing", "never")',
                default='"missing"',
            ),
        ),
    ),
    Command(
        names=(
            "container run",
            "run",
        ),
        use="[OPTIONS] IMAGE [COMMAND] [ARG...]",
        short="Create and run a new container from an image",
        aliases=("container run", "run"),
        least=1,
        interspersed=False,
        flags=in_order(
            *CONFIG,
            Flag("detach", "bool", "Run container in background and print container ID", short="d"),
            Flag("detach-keys", "string", "Override the key sequence for detaching a container"),
            Flag(
                "pull",
                "string",
                'Pull image before running ("always", "missing", "never")',
                default='"missing"',
            ),
            Flag("sig-proxy", "bool", "Proxy received signals to the process", default="true"),
        ),
    ),
)
