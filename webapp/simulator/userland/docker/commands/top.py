"""The flags that stand before the command (`docker -D ps`)."""

from __future__ import annotations

from webapp.simulator.userland.docker.commands.model import Flag

GLOBAL_FLAGS = (
    Flag("config", "string", "Location of client config files", default='"/root/.docker"'),
    Flag(
        "context",
        "string",
        (
            "Name of the context to use to connect to the daemon (overrides DOCKER_HOST env var "
            'and default context set with "docker context use")'
        ),
        short="c",
    ),
    Flag("debug", "bool", "Enable debug mode", short="D"),
    Flag("host", "list", "Daemon socket to connect to", short="H"),
    Flag(
        "log-level",
        "string",
        'Set the logging level ("debug", "info", "warn", "error", "fatal")',
        short="l",
        default='"info"',
    ),
    Flag("tls", "bool", "Use TLS; implied by --tlsverify"),
    Flag(
        "tlscacert",
        "string",
        "Trust certs signed only by this CA",
        default='"/root/.docker/ca.pem"',
    ),
    Flag("tlscert", "string", "Path to TLS certificate file", default='"/root/.docker/cert.pem"'),
    Flag("tlskey", "string", "Path to TLS key file", default='"/root/.docker/key.pem"'),
    Flag("tlsverify", "bool", "Use TLS and verify the remote"),
    Flag("version", "bool", "Print version information and quit", short="v"),
)

SUMMARY = "A self-sufficient runtime for containers"
MORE = "For more help on how to use Docker, head to https://docs.docker.com/go/guides/"
