"""Published ports in the column PORTS, neighbours drawn together."""

from __future__ import annotations

from typing import Any

Port = dict[str, Any]


def displayed_ports(ports: list[Port]) -> str:
    """`0.0.0.0:8080->80/tcp, 443/tcp`; runs of equal ports become `80-82/tcp`."""
    groups: dict[str, tuple[int, int]] = {}
    done: list[str] = []
    mapped: list[str] = []
    for port in sorted(ports, key=_order):
        private, kind, address = port["PrivatePort"], port["Type"], port.get("IP", "")
        key = kind
        if address:
            if port.get("PublicPort", 0) != private:
                mapped.append(f"{address}:{port['PublicPort']}->{private}/{kind}")
                continue
            key = f"{address}/{kind}"
        if key not in groups:
            groups[key] = (private, private)
        elif private == groups[key][1] + 1:
            groups[key] = (groups[key][0], private)
        else:
            done.append(_group(key, groups[key]))
            groups[key] = (private, private)
    return ", ".join([*done, *(_group(key, span) for key, span in groups.items()), *mapped])


def _order(port: Port) -> tuple[int, str, int, str]:
    return port["PrivatePort"], port.get("IP", ""), port.get("PublicPort", 0), port["Type"]


def _group(key: str, span: tuple[int, int]) -> str:
    address, _, kind = key.rpartition("/")
    numbers = str(span[0]) if span[0] == span[1] else f"{span[0]}-{span[1]}"
    return f"{address}:{numbers}->{numbers}/{kind}" if address else f"{numbers}/{kind}"
