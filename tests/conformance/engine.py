"""A real engine for programs to run on, with a disk of its own: needs root and Debian's docker.io.

The daemon lives in a mount namespace in which /var/lib/docker, /srv and /root are private
directories, so that programs, bind mounts and messages read as on a host of their own, and nothing
of the machine's is touched. There is no network and no bridge: a `docker` in front of the real one
adds `--network none` where a container is made.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from tests.conformance import busybox
from tests.conformance.recording import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

Disk = Literal["disk", "memory"]

_CLIENT: Final = """#!/bin/sh
case "$1 $2" in
"container run" | "container create" | "image build") verbs="$1 $2"; shift 2 ;;
run* | create* | build*) verbs=$1; shift ;;
*) exec /usr/bin/docker "$@" ;;
esac
exec /usr/bin/docker $verbs --network none "$@"
"""
_PRIVATE: Final = """
set -e
if [ "$2" = memory ]; then mount -t tmpfs tmpfs "$1/disk"; fi
mkdir -p "$1/disk/data" "$1/disk/srv" "$1/disk/root" /var/lib/docker
mount --bind "$1/disk/data" /var/lib/docker
mount --bind "$1/disk/srv" /srv
mount --bind "$1/disk/root" /root
exec dockerd --data-root /var/lib/docker --exec-root "$1/exec" --host "unix://$1/docker.sock" \
    --pidfile "$1/pid" --config-file "$1/daemon.json" --storage-driver "$3" \
    --bridge=none --iptables=false --ip6tables=false
"""
# What empties directories first makes sure that they are the engine's own, not the machine's.
_FRESH: Final = """
mountpoint -q /srv && mountpoint -q /root || exit 1
docker ps -aq | xargs -r docker rm -fv
docker volume ls -q | xargs -r docker volume rm
docker tag busybox:latest keep:this
keep=$(docker images -q keep)
for turn in 1 2 3 4 5 6 7 8 9; do
    others=$(docker images -aq | sort -u | grep -v "$keep") || break
    docker rmi -f $others 2>/dev/null
done
[ -z "$others" ] || echo "images stay: $others" >&2
docker images --format '{{.Repository}}:{{.Tag}}' | grep -v '^keep:this$' | xargs -r docker rmi
docker tag keep:this busybox:latest
docker rmi keep:this
find /srv /root -mindepth 1 -delete
"""
_PATH: Final = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_PATIENCE: Final = 60.0


def lacking() -> str:
    """Return what this machine lacks to run an engine, or nothing."""
    if os.geteuid() != 0:
        return "a real engine needs root"
    for program in ("dockerd", "docker", "unshare", "nsenter", "dash", str(busybox.PROGRAM)):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    return ""


@dataclass(frozen=True, slots=True)
class Engine:
    """A running daemon, and the way to its host's prompt."""

    folder: Path
    pid: int

    def run(self, command: str, stdin: bytes = b"", timeout: float = 120) -> Answer:
        """Run one command in dash on the engine's host; no output is a terminal."""
        inside = ["nsenter", "-t", str(self.pid), "-m", "-r", "--"]
        done = subprocess.run(
            [*inside, "/bin/dash", "-c", f"cd /root\n{command}"],
            input=stdin,
            capture_output=True,
            timeout=timeout,
            check=False,
            env={
                "DOCKER_CONFIG": str(self.folder / "config"),
                "DOCKER_HOST": f"unix://{self.folder}/docker.sock",
                "HOME": "/root",
                "LC_ALL": "C.UTF-8",
                "PATH": f"{self.folder}/bin:{_PATH}",
            },
        )
        return Answer(
            done.returncode,
            done.stdout.decode("utf-8", "replace"),
            done.stderr.decode("utf-8", "replace"),
        )

    def timed(self, command: str) -> float:
        """Run a command that must succeed, and return the seconds that it took."""
        begin = time.perf_counter()
        answer = self.run(command)
        took = time.perf_counter() - begin
        if answer.exit != 0:
            raise RuntimeError(f"{command}: {answer.stderr}")
        return took

    def run_all(self, commands: list[str]) -> list[Answer]:
        """Run a program on a host where only the image busybox is present."""
        fresh = self.run(_FRESH)
        if fresh.exit != 0 or fresh.stderr:
            raise RuntimeError(f"the engine's host could not be emptied: {fresh.stderr}")
        return [self.run(command) for command in commands]


@contextmanager
def running(disk: Disk = "disk", driver: str = "overlay2") -> Iterator[Engine]:
    """Start a daemon with the image busybox; end it and take its disk away at the end."""
    folder = Path(tempfile.mkdtemp(prefix="layerlab-engine-"))
    for name in ("bin", "config", "disk", "exec"):
        (folder / name).mkdir()
    client = folder / "bin" / "docker"
    client.write_text(_CLIENT)
    client.chmod(0o755)
    (folder / "daemon.json").write_text("{}")
    with (folder / "log").open("wb") as log:
        daemon = subprocess.Popen(
            ["unshare", "-m", "/bin/sh", "-c", _PRIVATE, "sh", str(folder), disk, driver],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield _ready(Engine(folder, daemon.pid), daemon)
    finally:
        _stop(daemon)
        shutil.rmtree(folder, ignore_errors=True)


def _ready(engine: Engine, daemon: subprocess.Popen[bytes]) -> Engine:
    until = time.monotonic() + _PATIENCE
    while not (engine.folder / "docker.sock").exists() or engine.run("docker info").exit != 0:
        if daemon.poll() is not None or time.monotonic() > until:
            log = (engine.folder / "log").read_text("utf-8", "replace")
            raise RuntimeError(f"dockerd did not start:\n{log[-3000:]}")
        time.sleep(0.2)
    imported = engine.run(
        "docker import --change 'CMD [\"sh\"]' - busybox:latest", stdin=busybox.archive()
    )
    if imported.exit != 0:
        raise RuntimeError(f"busybox could not be imported: {imported.stderr}")
    return engine


def _stop(daemon: subprocess.Popen[bytes]) -> None:
    if daemon.poll() is None:
        daemon.terminate()
        try:
            daemon.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(daemon.pid, signal.SIGKILL)
            daemon.wait()
