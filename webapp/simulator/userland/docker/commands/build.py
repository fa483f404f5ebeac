"""`docker build`, as the buildx plugin words it."""

from __future__ import annotations

from webapp.simulator.userland.docker.commands.model import Command, Flag

COMMANDS = (
    Command(
        names=(
            "image build",
            "build",
        ),
        use="[OPTIONS] PATH | URL | -",
        short="Start a build",
        aliases=("buildx build", "buildx b"),
        least=1,
        most=1,
        flags=(
            Flag("add-host", "strings", 'Add a custom host-to-IP mapping (format: "host:ip")'),
            Flag(
                "allow",
                "strings",
                'Allow extra privileged entitlement (e.g., "network.host", "security.insecure")',
            ),
            Flag("annotation", "stringArray", "Add annotation to the image"),
            Flag(
                "attest",
                "stringArray",
                'Attestation parameters (format: "type=sbom,generator=image")',
            ),
            Flag("build-arg", "stringArray", "Set build-time variables"),
            Flag("build-context", "stringArray", "Additional build contexts (e.g., name=path)"),
            Flag(
                "builder",
                "string",
                "Override the configured builder instance",
                default='"default"',
            ),
            Flag(
                "cache-from",
                "stringArray",
                'External cache sources (e.g., "user/app:cache", "type=local,src=path/to/dir")',
            ),
            Flag(
                "cache-to",
                "stringArray",
                (
                    'Cache export destinations (e.g., "user/app:cache", '
                    '"type=local,dest=path/to/dir")'
                ),
            ),
            Flag(
                "cgroup-parent",
                "string",
                'Set the parent cgroup for the "RUN" instructions during build',
            ),
            Flag(
                "file",
                "string",
                'Name of the Dockerfile (default: "PATH/Dockerfile")',
                short="f",
            ),
            Flag("iidfile", "string", "Write the image ID to the file"),
            Flag("label", "stringArray", "Set metadata for an image"),
            Flag("load", "bool", 'Shorthand for "--output=type=docker"'),
            Flag("metadata-file", "string", "Write build result metadata to the file"),
            Flag(
                "network",
                "string",
                'Set the networking mode for the "RUN" instructions during build',
                default='"default"',
            ),
            Flag("no-cache", "bool", "Do not use cache when building the image"),
            Flag("no-cache-filter", "stringArray", "Do not cache specified stages"),
            Flag(
                "output",
                "stringArray",
                'Output destination (format: "type=local,dest=path")',
                short="o",
            ),
            Flag("platform", "stringArray", "Set target platform for build"),
            Flag(
                "progress",
                "string",
                (
                    'Set type of progress output ("auto", "plain", "tty"). Use plain to show '
                    "container output"
                ),
                default='"auto"',
            ),
            Flag("provenance", "string", 'Shorthand for "--attest=type=provenance"'),
            Flag("pull", "bool", "Always attempt to pull all referenced images"),
            Flag("push", "bool", 'Shorthand for "--output=type=registry"'),
            Flag(
                "quiet",
                "bool",
                "Suppress the build output and print image ID on success",
                short="q",
            ),
            Flag("sbom", "string", 'Shorthand for "--attest=type=sbom"'),
            Flag(
                "secret",
                "stringArray",
                'Secret to expose to the build (format: "id=mysecret[,src=/local/secret]")',
            ),
            Flag("shm-size", "bytes", "Shared memory size for build containers"),
            Flag(
                "ssh",
                "stringArray",
                (
                    "SSH agent socket or keys to expose to the build (format: "
                    '"default|<id>[=<socket>|<key>[,<key>]]")'
                ),
            ),
            Flag("tag", "stringArray", 'Name and optionally a tag (format: "name:tag")', short="t"),
            Flag("target", "string", "Set the target build stage to build"),
            Flag("ulimit", "ulimit", "Ulimit options", default="[]"),
        ),
    ),
)
