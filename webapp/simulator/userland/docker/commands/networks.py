"""Commands on networks."""

from __future__ import annotations

from webapp.simulator.userland.docker.commands.model import (
    INSPECT_FORMAT,
    TABLE_FORMAT,
    Command,
    Flag,
)

COMMANDS = (
    Command(
        names=("network connect",),
        use="[OPTIONS] NETWORK CONTAINER",
        short="Connect a container to a network",
        least=2,
        most=2,
        flags=(
            Flag("alias", "strings", "Add network-scoped alias for the container"),
            Flag("driver-opt", "strings", "driver options for the network"),
            Flag("ip", "string", 'IPv4 address (e.g., "172.30.100.104")'),
            Flag("ip6", "string", 'IPv6 address (e.g., "2001:db8::33")'),
            Flag("link", "list", "Add link to another container"),
            Flag("link-local-ip", "strings", "Add a link-local address for the container"),
        ),
    ),
    Command(
        names=("network create",),
        use="[OPTIONS] NETWORK",
        short="Create a network",
        least=1,
        most=1,
        flags=(
            Flag("attachable", "bool", "Enable manual container attachment"),
            Flag(
                "aux-address",
                "map",
                "Auxiliary IPv4 or IPv6 addresses used by Network driver",
                default="map[]",
            ),
            Flag("config-from", "string", "The network from which to copy the configuration"),
            Flag("config-only", "bool", "Create a configuration only network"),
            Flag("driver", "string", "Driver to manage the Network", short="d", default='"bridge"'),
            Flag("gateway", "strings", "IPv4 or IPv6 Gateway for the master subnet"),
            Flag("ingress", "bool", "Create swarm routing-mesh network"),
            Flag("internal", "bool", "Restrict external access to the network"),
            Flag("ip-range", "strings", "Allocate container ip from a sub-range"),
            Flag("ipam-driver", "string", "IP Address Management Driver", default='"default"'),
            Flag("ipam-opt", "map", "Set IPAM driver specific options", default="map[]"),
            Flag("ipv6", "bool", "Enable IPv6 networking"),
            Flag("label", "list", "Set metadata on a network"),
            Flag("opt", "map", "Set driver specific options", short="o", default="map[]"),
            Flag("scope", "string", "Control the network's scope"),
            Flag("subnet", "strings", "Subnet in CIDR format that represents a network segment"),
        ),
    ),
    Command(
        names=("network disconnect",),
        use="[OPTIONS] NETWORK CONTAINER",
        short="Disconnect a container from a network",
        least=2,
        most=2,
        flags=(
            Flag("force", "bool", "Force the container to disconnect from a network", short="f"),
        ),
    ),
    Command(
        names=("network inspect",),
        use="[OPTIONS] NETWORK [NETWORK...]",
        short="Display detailed information on one or more networks",
        least=1,
        flags=(
            Flag("format", "string", INSPECT_FORMAT, short="f"),
            Flag("verbose", "bool", "Verbose output for diagnostics", short="v"),
        ),
    ),
    Command(
        names=("network ls",),
        use="[OPTIONS]",
        short="List networks",
        aliases=("network ls", "network list"),
        most=0,
        flags=(
            Flag("filter", "filter", 'Provide filter values (e.g. "driver=bridge")', short="f"),
            Flag("format", "string", TABLE_FORMAT),
            Flag("no-trunc", "bool", "Do not truncate the output"),
            Flag("quiet", "bool", "Only display network IDs", short="q"),
        ),
    ),
    Command(
        names=("network prune",),
        use="[OPTIONS]",
        short="Remove all unused networks",
        most=0,
        flags=(
            Flag("filter", "filter", 'Provide filter values (e.g. "until=<timestamp>")'),
            Flag("force", "bool", "Do not prompt for confirmation", short="f"),
        ),
    ),
    Command(
        names=("network rm",),
        use="NETWORK [NETWORK...]",
        short="Remove one or more networks",
        aliases=("network rm", "network remove"),
        least=1,
        flags=(Flag("force", "bool", "Do not error if the network does not exist", short="f"),),
    ),
)
