"""The simulated side: a program through `layerlab replay --json`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from tests.conformance.recording import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_RUN = "import sys; from webapp.cli import main; sys.exit(main())"


def replay(commands: Sequence[str]) -> list[Answer]:
    """Return the simulated machine's answer to each command.

    A process of its own runs the program, as for a user, so nothing that one program leaves behind
    can help the next.
    """
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "program.sh"
        script.write_text("".join(f"{command}\n" for command in commands), "utf-8")
        done = subprocess.run(
            [sys.executable, "-c", _RUN, "replay", str(script), "--json"],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    objects = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    answers = [Answer(each["exit_code"], each["stdout"], each["stderr"]) for each in objects]
    # A replay that stopped halfway agrees up to there; what is missing agrees with nothing.
    missing = Answer(None, "", f"replay ended with {done.returncode}: {done.stderr[-500:]}")
    return (answers + [missing] * len(commands))[: len(commands)]


def replay_all(programs: Iterable[Sequence[str]]) -> list[list[Answer]]:
    """Replay programs side by side, as many at once as there are processors."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(replay, programs))
