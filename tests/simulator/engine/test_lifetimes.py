"""What stays when a container goes."""

from __future__ import annotations

from tests.simulator.engine.host import Desk
from tests.simulator.engine.refusals import refused
from webapp.simulator.engine.model import Config
from webapp.simulator.kernel.state import HOST
from webapp.simulator.kernel.sys import Sys


def _end(desk: Desk, name: str, status: int = 0) -> None:
    desk.kernel.end_process(desk.daemon.find_container(name).state.pid, status)


def test_removing_a_container_leaves_all_its_volumes() -> None:
    desk = Desk()
    desk.create(binds=("nam:/n",), volumes=("/an",))
    desk.daemon.remove("web")
    assert len(desk.names()) == 2
    assert len(desk.told("volume-left")) == 2


def test_removing_it_with_its_volumes_takes_the_anonymous_ones() -> None:
    desk = Desk()
    desk.create(binds=("nam:/n",), volumes=("/an",))
    desk.daemon.remove("web", volumes=True)
    assert desk.names() == ["nam"]


def test_an_anonymous_volume_mounted_by_its_name_counts_as_named() -> None:
    desk = Desk()
    desk.create("src", volumes=("/an",))
    name = desk.names()[0]
    desk.daemon.remove("src")
    desk.create("dst", binds=(f"{name}:/x",))
    desk.daemon.remove("dst", volumes=True)
    assert desk.names() == [name]
    assert desk.daemon.prune_volumes() == ([name], 0)


def test_a_shared_anonymous_volume_goes_with_its_last_user() -> None:
    desk = Desk()
    desk.create("src", volumes=("/an",))
    desk.create("dst", volumes_from=("src",))
    desk.daemon.remove("src", volumes=True)
    assert len(desk.names()) == 1
    desk.daemon.remove("dst", volumes=True)
    assert desk.names() == []


def test_who_inherits_a_named_volume_is_its_user_from_the_first_start_on() -> None:
    desk = Desk()
    desk.create("src", binds=("nam:/n",))
    desk.create("dst", volumes_from=("src",))
    assert [user.name for user in desk.daemon.volume_users("nam")] == ["src"]
    desk.start("dst")
    assert [user.name for user in desk.daemon.volume_users("nam")] == ["src", "dst"]


def test_a_volume_in_use_is_not_removed_by_force_either() -> None:
    desk = Desk()
    container = desk.create(binds=("nam:/n",))
    for force in (False, True):
        with refused(409, f"remove nam: volume is in use - [{container.id}]"):
            desk.daemon.remove_volume("nam", force=force)


def test_with_rm_a_container_goes_when_its_process_ends() -> None:
    desk = Desk()
    desk.run(auto_remove=True, binds=("nam:/n",), volumes=("/an",))
    container = desk.daemon.find_container("web")
    _end(desk, "web", 3)
    assert desk.daemon.list_containers() == []
    assert desk.names() == ["nam"]
    assert desk.daemon.exit_code(container.id) == 3


def test_a_stopped_container_keeps_its_layer_and_loses_its_mounts() -> None:
    desk = Desk()
    desk.run().write_file("/kept", b"here")
    namespace = desk.daemon.find_container("web").namespace
    _end(desk, "web")
    container = desk.daemon.find_container("web")
    assert (container.state.status, container.namespace) == ("exited", None)
    assert namespace not in desk.kernel.namespaces
    assert not any("merged" in mount.at for mount in desk.kernel.table(HOST).order)
    assert desk.daemon.diff("web") == [("A", "/kept")]
    assert desk.start("web").read_file("/kept") == b"here"


def test_a_tmpfs_is_empty_after_a_restart() -> None:
    desk = Desk()
    desk.run(tmpfs=(("/t", ""),)).write_file("/t/f", b"gone")
    desk.daemon.restart("web", 0)
    process = desk.kernel.processes[desk.daemon.find_container("web").state.pid]
    assert process.vpid == 1
    assert Sys(desk.kernel, process.pid).listdir("/t") == []


def test_a_running_container_is_removed_only_by_force() -> None:
    desk = Desk()
    desk.run()
    with refused(
        409,
        'cannot remove container "/web": container is running: stop the container before removing'
        " or force remove",
    ):
        desk.daemon.remove("web")
    desk.daemon.remove("web", force=True)
    assert desk.daemon.list_containers() == []


def test_stopping_waits_ten_simulated_seconds_for_a_process_that_does_not_listen() -> None:
    desk = Desk()
    desk.run()
    before = desk.kernel.clock
    desk.daemon.stop("web")
    assert desk.kernel.clock - before >= 10 * 10**9
    assert desk.daemon.find_container("web").state.exit_code == 137


def test_removing_a_container_removes_its_directories() -> None:
    desk = Desk()
    core = desk.daemon.core
    before = desk.kernel.disks.names(core.directory("overlay2"))
    desk.create()
    assert len(desk.kernel.disks.names(core.directory("overlay2"))) == len(before) + 2
    desk.daemon.remove("web")
    assert desk.kernel.disks.names(core.directory("overlay2")) == before
    assert desk.kernel.disks.names(core.directory("containers")) == []


def test_a_container_that_ran_long_is_started_again_by_its_policy() -> None:
    desk = Desk()
    desk.run(restart="always")
    desk.kernel.disks.clock += 20 * 10**9
    _end(desk, "web", 1)
    container = desk.daemon.find_container("web")
    assert (container.state.status, container.restart_count) == ("running", 1)


def test_a_container_with_both_rm_and_a_policy_is_refused() -> None:
    desk = Desk()
    with refused(409, "can't create 'AutoRemove' container with restart policy"):
        desk.create(restart="always", auto_remove=True)


def test_a_signal_without_a_handler_does_not_end_the_first_process() -> None:
    desk = Desk()
    desk.run()
    desk.daemon.kill("web", "TERM")
    assert desk.daemon.find_container("web").state.running
    desk.daemon.kill("web")
    assert desk.daemon.find_container("web").state.exit_code == 137


def test_killing_is_refused_with_the_clients_own_name_for_the_container() -> None:
    desk = Desk()
    container = desk.create(config=Config(cmd=("sleep", "1")))
    with refused(409, f"cannot kill container: web: container {container.id} is not running"):
        desk.daemon.kill("web")
    with refused(404, "cannot kill container: ghost: No such container: ghost"):
        desk.daemon.kill("ghost")
    with refused(400, "cannot kill container: web: invalid signal: FOO"):
        desk.daemon.kill("web", "FOO")
