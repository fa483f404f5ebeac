"""Commands on volumes."""

from __future__ import annotations

from webapp.simulator.userland.docker.commands.model import (
    INSPECT_FORMAT,
    TABLE_FORMAT,
    Command,
    Flag,
)

COMMANDS = (
    Command(
        names=("volume create",),
        use="[OPTIONS] [VOLUME]",
        short="Create a volume",
        most=1,
        flags=(
            Flag("driver", "string", "Specify volume driver name", short="d", default='"local"'),
            Flag("label", "list", "Set metadata for a volume"),
            Flag("name", "string", "Specify volume name", hidden=True),
            Flag("opt", "map", "Set driver specific options", short="o", default="map[]"),
        ),
    ),
    Command(
        names=("volume inspect",),
        use="[OPTIONS] VOLUME [VOLUME...]",
        short="Display detailed information on one or more volumes",
        least=1,
        flags=(Flag("format", "string", INSPECT_FORMAT, short="f"),),
    ),
    Command(
        names=("volume ls",),
        use="[OPTIONS]",
        short="List volumes",
        aliases=("volume ls", "volume list"),
        most=0,
        flags=(
            Flag("filter", "filter", 'Provide filter values (e.g. "dangling=true")', short="f"),
            Flag("format", "string", TABLE_FORMAT),
            Flag("quiet", "bool", "Only display volume names", short="q"),
        ),
    ),
    Command(
        names=("volume prune",),
        use="[OPTIONS]",
        short="Remove unused local volumes",
        most=0,
        flags=(
            Flag("all", "bool", "Remove all unused volumes, not just anonymous ones", short="a"),
            Flag("filter", "filter", 'Provide filter values (e.g. "label=<label>")'),
            Flag("force", "bool", "Do not prompt for confirmation", short="f"),
        ),
    ),
    Command(
        names=("volume rm",),
        use="[OPTIONS] VOLUME [VOLUME...]",
        short="Remove one or more volumes",
        long=(
            "Remove one or more volumes. You cannot remove a volume that is in use by a container."
        ),
        aliases=("volume rm", "volume remove"),
        least=1,
        flags=(Flag("force", "bool", "Force the removal of one or more volumes", short="f"),),
        examples="$ docker volume rm hello\nhello\n",
    ),
    Command(
        names=("volume update",),
        use="[OPTIONS] [VOLUME]",
        short="Update a volume (cluster volumes only)",
        most=1,
    ),
)
