"""Commands that start, stop, rename and remove containers."""

from __future__ import annotations

from webapp.simulator.userland.docker.commands.model import Command, Flag

COMMANDS = (
    Command(
        names=(
            "container kill",
            "kill",
        ),
        use="[OPTIONS] CONTAINER [CONTAINER...]",
        short="Kill one or more running containers",
        aliases=("container kill", "kill"),
        least=1,
        flags=(Flag("signal", "string", "Signal to send to the container", short="s"),),
    ),
    Command(
        names=(
            "container pause",
            "pause",
        ),
        use="CONTAINER [CONTAINER...]",
        short="Pause all processes within one or more containers",
        aliases=("container pause", "pause"),
        least=1,
    ),
    Command(
        names=("container prune",),
        use="[OPTIONS]",
        short="Remove all stopped containers",
        most=0,
        flags=(
            Flag("filter", "filter", 'Provide filter values (e.g. "until=<timestamp>")'),
            Flag("force", "bool", "Do not prompt for confirmation", short="f"),
        ),
    ),
    Command(
        names=(
            "container rename",
            "rename",
        ),
        use="CONTAINER NEW_NAME",
        short="Rename a container",
        aliases=("container rename", "rename"),
        least=2,
        most=2,
    ),
    Command(
        names=(
            "container restart",
            "restart",
        ),
        use="[OPTIONS] CONTAINER [CONTAINER...]",
        short="Restart one or more containers",
        aliases=("container restart", "restart"),
        least=1,
        flags=(
            Flag("signal", "string", "Signal to send to the container", short="s"),
            Flag("time", "int", "Seconds to wait before killing the container", short="t"),
        ),
    ),
    Command(
        names=(
            "container rm",
            "rm",
        ),
        use="[OPTIONS] CONTAINER [CONTAINER...]",
        short="Remove one or more containers",
        aliases=("container rm", "container remove", "rm"),
        least=1,
        flags=(
            Flag(
                "force",
                "bool",
                "Force the removal of a running container (uses SIGKILL)",
                short="f",
            ),
            Flag("link", "bool", "Remove the specified link", short="l"),
            Flag(
                "volumes",
                "bool",
                "Remove anonymous volumes associated with the container",
                short="v",
            ),
        ),
    ),
    Command(
        names=(
            "container start",
            "start",
        ),
        use="[OPTIONS] CONTAINER [CONTAINER...]",
        short="Start one or more stopped containers",
        aliases=("container start", "start"),
        least=1,
        flags=(
            Flag("attach", "bool", "Attach STDOUT/STDERR and forward signals", short="a"),
            Flag("detach-keys", "string", "Override the key sequence for detaching a container"),
            Flag("interactive", "bool", "Attach container's STDIN", short="i"),
        ),
    ),
    Command(
        names=(
            "container stop",
            "stop",
        ),
        use="[OPTIONS] CONTAINER [CONTAINER...]",
        short="Stop one or more running containers",
        aliases=("container stop", "stop"),
        least=1,
        flags=(
            Flag("signal", "string", "Signal to send to the container", short="s"),
            Flag("time", "int", "Seconds to wait before killing the container", short="t"),
        ),
    ),
    Command(
        names=(
            "container unpause",
            "unpause",
        ),
        use="CONTAINER [CONTAINER...]",
        short="Unpause all processes within one or more containers",
        aliases=("container unpause", "unpause"),
        least=1,
    ),
    Command(
        names=(
            "container wait",
            "wait",
        ),
        use="CONTAINER [CONTAINER...]",
        short="Block until one or more containers stop, then print their exit codes",
        aliases=("container wait", "wait"),
        least=1,
    ),
)
