"""Starting containers: what they see, and how runc and the daemon refuse."""

from __future__ import annotations

from tests.simulator.engine.host import Desk
from tests.simulator.engine.refusals import refused
from webapp.simulator.engine.api import ExecRequest, Streams
from webapp.simulator.engine.model import Config, Mount
from webapp.simulator.kernel.state import HOST

RUNC = (
    "failed to create task for container: failed to create shim task: OCI runtime create failed:"
    " runc create failed: unable to start container process: "
)
ADVICE = (
    ": unknown: Are you trying to mount a directory onto a file (or vice-versa)? Check if the"
    " specified host path exists and is the expected type"
)


def _mounting(source: str, target: str, why: str) -> str:
    init = f'{RUNC}error during container init: error mounting "{source}" to rootfs at "{target}": '
    return init + why


def test_the_first_process_is_number_one_with_the_daemons_environment() -> None:
    desk = Desk()
    process = desk.run(config=Config(cmd=("sleep", "9"), env=("A=b",)))
    container = desk.daemon.find_container("web")
    assert process.getpid() == 1
    assert process.process.init
    assert not process.process.privileged
    assert dict(process.env.items()) == {
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "HOSTNAME": container.id[:12], "HOME": "/root", "A": "b",
    }


def test_a_container_has_its_own_hosts_hostname_and_resolver() -> None:
    desk = Desk()
    process = desk.run()
    container = desk.daemon.find_container("web")
    assert process.read_file("/etc/hostname").decode() == f"{container.id[:12]}\n"
    assert process.read_file("/etc/hosts").endswith(f"172.17.0.2\t{container.id[:12]}\n".encode())
    assert b"nameserver 192.168.1.1" in process.read_file("/etc/resolv.conf")
    assert desk.daemon.diff("web") == []


def test_the_root_is_mounted_on_the_host_too_and_what_is_written_there_is_seen_inside() -> None:
    desk = Desk()
    process = desk.run()
    merged = desk.daemon.core.driver.merged_path(
        desk.daemon.find_container("web").directory
    )
    assert any("/" + "/".join(m.at) == merged for m in desk.kernel.table(HOST).order)
    desk.host().write_file(f"{merged}/from-host", b"x")
    assert process.read_file("/from-host") == b"x"


def test_the_working_directory_is_made_and_shows_in_the_diff() -> None:
    desk = Desk()
    process = desk.run(config=Config(cmd=("sleep", "9"), workdir="/n/m"))
    assert process.getcwd() == "/n/m"
    assert desk.daemon.diff("web") == [("A", "/n"), ("A", "/n/m")]


def test_a_missing_host_directory_is_made_at_start_not_before() -> None:
    desk = Desk()
    desk.create(binds=("/srv/new/dir:/x",))
    assert not desk.host().exists("/srv/new")
    desk.start("web")
    assert desk.host().stat("/srv/new/dir").mode == 0o755
    assert [event.path for event in desk.told("host-directory-created")] == ["/srv/new/dir"]


def test_the_source_of_a_mount_must_exist_when_made_and_when_started() -> None:
    desk = Desk()
    mount = Mount("bind", "/srv/f", "/x")
    missing = 'invalid mount config for type "bind": bind source path does not exist: /srv/f'
    with refused(400, missing):
        desk.create(mounts=(mount,))
    host = desk.host()
    host.write_file("/srv/f", b"")
    desk.create(mounts=(mount,))
    host.unlink("/srv/f")
    with refused(400, missing):
        desk.start("web")
    assert desk.daemon.find_container("web").state.status == "created"


def test_a_file_over_a_directory_and_a_directory_over_a_file() -> None:
    desk = Desk()
    desk.host().write_file("/srv/f", b"")
    desk.create("one", binds=("/srv/f:/app",))
    with refused(500, _mounting("/srv/f", "/app", (
        "mount /srv/f:/app (via /proc/self/fd/6), flags: 0x5000: not a directory" + ADVICE
    ))):
        desk.start("one")
    container = desk.create("two", binds=("/srv:/app/a.txt",))
    merged = desk.daemon.core.driver.merged_path(container.directory)
    with refused(500, _mounting("/srv", "/app/a.txt", (
        f"create mount destination for /app/a.txt mount: cannot mkdir in {merged}/app/a.txt:"
        " not a directory" + ADVICE
    ))):
        desk.start("two")


def test_a_mount_point_cannot_be_made_in_a_mount_that_is_read_only() -> None:
    desk = Desk()
    container = desk.create(binds=("outer:/v:ro", "inner:/v/q"))
    merged = desk.daemon.core.driver.merged_path(container.directory)
    with refused(500, _mounting("/var/lib/docker/volumes/inner/_data", "/v/q", (
        f"create mount destination for /v/q mount: mkdirat {merged}/v/q: read-only file system"
        ": unknown"
    ))):
        desk.start("web")


