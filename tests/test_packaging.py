from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Final

import pytest

from webapp import paths

ROOT: Final = Path(__file__).parent.parent
PIN: Final = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?: ; [^\\]+)? \\")
HASH: Final = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")


def pins(lock: str) -> dict[str, str]:
    """The versions of a lock; every line of it is a pin or a hash."""
    found: dict[str, str] = {}
    for line in (ROOT / lock).read_text("utf-8").splitlines():
        if match := PIN.fullmatch(line):
            found[match["name"]] = match["version"]
        else:
            assert HASH.fullmatch(line), f"{lock}: {line}"
    return found


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[ <>=;\[]", each, maxsplit=1)[0].lower() for each in requirements}


@pytest.fixture(scope="module")
def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_a_lock_holds_pins_and_hashes_and_names_no_registry(project: dict[str, object]) -> None:
    match project:
        case {"project": {"dependencies": runtime}, "dependency-groups": {"dev": dev}}:
            assert names(runtime) <= pins("requirements.txt").keys()
            assert names(runtime) | names(dev) <= pins("requirements-dev.txt").keys()
        case _:
            pytest.fail("pyproject.toml names no dependencies")


def test_tests_run_on_the_versions_that_users_get() -> None:
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


def test_what_is_not_code_is_found() -> None:
    for folder in (paths.TEMPLATES, paths.STATIC, paths.LESSONS):
        assert folder.is_dir()


def test_a_wheel_brings_along_what_is_not_code(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    look = "from webapp import paths; print(paths.TEMPLATES, paths.STATIC, paths.LESSONS)"
    found = subprocess.run(
        [sys.executable, "-P", "-c", look],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "site")},
        check=True,
        capture_output=True,
        text=True,
    )
    for folder, name in zip(
        map(Path, found.stdout.split()), ("templates", "static", "lessons"), strict=True
    ):
        assert folder.is_relative_to(tmp_path)
        here = {path.relative_to(ROOT / name) for path in (ROOT / name).rglob("*.*")}
        assert here <= {path.relative_to(folder) for path in folder.rglob("*.*")}
