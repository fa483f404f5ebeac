"""Addresses and published ports."""

from __future__ import annotations

from tests.simulator.engine.host import Desk
from tests.simulator.engine.refusals import refused
from webapp.simulator.kernel.state import Listener


def test_containers_get_the_addresses_of_the_bridge_in_turn() -> None:
    desk = Desk()
    desk.run("c1")
    desk.run("c2")
    assert [desk.daemon.find_container(name).ip for name in ("c1", "c2")] == [
        "172.17.0.2", "172.17.0.3",
    ]
    desk.daemon.kill("c1")
    desk.run("c3")
    assert desk.daemon.find_container("c3").ip == "172.17.0.2"


def test_a_published_port_leads_into_the_container_until_it_ends() -> None:
    desk = Desk()
    desk.run(ports=(("", "8080", "80/tcp"),))
    container = desk.daemon.find_container("web")
    assert desk.kernel.listeners["host", 8080] == Listener(forward=(container.id, 80))
    ports = desk.daemon.inspect_container("web")["NetworkSettings"]["Ports"]
    assert ports == {"80/tcp": [
        {"HostIp": "0.0.0.0", "HostPort": "8080"}, {"HostIp": "::", "HostPort": "8080"},
    ]}
    desk.daemon.kill("web")
    assert ("host", 8080) not in desk.kernel.listeners


def test_a_port_is_published_once() -> None:
    desk = Desk()
    desk.run("c1", ports=(("", "8080", "80/tcp"),))
    desk.create("c2", ports=(("", "8080", "80/tcp"),))
    state = desk.daemon.state
    endpoint = desk.daemon.core.new_id("endpoint")
    desk.daemon.restore(state)
    with refused(500, (
        f"driver failed programming external connectivity on endpoint c2 ({endpoint}): Bind for"
        " 0.0.0.0:8080 failed: port is already allocated"
    )):
        desk.start("c2")
    assert desk.daemon.find_container("c2").ip == ""


def test_a_port_without_a_number_is_chosen() -> None:
    desk = Desk()
    desk.run(ports=(("127.0.0.1", "", "80/tcp"),))
    assert desk.daemon.find_container("web").ports == (("127.0.0.1", "32768", "80/tcp"),)
