from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hypothesis import given, strategies as st

from webapp.sessions.journal import START, Entry, Journal

if TYPE_CHECKING:
    from collections.abc import Sequence

LINE: Final = st.builds(
    Entry,
    number=st.just(0),
    parent=st.just(0),
    kind=st.just("line"),
    text=st.text("abc", max_size=3),
    changed=st.booleans(),
)
MOVE: Final = st.one_of(
    LINE, st.just("undo"), st.just("redo"), st.integers(min_value=0, max_value=30)
)


def acted(journal: Journal, move: object) -> Journal:
    if isinstance(move, Entry):
        return journal.append(move)
    if isinstance(move, int):
        return journal.go(move)
    return journal.undo() if move == "undo" else journal.redo()


def journal_of(moves: Sequence[object]) -> Journal:
    journal = Journal()
    for move in moves:
        journal = acted(journal, move)
    return journal


JOURNALS: Final = st.lists(MOVE, max_size=25).map(journal_of)


def change(text: str = "x", *, changed: bool = True) -> Entry:
    return Entry(0, 0, "line", text, changed=changed)


@given(JOURNALS)
def test_undoing_a_change_leads_back_to_where_it_was_made(journal: Journal) -> None:
    assert journal.append(change()).undo().here == journal.here


@given(JOURNALS)
def test_redoing_what_was_undone_leads_forth_again(journal: Journal) -> None:
    done = journal.append(change()).append(change(changed=False))
    assert done.undo().redo().here == done.here


@given(JOURNALS)
def test_an_entry_that_changed_nothing_is_no_step_to_undo(journal: Journal) -> None:
    looked = journal.append(change()).append(change(changed=False))
    assert looked.undo().here == journal.here


@given(JOURNALS, MOVE)
def test_no_move_loses_an_entry_or_changes_one(journal: Journal, move: object) -> None:
    after = acted(journal, move)
    assert after.entries[: len(journal.entries)] == journal.entries


@given(JOURNALS, MOVE)
def test_a_journal_that_moved_has_another_turn(journal: Journal, move: object) -> None:
    after = acted(journal, move)
    assert after == journal or after.turn == journal.turn + 1


@given(JOURNALS)
def test_the_cursor_is_always_on_the_way_to_the_tip(journal: Journal) -> None:
    assert journal.path(journal.tip)[: len(journal.here)] == journal.here


@given(JOURNALS)
def test_every_entry_can_be_gone_to(journal: Journal) -> None:
    for entry in journal.entries:
        assert journal.go(entry.number).here[-1] == entry


@given(JOURNALS)
def test_each_way_ends_at_the_tip_or_is_told_as_another_branch(journal: Journal) -> None:
    ends = {entry.number for entry in journal.entries} - {e.parent for e in journal.entries}
    told = {entry.number for entry in journal.branches}
    on_way = {entry.number for entry in journal.path(journal.tip)}
    assert ends == told | (ends & on_way)


def test_undo_and_redo_do_nothing_where_there_is_nothing() -> None:
    empty = Journal()
    assert empty.undo() is empty
    assert empty.redo() is empty
    assert empty.go(7) is empty
    assert not empty.can_undo
    assert not empty.can_redo


def test_typing_after_undo_grows_a_branch_and_keeps_the_other() -> None:
    journal = Journal().append(change("a")).append(change("b")).undo().append(change("c"))
    assert [entry.text for entry in journal.here] == ["a", "c"]
    assert [entry.text for entry in journal.branches] == ["b"]
    back = journal.go(2)
    assert [entry.text for entry in back.here] == ["a", "b"]
    assert [entry.text for entry in back.branches] == ["c"]


def test_stepping_back_keeps_the_way_forward() -> None:
    journal = Journal().append(change("a")).append(change("b")).go(START)
    assert journal.here == ()
    assert [entry.text for entry in journal.redo().redo().here] == ["a", "b"]
