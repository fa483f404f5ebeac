from __future__ import annotations

from webapp.sessions.limits import Rate


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_allowed_and_no_more() -> None:
    rate = Rate(3, 1, Clock())
    assert [rate.allows("a") for _ in range(5)] == [True, True, True, False, False]


def test_time_gives_back_what_was_spent_up_to_the_burst() -> None:
    clock = Clock()
    rate = Rate(2, 0.5, clock)
    assert [rate.allows("a") for _ in range(3)] == [True, True, False]
    clock.now = 2
    assert [rate.allows("a") for _ in range(2)] == [True, False]
    clock.now = 1000
    assert [rate.allows("a") for _ in range(3)] == [True, True, False]


def test_one_learner_spends_nothing_of_another() -> None:
    rate = Rate(1, 1, Clock())
    assert rate.allows("a")
    assert rate.allows("b")
    assert not rate.allows("a")
