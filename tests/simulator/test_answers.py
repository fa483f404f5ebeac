"""What the real engine was seen to answer where this machine once answered otherwise."""

from __future__ import annotations

from webapp.simulator.script import Typed, run_script
from webapp.simulator.start import new_world


def replay(*lines: str) -> list[Typed]:
    return list(run_script(new_world(), "\n".join(lines))[1])


def last(*lines: str) -> Typed:
    return replay(*lines)[-1]


def out(*lines: str) -> str:
    answer = last(*lines)
    assert answer.exit_code == 0, answer.stderr
    return answer.stdout


def error(*lines: str) -> str:
    answer = last(*lines)
    assert answer.exit_code != 0
    return answer.stderr


def test_env_shows_a_containers_variables_in_the_order_in_which_docker_sets_them() -> None:
    shown = out("docker run --rm -e Z=1 -e A= busybox env").split()
    assert [line.partition("=")[0] for line in shown] == ["PATH", "HOSTNAME", "Z", "A", "HOME"]


def test_env_under_a_shell_shows_the_order_of_the_shells_table() -> None:
    shown = out("docker run --rm -e A=1 -e ZED=9 -e B=2 busybox sh -c env").split()
    names = [line.partition("=")[0] for line in shown]
    assert names == ["HOSTNAME", "SHLVL", "HOME", "A", "PATH", "ZED", "B", "PWD"]


def test_head_takes_the_bytes_it_needs_from_a_device_without_an_end() -> None:
    assert out("head -c 2500000 /dev/zero > z", "wc -c z") == "2500000 z\n"
    run = "docker run --rm busybox sh -c 'head -c 2500000 /dev/zero > /z; ls -l /z | cut -c 30-45'"
    assert "2500000" in out(run)


def test_busybox_dd_says_how_much_a_full_disk_took_and_nothing_of_speed() -> None:
    script = "dd if=/dev/zero of=/t/big bs=1k count=100"
    assert error(f"docker run --rm --tmpfs /t:size=64k busybox {script}") == (
        "dd: error writing '/t/big': No space left on device\n65+0 records in\n64+0 records out\n"
    )


def test_a_directory_mounted_on_a_read_only_root_is_read_only_before_it_is_busy() -> None:
    run = "docker run -d --name c1 -v /data --read-only busybox sleep 1000"
    assert error(run, "docker exec c1 rm -rf /data") == (
        "rm: can't remove '/data': Read-only file system\n"
    )


def test_a_volume_with_a_sized_tmpfs_shows_the_size_among_its_mount_options() -> None:
    create = "docker volume create -o type=tmpfs -o device=tmpfs -o o=size=1m tm"
    mounts = out(create, "docker run --rm -v tm:/t busybox grep ' /t ' /proc/mounts")
    assert mounts == "tmpfs /t tmpfs rw,relatime,size=1024k 0 0\n"


def test_a_volume_knows_its_moment_as_long_as_its_own_directory_is_there() -> None:
    look = "docker volume inspect -f '{{.CreatedAt}}' vol"
    make, root = "docker volume create vol", "/var/lib/docker/volumes/vol"
    assert not out(make, f"rm -r {root}/_data", look).startswith("0001")
    assert out(make, f"rm -r {root}", look) == "0001-01-01T00:00:00Z\n"


def test_commit_names_a_wrong_change_as_it_was_typed() -> None:
    refused = error("docker create --name c1 busybox", "docker commit -c 'RUN x' c1 bad")
    assert refused == "Error response from daemon: RUN is not a valid change command\n"


def test_the_client_itself_refuses_a_wrong_name_for_a_commit() -> None:
    create = "docker create --name c1 busybox"
    assert error(create, "docker commit c1 a:b:c") == "invalid reference format\n"
    assert error(create, "docker commit c1 BAD") == (
        "invalid reference format: repository name (library/BAD) must be lowercase\n"
    )


def test_cp_to_a_container_without_a_path_finds_no_directory_for_a_file() -> None:
    create, write = "docker create --name c1 busybox", "echo x > f"
    assert error(create, write, "docker cp f c1:") == "no such directory\n"
    assert error(create, write, "docker cp f/ c1:/tmp") == "not a directory\n"


def test_a_question_meets_the_end_of_input_where_nobody_can_answer() -> None:
    run = "docker run -d --name c1 busybox sleep 1000"
    make = "docker exec c1 sh -c 'echo a > /a; echo b > /b'"
    kept = replay(run, make, "docker exec c1 cp -i /a /b", "docker exec c1 rm -i /a",
                  "docker exec c1 mv -i /a /b", "docker exec c1 cat /a /b")  # fmt: skip
    asked = [answer.stderr for answer in kept[2:5]]
    assert asked == ["cp: overwrite '/b'? ", "rm: remove '/a'? ", "mv: overwrite '/b'? "]
    assert kept[-1].stdout == "a\nb\n"


def test_debians_busybox_shows_processes_without_their_time() -> None:
    run = "docker run -d --name c1 busybox sleep 1000"
    shown = out(run, "docker exec c1 ps").splitlines()
    assert shown[:2] == ["PID   USER     COMMAND", "    1 root     sleep 1000"]
    columns = out(run, "docker exec c1 ps -o pid,comm").splitlines()
    assert columns[:2] == ["PID   COMMAND", "    1 sleep"]


def test_cp_from_a_container_without_a_path_is_refused_by_the_daemon() -> None:
    refused = error("docker create --name c1 busybox", "docker cp c1: x")
    assert refused == "Error response from daemon: bad parameter: pathcannot be empty\n"


def test_rm_with_force_keeps_the_anonymous_volumes_even_of_a_container_run_with_rm() -> None:
    run = "docker run -d --rm --name gone -v /anon busybox sleep 1000"
    count = "docker volume ls -q | wc -l"
    assert out(run, "docker rm -f gone", count) == "1\n"
    assert out(run, "docker rm -fv gone", count) == "0\n"
    assert out(run, "docker stop -t 0 gone", count) == "0\n"
    assert out(run, "docker rm -f gone", "docker ps -aq") == ""


def test_a_containers_process_has_its_own_group_among_the_supplementary_ones() -> None:
    answer = out("docker run --rm -u 1234:99 busybox id")
    assert answer == "uid=1234 gid=99 groups=99\n"
    assert out("docker run --rm -u 5 busybox id -G") == "0\n"
