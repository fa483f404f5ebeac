"""What the client says of its own: errors, warnings, questions."""

from __future__ import annotations

NO_DAEMON = (
    "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. "
    "Is the docker daemon running?"
)
NOT_A_TERMINAL = "the input device is not a TTY"
EMPTY_NAME = "Container name cannot be empty"
ONE_NAME = "conflicting options: either specify --name or provide positional arg, not both"
ATTACH_ONE = "you cannot start and attach multiple containers at once"
STOPPED = "You cannot attach to a stopped container, start it first"
PAUSED = "You cannot attach to a paused container, unpause it first"
RESTARTING = "You cannot attach to a restarting container, wait until it is running"
ATTACH_AND_DETACH = "Conflicting options: -a and -d"
RESTART_AND_RM = "Conflicting options: --restart and --rm"
BOTH_ALL = "conflicting options: cannot specify both --all and --filter all=1"
NO_UNTIL = 'ERROR: The "until" filter is not supported with "--volumes"'
IGNORED_FORMAT = "WARNING: Ignoring custom format, because both --format and --quiet are set.\n"
NOT_BOTH_WAYS = "copying between containers is not supported"
NO_CONTAINER_SIDE = "must specify at least one container source"
CANNOT_COPY_DIRECTORY = "cannot copy directory"
NOT_A_DIRECTORY = 'destination "{}:{}" must be a directory'
NO_SUCH_DIRECTORY = "no such directory"
VERSION = "Docker version 26.1.5+dfsg1, build a72d7cd"

SURE = "Are you sure you want to continue? [y/N] "
PRUNE_CONTAINERS = f"WARNING! This will remove all stopped containers.\n{SURE}"
PRUNE_VOLUMES = (
    f"WARNING! This will remove anonymous local volumes not used by at least one container.\n{SURE}"
)
PRUNE_ALL_VOLUMES = (
    f"WARNING! This will remove all local volumes not used by at least one container.\n{SURE}"
)
PRUNE_IMAGES = f"WARNING! This will remove all dangling images.\n{SURE}"
PRUNE_ALL_IMAGES = (
    "WARNING! This will remove all images without at least one container associated to them.\n"
    f"{SURE}"
)


def from_daemon(message: str) -> str:
    """An error of the daemon's, as the client passes it on."""
    return f"Error response from daemon: {message}"


def unknown_command(word: str) -> str:
    """The first word is no command."""
    return f"docker: '{word}' is not a docker command.\nSee 'docker --help'"


def see_help(message: str, name: str) -> str:
    """An error on the command line, with the hint where to read on."""
    return f"{message}\nSee '{name} --help'."


def of_run(message: str, name: str, *, help_: bool) -> str:
    """An error of `docker run` or `create`: prefixed, with a full stop, with a hint or without."""
    text = f"docker: {message.removesuffix('.')}."
    return f"{text}\nSee 'docker {name} --help'." if help_ else text


def missing_image(reference: str) -> str:
    """What `run` says before it pulls."""
    return f"Unable to find image '{reference}' locally\n"


def prune_system(*, everything: bool, volumes: bool, filters: tuple[str, ...]) -> str:
    """What `system prune` asks before it removes anything."""
    items = ["all stopped containers", "all networks not used by at least one container"]
    if volumes:
        items.append("all anonymous volumes not used by at least one container")
    if everything:
        items += ["all images without at least one container associated to them", "all build cache"]
    else:
        items += ["all dangling images", "unused build cache"]
    text = "WARNING! This will remove:\n" + "".join(f"  - {item}\n" for item in items)
    if filters:
        text += "\n  Items to be pruned will be filtered with:\n"
        text += "".join(f"  - {each}\n" for each in filters)
    return f"{text}\n{SURE}"
