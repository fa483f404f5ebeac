"""Commands that a learner may type, for journals drawn at random."""

from __future__ import annotations

import json
import sys
from typing import Final

from hypothesis import strategies as st

from webapp.lessons.reader import read_lesson
from webapp.sessions import showing
from webapp.sessions.journal import Entry
from webapp.sessions.terminal import Terminal
from webapp.sessions.worlds import State, Worlds

TEXT: Final = """---
title: Replay
minutes: 1
engine: "26.1"
setup: docker run -dit --name web -v pages:/pages busybox
---
## One {#one}

Words.
"""
LESSON: Final = read_lesson(TEXT, "replay", "lesson.md").lesson

LINES: Final = st.sampled_from(
    (
        "docker exec web sh -c 'echo one >> /etc/motd'",
        "docker exec web rm /etc/group",
        "docker exec web sh -c 'echo news > /pages/news.txt'",
        "docker exec web mkdir -p /srv/a/b",
        "docker run -d --name other --volumes-from web busybox sleep 500",
        "docker run --rm busybox ls /",
        "docker rm -f other",
        "docker stop -t 1 web",
        "docker start web",
        "docker commit web saved",
        "docker volume create spare",
        "docker volume ls",
        "docker ps -a",
        "docker diff web",
        "docker exec -it web sh",
        "cat > notes",
        "echo typed",
        "ls",
        "exit",
        "sleep 100000",
        "for name in a b c; do touch /tmp/$name; done",
        "docker nonsense",
    )
)
ENTRIES: Final = st.one_of(
    LINES.map(lambda line: Entry(0, 0, "line", line)),
    st.sampled_from(("interrupt", "end")).map(lambda kind: Entry(0, 0, kind, "")),
)


def told(state: State) -> str:
    """All that a learner is shown of a state."""
    assert LESSON is not None
    events = [event.as_json() for event in state.outcome.events]
    shown = {
        "output": state.outcome.output,
        "exit_code": state.outcome.exit_code,
        "changed": state.outcome.changed,
        "prompt": (state.world.prompt, state.world.asks),
        "events": events,
        "picture": showing.picture(state, LESSON, "", "en"),
        "story": showing.story(state, "en"),
    }
    return json.dumps(shown)


def main() -> None:
    """Print what is told of each state along a path of [kind, text] pairs."""
    assert LESSON is not None
    path = [Entry(0, 0, kind, text) for kind, text in json.loads(sys.argv[1])]
    for state in Worlds(Terminal()).states(LESSON, path):
        print(state.key, told(state))


if __name__ == "__main__":
    main()
