"""The groups of commands (`docker volume ...`) as their help lists them, and the top."""

from __future__ import annotations

from webapp.simulator.userland.docker.commands.model import Group

GROUPS = (
    Group(
        name="container",
        short="Manage containers",
        members=(
            (
                "attach",
                "Attach local standard input, output, and error streams to a running container",
            ),
            ("commit", "Create a new image from a container's changes"),
            ("cp", "Copy files/folders between a container and the local filesystem"),
            ("create", "Create a new container"),
            ("diff", "Inspect changes to files or directories on a container's filesystem"),
            ("exec", "Execute a command in a running container"),
            ("export", "Export a container's filesystem as a tar archive"),
            ("inspect", "Display detailed information on one or more containers"),
            ("kill", "Kill one or more running containers"),
            ("logs", "Fetch the logs of a container"),
            ("ls", "List containers"),
            ("pause", "Pause all processes within one or more containers"),
            ("port", "List port mappings or a specific mapping for the container"),
            ("prune", "Remove all stopped containers"),
            ("rename", "Rename a container"),
            ("restart", "Restart one or more containers"),
            ("rm", "Remove one or more containers"),
            ("run", "Create and run a new container from an image"),
            ("start", "Start one or more stopped containers"),
            ("stats", "Display a live stream of container(s) resource usage statistics"),
            ("stop", "Stop one or more running containers"),
            ("top", "Display the running processes of a container"),
            ("unpause", "Unpause all processes within one or more containers"),
            ("update", "Update configuration of one or more containers"),
            ("wait", "Block until one or more containers stop, then print their exit codes"),
        ),
    ),
    Group(
        name="context",
        short="Manage contexts",
        members=(
            ("create", "Create a context"),
            ("export", "Export a context to a tar archive FILE or a tar stream on STDOUT."),
            ("import", "Import a context from a tar or zip file"),
            ("inspect", "Display detailed information on one or more contexts"),
            ("ls", "List contexts"),
            ("rm", "Remove one or more contexts"),
            ("show", "Print the name of the current context"),
            ("update", "Update a context"),
            ("use", "Set the current docker context"),
        ),
    ),
    Group(
        name="image",
        short="Manage images",
        members=(
            ("build", "Build an image from a Dockerfile"),
            ("history", "Show the history of an image"),
            ("import", "Import the contents from a tarball to create a filesystem image"),
            ("inspect", "Display detailed information on one or more images"),
            ("load", "Load an image from a tar archive or STDIN"),
            ("ls", "List images"),
            ("prune", "Remove unused images"),
            ("pull", "Download an image from a registry"),
            ("push", "Upload an image to a registry"),
            ("rm", "Remove one or more images"),
            ("save", "Save one or more images to a tar archive (streamed to STDOUT by default)"),
            ("tag", "Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE"),
        ),
    ),
    Group(
        name="manifest",
        short=(
            "The **docker manifest** command has subcommands for managing image manifests and\n"
            "manifest lists. A manifest list allows you to use one name to refer to the same "
            "image\n"
            "built for multiple architectures.\n\n"
            "To see help for a subcommand, use:\n\n    docker manifest CMD --help\n\n"
            "For full details on using docker manifest lists, see the registry v2 "
            "specification.\n\n"
            "EXPERIMENTAL:\n  docker manifest is an experimental feature.\n  Experimental "
            "features provide early access to product functionality. These\n  features may "
            "change between releases without warning, or can be removed from a\n  future "
            "release. Learn more about experimental features in our documentation:\n  "
            "https://docs.docker.com/go/experimental/"
        ),
        members=(
            ("annotate", "Add additional information to a local image manifest"),
            ("create", "Create a local manifest list for annotating and pushing to a registry"),
            ("inspect", "Display an image manifest, or manifest list"),
            ("push", "Push a manifest list to a repository"),
            ("rm", "Delete one or more manifest lists from local storage"),
        ),
    ),
    Group(
        name="network",
        short="Manage networks",
        members=(
            ("connect", "Connect a container to a network"),
            ("create", "Create a network"),
            ("disconnect", "Disconnect a container from a network"),
            ("inspect", "Display detailed information on one or more networks"),
            ("ls", "List networks"),
            ("prune", "Remove all unused networks"),
            ("rm", "Remove one or more networks"),
        ),
    ),
    Group(
        name="plugin",
        short="Manage plugins",
        members=(
            (
                "create",
                (
                    "Create a plugin from a rootfs and configuration. Plugin data directory "
                    "must contain config.json and rootfs directory."
                ),
            ),
            ("disable", "Disable a plugin"),
            ("enable", "Enable a plugin"),
            ("inspect", "Display detailed information on one or more plugins"),
            ("install", "Install a plugin"),
            ("ls", "List plugins"),
            ("push", "Push a plugin to a registry"),
            ("rm", "Remove one or more plugins"),
            ("set", "Change settings for a plugin"),
            ("upgrade", "Upgrade an existing plugin"),
        ),
    ),
    Group(
        name="system",
        short="Manage Docker",
        members=(
            ("df", "Show docker disk usage"),
            ("events", "Get real time events from the server"),
            ("info", "Display system-wide information"),
            ("prune", "Remove unused data"),
        ),
    ),
    Group(
        name="trust",
        short="Manage trust on Docker images",
        members=(
            ("inspect", "Return low-level information about keys and signatures"),
            ("revoke", "Remove trust for an image"),
            ("sign", "Sign an image"),
        ),
        nested=(
            ("key", "Manage keys for signing Docker images"),
            ("signer", "Manage entities who can sign Docker images"),
        ),
    ),
    Group(
        name="trust key",
        short="Manage keys for signing Docker images",
        members=(
            ("generate", "Generate and load a signing key-pair"),
            ("load", "Load a private key file for signing"),
        ),
    ),
    Group(
        name="trust signer",
        short="Manage entities who can sign Docker images",
        members=(
            ("add", "Add a signer"),
            ("remove", "Remove a signer"),
        ),
    ),
    Group(
        name="volume",
        short="Manage volumes",
        members=(
            ("create", "Create a volume"),
            ("inspect", "Display detailed information on one or more volumes"),
            ("ls", "List volumes"),
            ("prune", "Remove unused local volumes"),
            ("rm", "Remove one or more volumes"),
        ),
        unlisted=(("update", "Update a volume (cluster volumes only)"),),
    ),
    Group(
        name="config",
        short="Manage Swarm configs",
        members=(
            ("create", "Create a config from a file or STDIN"),
            ("inspect", "Display detailed information on one or more configs"),
            ("ls", "List configs"),
            ("rm", "Remove one or more configs"),
        ),
    ),
    Group(
        name="node",
        short="Manage Swarm nodes",
        members=(
            ("demote", "Demote one or more nodes from manager in the swarm"),
            ("inspect", "Display detailed information on one or more nodes"),
            ("ls", "List nodes in the swarm"),
            ("promote", "Promote one or more nodes to manager in the swarm"),
            ("ps", "List tasks running on one or more nodes, defaults to current node"),
            ("rm", "Remove one or more nodes from the swarm"),
            ("update", "Update a node"),
        ),
    ),
    Group(
        name="secret",
        short="Manage Swarm secrets",
        members=(
            ("create", "Create a secret from a file or STDIN as content"),
            ("inspect", "Display detailed information on one or more secrets"),
            ("ls", "List secrets"),
            ("rm", "Remove one or more secrets"),
        ),
    ),
    Group(
        name="service",
        short="Manage Swarm services",
        members=(
            ("create", "Create a new service"),
            ("inspect", "Display detailed information on one or more services"),
            ("logs", "Fetch the logs of a service or task"),
            ("ls", "List services"),
            ("ps", "List the tasks of one or more services"),
            ("rm", "Remove one or more services"),
            ("rollback", "Revert changes to a service's configuration"),
            ("scale", "Scale one or multiple replicated services"),
            ("update", "Update a service"),
        ),
    ),
    Group(
        name="stack",
        short="Manage Swarm stacks",
        members=(
            ("config", "Outputs the final config file, after doing merges and interpolations"),
            ("deploy", "Deploy a new stack or update an existing stack"),
            ("ls", "List stacks"),
            ("ps", "List the tasks in the stack"),
            ("rm", "Remove one or more stacks"),
            ("services", "List the services in the stack"),
        ),
    ),
    Group(
        name="swarm",
        short="Manage Swarm",
        members=(
            ("init", "Initialize a swarm"),
            ("join", "Join a swarm as a node and/or manager"),
        ),
        unlisted=(
            ("ca", "Display and rotate the root CA"),
            ("join-token", "Manage join tokens"),
            ("leave", "Leave the swarm"),
            ("unlock", "Unlock swarm"),
            ("unlock-key", "Manage the unlock key"),
            ("update", "Update the swarm"),
        ),
    ),
)

