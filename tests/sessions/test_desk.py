from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

from webapp.lessons.model import Predict, Run
from webapp.lessons.reader import read_lesson
from webapp.sessions.desk import Busy, Desk, Locked, TooLong
from webapp.sessions.journal import Entry
from webapp.sessions.limits import LONGEST_LINE
from webapp.sessions.store import Stale, Store
from webapp.sessions.terminal import Terminal
from webapp.sessions.worlds import Worlds

if TYPE_CHECKING:
    from collections.abc import Callable

    from webapp.lessons.model import Lesson, Step

TEXT: Final = """---
title: Desk
minutes: 1
engine: "26.1"
setup: docker run -dit --name web busybox
---
## One {#one}

```predict where
Where is it?
- [x] here
- [ ] there
because: It is here.
```

```run write
docker exec web touch /a
docker exec web touch /b
```

```task done
Touch `/done` in `web`.
```

```solution
docker exec web touch /done
```

```check
/done in web comes from its writable layer
```

## Two {#two}

```task later
Touch `/later` in `web`.
```

```solution
docker exec web touch /later
```

```check
/later in web comes from its writable layer
```
"""
WORLDS: Final = Worlds(Terminal())


@pytest.fixture
def lesson() -> Lesson:
    read = read_lesson(TEXT, "desk", "lesson.md").lesson
    assert read is not None
    return read


@pytest.fixture
def learner(store: Store) -> int:
    return store.new_learner()[1].id


@pytest.fixture
def desk(store: Store, lesson: Lesson, learner: int) -> Desk:
    return Desk(store, WORLDS, lesson, learner)


def one(desk: Desk) -> Step:
    return desk.lesson.steps[0]


def run_of(desk: Desk) -> Run:
    return next(block for block in one(desk).blocks if isinstance(block, Run))


def question_of(desk: Desk) -> Predict:
    return next(block for block in one(desk).blocks if isinstance(block, Predict))


def test_what_was_typed_is_there_for_the_next_request(
    desk: Desk, store: Store, lesson: Lesson, learner: int
) -> None:
    desk.type(["docker exec web touch /a", "docker ps"], 0, one(desk))
    again = Desk(store, WORLDS, lesson, learner)
    assert again.journal == desk.journal
    assert again.state is desk.state
    assert [entry.changed for entry in again.journal.entries] == [True, False]


def test_who_stands_on_an_older_turn_does_nothing(desk: Desk) -> None:
    desk.type(["true"], 0, one(desk))
    before = desk.record
    acts: tuple[Callable[[], object], ...] = (
        lambda: desk.type(["false"], 0, one(desk)),
        lambda: desk.press("interrupt", 0, one(desk)),
        lambda: desk.undo(0),
        lambda: desk.redo(0),
        lambda: desk.go(0, 0),
        lambda: desk.clear(0),
    )
    for act in acts:
        with pytest.raises(Stale):
            act()
    assert desk.record == before


def test_a_run_is_locked_by_its_prediction_and_seen_after_it(desk: Desk) -> None:
    with pytest.raises(Locked):
        desk.run(run_of(desk), 0, one(desk))
    desk.predict(question_of(desk), 1)
    assert desk.open_question(one(desk)) is question_of(desk)
    desk.run(run_of(desk), 0, one(desk))
    assert desk.open_question(one(desk)) is None
    assert desk.was_run("run:write")
    made = desk.prediction("where")
    assert made is not None
    assert made.seen


def test_typing_the_command_by_hand_counts_as_its_run_once_it_is_unlocked(desk: Desk) -> None:
    desk.type(["docker exec web touch /a"], 0, one(desk))
    assert not desk.was_run("run:write")


def test_tasks_of_the_step_at_hand_are_achieved(desk: Desk) -> None:
    desk.type(["docker exec web touch /done /later"], 0, one(desk))
    assert desk.record.achieved == {"done"}
    desk.type(["true"], desk.journal.turn, desk.lesson.steps[1])
    assert desk.record.achieved == {"done", "later"}


def test_undo_takes_the_truth_but_not_the_achievement(desk: Desk) -> None:
    desk.type(["docker exec web touch /done"], 0, one(desk))
    desk.undo(desk.journal.turn)
    (state,) = desk.tasks(one(desk))
    assert (state.solved, state.achieved) == (False, True)


def test_nothing_is_typed_to_a_command_that_does_not_read(desk: Desk) -> None:
    desk.type(["sleep 100000", "echo lost"], 0, one(desk))
    assert [entry.text for entry in desk.journal.entries] == ["sleep 100000"]
    with pytest.raises(Busy):
        desk.type(["echo lost"], desk.journal.turn, one(desk))
    desk.press("interrupt", desk.journal.turn, one(desk))
    desk.type(["echo read"], desk.journal.turn, one(desk))
    assert desk.state.outcome.stdout == "read\n"


def test_a_line_that_is_too_long_is_refused_before_any_is_typed(desk: Desk) -> None:
    with pytest.raises(TooLong):
        desk.type(["true", "x" * (LONGEST_LINE + 1)], 0, one(desk))
    assert desk.journal.entries == ()


def test_a_step_that_a_mended_simulator_ends_otherwise_is_told(
    store: Store, lesson: Lesson, learner: int
) -> None:
    session = store.begin(learner, lesson.slug)
    now = Desk(store, WORLDS, lesson, learner)
    now.type(["docker ps"], 0, one(now))
    told = now.journal.entries[0]
    same = replace(told, simulator="an older one")
    other = replace(same, ended="otherwise")
    store.append(session, now.journal, [same, other], "one")
    again = Desk(store, WORLDS, lesson, learner)
    assert [again.differs(entry.number) for entry in again.journal.entries] == [False, False, True]


def test_looking_writes_nothing(store: Store, lesson: Lesson, learner: int) -> None:
    nobody = Desk(store, WORLDS, lesson)
    assert nobody.world == Desk(store, WORLDS, lesson, learner).world
    assert nobody.tasks(one(nobody))
    assert store.achieved(learner) == {}


def test_a_shared_way_is_gone_as_a_branch_and_not_twice(
    desk: Desk, store: Store, lesson: Lesson
) -> None:
    desk.type(["docker exec web touch /a", "docker exec web touch /b"], 0, one(desk))
    share = store.shared(desk.share(one(desk)))
    assert share is not None
    other = Desk(store, WORLDS, lesson, store.new_learner()[1].id)
    other.type(["docker exec web touch /a", "docker exec web touch /mine"], 0, one(other))
    for _ in range(2):
        other.adopt(share)
        assert [entry.text for entry in other.journal.here] == [
            "docker exec web touch /a",
            "docker exec web touch /b",
        ]
        assert len(other.journal.entries) == 3
    assert other.world == desk.world


def test_an_entry_knows_which_simulator_it_was_typed_to(desk: Desk) -> None:
    desk.type(["true"], 0, one(desk))
    (entry,) = desk.journal.entries
    assert entry == Entry(1, 0, "line", "true", "", False, desk.state.digest, entry.simulator)
    assert entry.simulator
