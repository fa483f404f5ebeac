"""Commands on images, but for `docker build`."""

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
            "image history",
            "history",
        ),
        use="[OPTIONS] IMAGE",
        short="Show the history of an image",
        aliases=("image history", "history"),
        least=1,
        most=1,
        flags=(
            Flag("format", "string", TABLE_FORMAT),
            Flag(
                "human",
                "bool",
                "Print sizes and dates in human readable format",
                short="H",
                default="true",
            ),
            Flag("no-trunc", "bool", "Don't truncate output"),
            Flag("quiet", "bool", "Only show image IDs", short="q"),
        ),
    ),
    Command(
        names=(
            "image import",
            "import",
        ),
        use="[OPTIONS] file|URL|- [REPOSITORY[:TAG]]",
        short="Import the contents from a tarball to create a filesystem image",
        aliases=("image import", "import"),
        least=1,
        flags=(
            Flag("change", "list", "Apply Dockerfile instruction to the created image", short="c"),
            Flag("message", "string", "Set commit message for imported image", short="m"),
            Flag("platform", "string", "Set platform if server is multi-platform capable"),
        ),
    ),
    Command(
        names=("image inspect",),
        use="[OPTIONS] IMAGE [IMAGE...]",
        short="Display detailed information on one or more images",
        least=1,
        flags=(Flag("format", "string", INSPECT_FORMAT, short="f"),),
    ),
    Command(
        names=(
            "image load",
            "load",
        ),
        use="[OPTIONS]",
        short="Load an image from a tar archive or STDIN",
        aliases=("image load", "load"),
        most=0,
        flags=(
            Flag("input", "string", "Read from tar archive file, instead of STDIN", short="i"),
            Flag("quiet", "bool", "Suppress the load output", short="q"),
        ),
    ),
    Command(
        names=(
            "image ls",
            "images",
        ),
        use="[OPTIONS] [REPOSITORY[:TAG]]",
        short="List images",
        aliases=("image ls", "image list", "images"),
        most=1,
        flags=(
            Flag("all", "bool", "Show all images (default hides intermediate images)", short="a"),
            Flag("digests", "bool", "Show digests"),
            Flag("filter", "filter", "Filter output based on conditions provided", short="f"),
            Flag("format", "string", TABLE_FORMAT),
            Flag("no-trunc", "bool", "Don't truncate output"),
            Flag("quiet", "bool", "Only show image IDs", short="q"),
        ),
    ),
    Command(
        names=("image prune",),
        use="[OPTIONS]",
        short="Remove unused images",
        most=0,
        flags=(
            Flag("all", "bool", "Remove all unused images, not just dangling ones", short="a"),
            Flag("filter", "filter", 'Provide filter values (e.g. "until=<timestamp>")'),
            Flag("force", "bool", "Do not prompt for confirmation", short="f"),
        ),
    ),
    Command(
        names=(
            "image pull",
            "pull",
        ),
        use="[OPTIONS] NAME[:TAG|@DIGEST]",
        short="Download an image from a registry",
        aliases=("image pull", "pull"),
        least=1,
        most=1,
        flags=(
            Flag("all-tags", "bool", "Download all tagged images in the repository", short="a"),
            Flag("disable-content-trust", "bool", "Skip image verification", default="true"),
            Flag("platform", "string", "Set platform if server is multi-platform capable"),
            Flag("quiet", "bool", "Suppress verbose output", short="q"),
        ),
    ),
    Command(
        names=(
            "image push",
            "push",
        ),
        use="[OPTIONS] NAME[:TAG]",
        short="Upload an image to a registry",
        aliases=("image push", "push"),
        least=1,
        most=1,
        flags=(
            Flag("all-tags", "bool", "Push all tags of an image to the repository", short="a"),
            Flag("disable-content-trust", "bool", "Skip image signing", default="true"),
            Flag("quiet", "bool", "Suppress verbose output", short="q"),
        ),
    ),
    Command(
        names=(
            "image rm",
            "rmi",
        ),
        use="[OPTIONS] IMAGE [IMAGE...]",
        short="Remove one or more images",
        aliases=("image rm", "image remove", "rmi"),
        least=1,
        flags=(
            Flag("force", "bool", "Force removal of the image", short="f"),
            Flag("no-prune", "bool", "Do not delete untagged parents"),
        ),
    ),
    Command(
        names=(
            "image save",
            "save",
        ),
        use="[OPTIONS] IMAGE [IMAGE...]",
        short="Save one or more images to a tar archive (streamed to STDOUT by default)",
        aliases=("image save", "save"),
        least=1,
        flags=(Flag("output", "string", "Write to a file, instead of STDOUT", short="o"),),
    ),
    Command(
        names=(
            "image tag",
            "tag",
        ),
        use="SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]",
        short="Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE",
        aliases=("image tag", "tag"),
        least=2,
        most=2,
        interspersed=False,
    ),
)