SECTIONS = (
    (
        "Common Commands",
        (
            ("run", "Create and run a new container from an image"),
            ("exec", "Execute a command in a running container"),
            ("ps", "List containers"),
            ("build", "Build an image from a Dockerfile"),
            ("pull", "Download an image from a registry"),
            ("push", "Upload an image to a registry"),
            ("images", "List images"),
            ("login", "Log in to a registry"),
            ("logout", "Log out from a registry"),
            ("search", "Search Docker Hub for images"),
            ("version", "Show the Docker version information"),
            ("info", "Display system-wide information"),
        ),
    ),
    (
        "Management Commands",
        (
            ("builder", "Manage builds"),
            ("buildx*", "Docker Buildx"),
            ("container", "Manage containers"),
            ("context", "Manage contexts"),
            ("image", "Manage images"),
            ("manifest", "Manage Docker image manifests and manifest lists"),
            ("network", "Manage networks"),
            ("plugin", "Manage plugins"),
            ("system", "Manage Docker"),
            ("trust", "Manage trust on Docker images"),
            ("volume", "Manage volumes"),
        ),
    ),
    (
        "Swarm Commands",
        (("swarm", "Manage Swarm"),),
    ),
    (
        "Commands",
        (
            (
                "attach",
                "Attach local standard input, output, and error streams to a running container",
            ),
            ("commit", "Create a new image from a container's changes"),
            ("cp", "Copy files/folders between a container and the local filesystem"),
            ("create", "Create a new container"),
            ("diff", "Inspect changes to files or directories on a container's filesystem"),
            ("events", "Get real time events from the server"),
            ("export", "Export a container's filesystem as a tar archive"),
            ("history", "Show the history of an image"),
            ("import", "Import the contents from a tarball to create a filesystem image"),
            ("inspect", "Return low-level information on Docker objects"),
            ("kill", "Kill one or more running containers"),
            ("load", "Load an image from a tar archive or STDIN"),
            ("logs", "Fetch the logs of a container"),
            ("pause", "Pause all processes within one or more containers"),
            ("port", "List port mappings or a specific mapping for the container"),
            ("rename", "Rename a container"),
            ("restart", "Restart one or more containers"),
            ("rm", "Remove one or more containers"),
            ("rmi", "Remove one or more images"),
            ("save", "Save one or more images to a tar archive (streamed to STDOUT by default)"),
            ("start", "Start one or more stopped containers"),
            ("stats", "Display a live stream of container(s) resource usage statistics"),
            ("stop", "Stop one or more running containers"),
            ("tag", "Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE"),
            ("top", "Display the running processes of a container"),
            ("unpause", "Unpause all processes within one or more containers"),
            ("update", "Update configuration of one or more containers"),
            ("wait", "Block until one or more containers stop, then print their exit codes"),
        ),
    ),
)
