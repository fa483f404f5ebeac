"""Print the bench: `python -m tests.bench`, with the real engine beside it as root."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.bench import measures
from tests.bench.learner import application


def main(count: int = 80, programs: tuple[int, ...] = (50, 500), length: int = 2) -> int:
    """Print speed at ten containers, and memory after some programs."""

    def say(text: str) -> None:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()

    with tempfile.TemporaryDirectory() as folder:
        say(f"At {measures.CONTAINERS} containers, from POST to the whole reply, in process:")
        first, again = measures.posts(application(Path(folder)), count)
        say(f"  picture never drawn before  {first}")
        say(f"  picture drawn before        {again}")
        say(f"  a real engine's answer      {measures.real(count)}")
    with tempfile.TemporaryDirectory() as folder:
        say("Memory of one process in which learners typed one program each:")
        for done, size in measures.memory(application(Path(folder)), programs, length):
            say(f"  after {done} programs  {size:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
