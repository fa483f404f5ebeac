"""Records what the real programs answer: ``python -m tests.simulator.userland.coreutils.record``.

Needs root, GNU's programs and Debian's busybox-static. Everything runs by chroot(2) in a root
directory of its own below a temporary directory: no program sees anything else of the machine.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from tests.simulator.userland.coreutils.cell import GROUP, PASSWD
from tests.simulator.userland.coreutils.scenario import RECORDINGS, SCENARIOS, steps

BUSYBOX = Path("/usr/bin/busybox")
LOCALE = Path("/usr/lib/locale/C.utf8")


def build(root: Path, dialect: str) -> None:
    """Make a root directory that holds one family of programs, two devices and two accounts."""
    for name in ("bin", "etc", "dev", "tmp", "w"):
        (root / name).mkdir(parents=True)
    (root / "tmp").chmod(0o1777)
    (root / "etc/passwd").write_bytes(PASSWD)
    (root / "etc/group").write_bytes(GROUP)
    for name, minor in (("null", 3), ("zero", 5)):
        os.mknod(root / "dev" / name, 0o020666, os.makedev(1, minor))
        (root / "dev" / name).chmod(0o666)
    if dialect == "busybox":
        shutil.copy(BUSYBOX, root / "bin/busybox")
        listed = subprocess.run([BUSYBOX, "--list"], capture_output=True, text=True, check=True)
        for name in listed.stdout.split():
            if name != "busybox":
                os.link(root / "bin/busybox", root / "bin" / name)
        return
    libraries: set[str] = set()
    for name in sorted(_gnu_names()):
        found = shutil.which(name)
        if found is None:
            continue
        shutil.copy(Path(found).resolve(), root / "bin" / name)
        linked = subprocess.run(["ldd", found], capture_output=True, text=True, check=False).stdout
        libraries |= {word for word in linked.split() if word.startswith("/")}
    for library in libraries:
        place = root / library.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(library, place)
    shutil.copytree(LOCALE, root / LOCALE.relative_to("/"))


def _gnu_names() -> set[str]:
    texts = [path.read_text() for path in SCENARIOS.glob("*.txt")]
    used = {step.argv[0] for text in texts for step in steps(text, "gnu")}
    return used | set("sh echo cat true false test ls".split())


def _enter(root: Path) -> None:
    os.chroot(root)
    os.chdir("/w")


def record(root: Path, scenario: Path, dialect: str) -> list[dict[str, object]]:
    """Run a scenario in a fresh working directory and give what each line answered."""
    shutil.rmtree(root / "w")
    (root / "w").mkdir()
    mask = 0o022
    made: list[dict[str, object]] = []
    env = {"PATH": "/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": "/"}
    for step in steps(scenario.read_text(), dialect):
        if step.argv[0] == "umask":
            mask = int(step.argv[1], 8)
            continue
        if not (root / "bin" / step.argv[0]).exists():
            made.append({"line": step.line, "status": 127, "stdout": "", "stderr": ""})
            continue
        data = (root / "w" / step.stdin).read_bytes() if step.stdin else b""
        ran = subprocess.run(
            step.argv,
            executable="/bin/" + step.argv[0],
            input=data,
            capture_output=True,
            check=False,
            env=env,
            umask=mask,
            timeout=5,
            preexec_fn=partial(_enter, root),
        )
        out = ran.stdout
        if step.target is not None:
            (root / "w" / step.target).write_bytes(out)
            out = b""
        made.append(
            {
                "line": step.line,
                "status": ran.returncode,
                "stdout": out.decode("utf-8", "surrogateescape"),
                "stderr": ran.stderr.decode("utf-8", "surrogateescape"),
            }
        )
    return made


def main() -> None:
    """Record every scenario, or those that are named, in both dialects."""
    wanted = sys.argv[1:]
    RECORDINGS.mkdir(exist_ok=True)
    for dialect in ("gnu", "busybox"):
        with tempfile.TemporaryDirectory(prefix="cell-") as folder:
            root = Path(folder) / "root"
            build(root, dialect)
            for scenario in sorted(SCENARIOS.glob("*.txt")):
                if wanted and scenario.stem not in wanted:
                    continue
                rows = record(root, scenario, dialect)
                target = RECORDINGS / f"{scenario.stem}.{dialect}.jsonl"
                target.write_text("".join(json.dumps(row) + "\n" for row in rows))


if __name__ == "__main__":
    main()
