"""Commands that look at containers, or work in them."""

from __future__ import annotations

from webapp.simulator.userland.docker.commands.model import (
    INSPECT_FORMAT,
    TABLE_FORMAT,
    Command,
    Flag,
)

COMMANDS = (
    Command(
        names=(
            "container attach",
            "attach",
        ),
        use="[OPTIONS] CONTAINER",
        short="Attach local standard input, output, and error streams to a running container",
        aliases=("container attach", "attach"),
        least=1,
        most=1,
        flags=(
            Flag("detach-keys", "string", "Override the key sequence for detaching a container"),
            Flag("no-stdin", "bool", "Do not attach STDIN"),
            Flag("sig-proxy", "bool", "Proxy all received signals to the process", default="true"),
        ),
    ),
    Command(
        names=(
            "container commit",
            "commit",
        ),
        use="[OPTIONS] CONTAINER [REPOSITORY[:TAG]]",
        short="Create a new image from a container's changes",
        aliases=("container commit", "commit"),
        least=1,
        most=2,
        interspersed=False,
        flags=(
            Flag(
                "author",
                "string",
                'Author (e.g., "John Hannibal Smith <hannibal@a-team.com>")',
                short="a",
            ),
            Flag("change", "list", "Apply Dockerfile instruction to the created image", short="c"),
            Flag("message", "string", "Commit message", short="m"),
            Flag("pause", "bool", "Pause container during commit", short="p", default="true"),
        ),
    ),
    Command(
        names=(
            "container cp",
            "cp",
        ),
        use="[OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-\n[OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH",
        short="Copy files/folders between a container and the local filesystem",
        long=(
            "Copy files/folders between a container and the local filesystem\n\n"
            "Use '-' as the source to read a tar archive from stdin\n"
            "and extract it to a directory destination in a container.\n"
            "Use '-' as the destination to stream a tar archive of a\n"
            "container source to stdout."
        ),
        aliases=("container cp", "cp"),
        least=2,
        most=2,
        flags=(
            Flag("archive", "bool", "Archive mode (copy all uid/gid information)", short="a"),
            Flag("follow-link", "bool", "Always follow symbol link in SRC_PATH", short="L"),
            Flag(
                "quiet",
                "bool",
                (
                    "Suppress progress output during copy. Progress output is automatically "
                    "suppressed if no terminal is attached"
                ),
                short="q",
            ),
        ),
    ),
    Command(
        names=(
            "container diff",
            "diff",
        ),
        use="CONTAINER",
        short="Inspect changes to files or directories on a container's filesystem",
        aliases=("container diff", "diff"),
        least=1,
        most=1,
    ),
    Command(
        names=(
            "container exec",
            "exec",
        ),
        use="[OPTIONS] CONTAINER COMMAND [ARG...]",
        short="Execute a command in a running container",
        aliases=("container exec", "exec"),
        least=2,
        interspersed=False,
        flags=(
            Flag("detach", "bool", "Detached mode: run command in the background", short="d"),
            Flag("detach-keys", "string", "Override the key sequence for detaching a container"),
            Flag("env", "list", "Set environment variables", short="e"),
            Flag("env-file", "list", "Read in a file of environment variables"),
            Flag("interactive", "bool", "Keep STDIN open even if not attached", short="i"),
            Flag("privileged", "bool", "Give extended privileges to the command"),
            Flag("tty", "bool", "Allocate a pseudo-TTY", short="t"),
            Flag(
                "user",
                "string",
                'Username or UID (format: "<name|uid>[:<group|gid>]")',
                short="u",
            ),
            Flag("workdir", "string", "Working directory inside the container", short="w"),
        ),
    ),
    Command(
        names=(
            "container export",
            "export",
        ),
        use="[OPTIONS] CONTAINER",
        short="Export a container's filesystem as a tar archive",
        aliases=("container export", "export"),
        least=1,
        most=1,
        flags=(Flag("output", "string", "Write to a file, instead of STDOUT", short="o"),),
    ),
    Command(
        names=("container inspect",),
        use="[OPTIONS] CONTAINER [CONTAINER...]",
        short="Display detailed information on one or more containers",
        least=1,
        flags=(
            Flag("format", "string", INSPECT_FORMAT, short="f"),
            Flag("size", "bool", "Display total file sizes", short="s"),
        ),
    ),
    Command(
        names=(
            "container logs",
            "logs",
        ),
        use="[OPTIONS] CONTAINER",
        short="Fetch the logs of a container",
        aliases=("container logs", "logs"),
        least=1,
        most=1,
        flags=(
            Flag("details", "bool", "Show extra details provided to logs"),
            Flag("follow", "bool", "Follow log output", short="f"),
            Flag(
                "since",
                "string",
                (
                    'Show logs since timestamp (e.g. "2013-01-02T13:23:37Z") or relative (e.g. '
                    '"42m" for 42 minutes)'
                ),
            ),
            Flag(
                "tail",
                "string",
                "Number of lines to show from the end of the logs",
                short="n",
                default='"all"',
            ),
            Flag("timestamps", "bool", "Show timestamps", short="t"),
            Flag(
                "until",
                "string",
                (
                    'Show logs before a timestamp (e.g. "2013-01-02T13:23:37Z") or relative '
                    '(e.g. "42m" for 42 minutes)'
                ),
            ),
        ),
    ),
    Command(
        names=(
            "container ls",
            "ps",
        ),
        use="[OPTIONS]",
        short="List containers",
        aliases=("container ls", "container list", "container ps", "ps"),
        most=0,
        flags=(
            Flag("all", "bool", "Show all containers (default shows just running)", short="a"),
            Flag("filter", "filter", "Filter output based on conditions provided", short="f"),
            Flag("format", "string", TABLE_FORMAT),
            Flag(
                "last",
                "int",
                "Show n last created containers (includes all states)",
                short="n",
                default="-1",
            ),
            Flag(
                "latest",
                "bool",
                "Show the latest created container (includes all states)",
                short="l",
            ),
            Flag("no-trunc", "bool", "Don't truncate output"),
            Flag("quiet", "bool", "Only display container IDs", short="q"),
            Flag("size", "bool", "Display total file sizes", short="s"),
        ),
    ),
    Command(
        names=(
            "container port",
            "port",
        ),
        use="CONTAINER [PRIVATE_PORT[/PROTO]]",
        short="List port mappings or a specific mapping for the container",
        aliases=("container port", "port"),
        least=1,
        most=2,
    ),
    Command(
        names=(
            "container stats",
            "stats",
        ),
        use="[OPTIONS] [CONTAINER...]",
        short="Display a live stream of container(s) resource usage statistics",
        aliases=("container stats", "stats"),
        flags=(
            Flag("all", "bool", "Show all containers (default shows just running)", short="a"),
            Flag("format", "string", TABLE_FORMAT),
            Flag("no-stream", "bool", "Disable streaming stats and only pull the first result"),
            Flag("no-trunc", "bool", "Do not truncate output"),
        ),
    ),
    Command(
        names=(
            "container top",
            "top",
        ),
        use="CONTAINER [ps OPTIONS]",
        short="Display the running processes of a container",
        aliases=("container top", "top"),
        least=1,
        interspersed=False,
    ),
    Command(
        names=(
            "container update",
            "update",
        ),
        use="[OPTIONS] CONTAINER [CONTAINER...]",
        short="Update configuration of one or more containers",
        aliases=("container update", "update"),
        least=1,
        flags=(
            Flag(
                "blkio-weight",
                "uint16",
                "Block IO (relative weight), between 10 and 1000, or 0 to disable",
                default="0",
            ),
            Flag("cpu-period", "int", "Limit CPU CFS (Completely Fair Scheduler) period"),
            Flag("cpu-quota", "int", "Limit CPU CFS (Completely Fair Scheduler) quota"),
            Flag("cpu-rt-period", "int", "Limit the CPU real-time period in microseconds"),
            Flag("cpu-rt-runtime", "int", "Limit the CPU real-time runtime in microseconds"),
            Flag("cpu-shares", "int", "CPU shares (relative weight)", short="c"),
            Flag("cpus", "decimal", "Number of CPUs"),
            Flag("cpuset-cpus", "string", "CPUs in which to allow execution (0-3, 0,1)"),
            Flag("cpuset-mems", "string", "MEMs in which to allow execution (0-3, 0,1)"),
            Flag("memory", "bytes", "Memory limit", short="m"),
            Flag("memory-reservation", "bytes", "Memory soft limit"),
            Flag(
                "memory-swap",
                "bytes",
                "Swap limit equal to memory plus swap: -1 to enable unlimited swap",
            ),
            Flag("pids-limit", "int", "Tune container pids limit (set -1 for unlimited)"),
            Flag("restart", "string", "Restart policy to apply when a container exits"),
        ),
    ),
)