def test_nested_mounts_are_mounted_parents_first_and_leave_a_directory_in_the_outer_one() -> None:
    desk = Desk()
    process = desk.run(binds=("inner:/v/q", "outer:/v"))
    process.write_file("/v/q/f", b"x")
    assert desk.volume("outer") == ["q"]
    assert desk.volume("inner") == ["f"]
    assert desk.daemon.diff("web") == [("A", "/v")]


def test_a_read_only_root_still_gets_its_mount_points() -> None:
    desk = Desk()
    process = desk.run(readonly_rootfs=True, binds=("data:/new",))
    assert not process.access("/", 2)
    assert process.access("/new", 2)


def test_commands_that_cannot_be_run() -> None:
    desk = Desk()
    cases = {
        "foo": 'exec: "foo": executable file not found in $PATH: unknown',
        "/foo": 'exec: "/foo": stat /foo: no such file or directory: unknown',
        "/app/a.txt": 'exec: "/app/a.txt": permission denied: unknown',
        "/app": 'exec: "/app": is a directory: unknown: permission denied',
    }
    for number, (word, message) in enumerate(cases.items()):
        name = f"c{number}"
        desk.create(name, config=Config(cmd=(word,)))
        with refused(500, RUNC + message):
            desk.start(name)
    states = [desk.daemon.find_container(f"c{n}").state for n in range(len(cases))]
    assert [state.exit_code for state in states] == [127, 127, 126, 126]
    assert {state.status for state in states} == {"created"}


def test_users_are_read_from_the_images_own_files() -> None:
    desk = Desk()
    process = desk.run(config=Config(cmd=("sleep", "9"), user="nobody"))
    assert (process.uid, process.gid, process.getenv("HOME")) == (65534, 65534, "/home")
    desk.create("other", config=Config(cmd=("sleep", "9"), user="x"))
    with refused(400, "unable to find user x: no matching entries in passwd file"):
        desk.start("other")


def test_a_failed_start_with_rm_takes_the_container_and_its_anonymous_volumes() -> None:
    desk = Desk()
    desk.create(config=Config(cmd=("foo",)), auto_remove=True, volumes=("/an",), binds=("n1:/n",))
    with refused(500, f'{RUNC}exec: "foo": executable file not found in $PATH: unknown'):
        desk.start("web")
    assert desk.daemon.list_containers() == []
    assert desk.names() == ["n1"]


def test_a_tmpfs_shows_its_options_as_the_kernel_does() -> None:
    desk = Desk()
    process = desk.run(tmpfs=(("/t", "size=64k,mode=1770"),))
    line = next(mount.line() for mount in process.mounts() if mount.at == ("t",))
    assert line == "tmpfs /t tmpfs rw,nosuid,nodev,noexec,relatime,size=64k,mode=1770 0 0"
    desk.create("other", tmpfs=(("/t", "bogus"),))
    with refused(400, 'invalid tmpfs option "bogus"'):
        desk.start("other")


def test_more_processes_run_in_the_containers_mounts() -> None:
    desk = Desk()
    desk.run(binds=("data:/d",))
    pid = desk.daemon.exec("web", ExecRequest(("ls",), workdir="/d"), Streams(), 0)
    process = desk.kernel.processes[pid]
    assert (process.vpid, process.cwd, process.init) == (2, ("d",), False)
    container = desk.daemon.find_container("web")
    assert process.namespace == container.namespace


def test_more_processes_are_refused_in_runcs_words() -> None:
    desk = Desk()
    container = desk.create()
    with refused(409, f"container {container.id} is not running"):
        desk.daemon.exec("web", ExecRequest(("ls",)), Streams(), 0)
    desk.start("web")
    frame = "OCI runtime exec failed: exec failed: "
    start = f"{frame}unable to start container process: "
    with refused(500, f'{start}exec: "foo": executable file not found in $PATH: unknown'):
        desk.daemon.exec("web", ExecRequest(("foo",)), Streams(), 0)
    with refused(500, (
        f'{start}chdir to cwd ("/nope") set in config.json failed: no such file or directory'
        ": unknown"
    )):
        desk.daemon.exec("web", ExecRequest(("ls",), workdir="/nope"), Streams(), 0)
    with refused(500, f"{frame}Cwd must be an absolute path: unknown"):
        desk.daemon.exec("web", ExecRequest(("ls",), workdir="rel"), Streams(), 0)


def test_what_is_created_where_is_refused_before_the_image_is_looked_for() -> None:
    desk = Desk()
    with refused(400, "the working directory 'rel' is invalid, it needs to be an absolute path"):
        desk.create(image="ghost", config=Config(workdir="rel"))
    with refused(404, "No such image: ghost:latest"):
        desk.create(image="ghost")
    with refused(400, "no command specified"):
        desk.create("t", config=Config(entrypoint=("",)))
    with refused(400, (
        "Invalid container name (t), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed"
    )):
        desk.create("t")


def test_a_name_that_is_taken_is_refused_with_the_id_of_its_container() -> None:
    desk = Desk()
    container = desk.create()
    with refused(409, (
        f'Conflict. The container name "/web" is already in use by container "{container.id}". You'
        " have to remove (or rename) that container to be able to reuse that name."
    )):
        desk.create()
