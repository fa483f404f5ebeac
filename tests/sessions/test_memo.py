from __future__ import annotations

from webapp.sessions.memo import Memo


def test_what_is_held_is_not_made_again() -> None:
    memo: Memo[int] = Memo(2)
    assert memo.made("a", lambda: 1) == 1
    assert memo.made("a", lambda: 2) == 1


def test_what_nobody_asked_for_longest_goes_first() -> None:
    memo: Memo[int] = Memo(2)
    memo.put("a", 1)
    memo.put("b", 2)
    assert memo.get("a") == 1
    memo.put("c", 3)
    assert (memo.get("a"), memo.get("b"), memo.get("c")) == (1, None, 3)
    assert len(memo) == 2
