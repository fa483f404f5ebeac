from __future__ import annotations

import re
import tomllib
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
