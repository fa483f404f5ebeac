from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import HealthCheck, given, settings, strategies as st
from sqlalchemy import text

from webapp.sessions.database import default_url, open_database
from webapp.sessions.journal import Entry, Journal
from webapp.sessions.store import Learner, Share, Stale, Store
from webapp.sessions.tables import Base

ROOT: Final = Path(__file__).parents[2]


def line(words: str, *, changed: bool = True) -> Entry:
    return Entry(0, 0, "line", words, "run:x", changed, "0123456789abcdef", "fedcba9876543210")


def begun(store: Store) -> tuple[int, int]:
    _, learner = store.new_learner()
    return learner.id, store.begin(learner.id, "lesson")


def test_a_learner_is_known_by_their_secret_alone(store: Store) -> None:
    token, learner = store.new_learner("zh", "dark")
    assert store.learner(token) == learner
    assert store.learner(token[:-1]) is None
    assert store.learner("") is None


def test_the_secret_itself_is_not_kept(store: Store, url: str) -> None:
    token, _ = store.new_learner()
    with open_database(url).connect() as connection:
        rows = connection.execute(text("select * from learner")).all()
    assert token not in str(rows)


def test_language_and_theme_are_kept(store: Store) -> None:
    token, learner = store.new_learner()
    store.choose(replace(learner, language="zh", theme="projector"))
    assert store.learner(token) == Learner(learner.id, "zh", "projector")


def test_a_session_is_made_once(store: Store) -> None:
    learner, session = begun(store)
    assert store.begin(learner, "lesson") == session
    assert store.begin(learner, "another") != session


def test_who_never_did_anything_has_an_empty_record(store: Store) -> None:
    _, learner = store.new_learner()
    record = store.record(learner.id, "lesson")
    assert (record.id, record.journal) == (0, Journal())


MOVES: Final = st.lists(
    st.one_of(st.text(max_size=5), st.sampled_from([Journal.undo, Journal.redo])), max_size=12
)


@given(moves=MOVES)
@settings(
    max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_what_is_read_is_what_was_written(store: Store, moves: list[object]) -> None:
    learner, session = begun(store)
    journal = Journal()
    for move in moves:
        if isinstance(move, str):
            journal = store.append(session, journal, [line(move, changed=len(move) % 2 == 0)], "s")
        elif callable(move):
            after = move(journal)
            if after != journal:
                store.move(session, journal, after)
            journal = after
        assert store.record(learner, "lesson").journal == journal


def test_a_stale_or_doubled_append_changes_nothing(store: Store) -> None:
    learner, session = begun(store)
    journal = store.append(session, Journal(), [line("ls")], "first")
    for before in (Journal(), replace(journal, turn=journal.turn + 1)):
        with pytest.raises(Stale):
            store.append(session, before, [line("rm")], "second")
    record = store.record(learner, "lesson")
    assert (record.journal, record.step) == (journal, "first")


def test_an_append_from_before_an_undo_and_redo_is_stale_too(store: Store) -> None:
    _, session = begun(store)
    first = store.append(session, Journal(), [line("ls")], "s")
    store.move(session, first, first.undo())
    store.move(session, first.undo(), first.undo().redo())
    with pytest.raises(Stale):
        store.append(session, first, [line("rm")], "s")


def test_starting_afresh_keeps_what_was_achieved_and_predicted(store: Store) -> None:
    learner, session = begun(store)
    journal = store.append(session, Journal(), [line("ls")], "s")
    store.achieve(session, frozenset({"task"}))
    store.predict(session, "question", 1, seen=False)
    store.clear(session, journal)
    record = store.record(learner, "lesson")
    assert record.journal.entries == ()
    assert record.journal.turn == journal.turn + 1
    assert record.achieved == {"task"}
    assert record.predictions["question"].choice == 1


def test_the_first_choice_counts_and_is_revealed_later(store: Store) -> None:
    learner, session = begun(store)
    store.predict(session, "question", 1, seen=False)
    store.predict(session, "question", 2, seen=False)
    made = store.record(learner, "lesson").predictions["question"]
    assert (made.choice, made.seen) == (1, False)
    store.reveal(session, ["question"])
    assert store.record(learner, "lesson").predictions["question"].seen


def test_progress_is_told_by_lesson(store: Store) -> None:
    learner, session = begun(store)
    store.achieve(session, frozenset({"one", "two"}))
    store.achieve(session, frozenset({"two"}))
    store.begin(learner, "another")
    assert store.achieved(learner) == {"lesson": {"one", "two"}, "another": frozenset()}


def test_a_share_is_what_was_shared(store: Store) -> None:
    share = Share("lesson", "step", (("line", "echo 'a'", "run:x"), ("interrupt", "", "")))
    assert store.shared(store.share(share)) == share
    assert store.shared("nothing") is None


def test_the_migrations_make_the_tables_that_the_code_knows(url: str) -> None:
    engine = open_database(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_opening_a_database_again_keeps_what_is_in_it(store: Store, url: str) -> None:
    token, learner = store.new_learner()
    assert Store(open_database(url)).learner(token) == learner


def test_the_journal_is_a_file_in_the_users_data_directory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_url() == f"sqlite:///{tmp_path.as_posix()}/layerlab/journal.sqlite3"
    open_database(default_url())
    assert (tmp_path / "layerlab" / "journal.sqlite3").is_file()


def test_a_journal_in_memory_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a file"):
        open_database("sqlite://")


KILLED: Final = """
import sys
from webapp.sessions.database import open_database
from webapp.sessions.journal import Entry, Journal
from webapp.sessions.store import Store

store = Store(open_database(sys.argv[1]))
token, learner = store.new_learner()
session = store.begin(learner.id, "lesson")
journal = Journal()
print(learner.id, flush=True)
while True:
    journal = store.append(session, journal, [Entry(0, 0, "line", "x")], "s")
    print(len(journal.entries), flush=True)
"""


def test_a_killed_server_loses_nothing_that_it_told(url: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, url],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as server:
        assert server.stdout is not None
        learner = int(server.stdout.readline())
        told = [int(server.stdout.readline()) for _ in range(20)]
        server.send_signal(signal.SIGKILL)
        told += [int(each) for each in server.stdout.read().split()]
    kept = Store(open_database(url)).record(learner, "lesson").journal
    assert len(kept.entries) >= told[-1]
    assert kept.cursor == len(kept.entries)
