from __future__ import annotations

from contextlib import contextmanager

import pytest

from cpecfacts.progress import counted, listening, unheard, work


@pytest.fixture
def told():
    """What a listener was told, in order; `listener` is the listener."""
    return []


@pytest.fixture
def listener(told):
    @contextmanager
    def listener(title):
        told.append(title)
        try:
            yield lambda done, total: told.append((done, total))
        finally:
            told.append(f"end of {title}")

    return listener


def test_where_nobody_listens_telling_does_nothing():
    with work("Reading") as advance:
        assert advance is unheard
        advance(1, None)
    assert list(counted("abc", "Reading")) == ["a", "b", "c"]


def test_a_work_is_told_to_who_listens(listener, told):
    with listening(listener), work("Reading") as outer:
        outer(1, 2)
        with work("Writing") as inner:
            inner(3, None)
    assert told == ["Reading", (1, 2), "Writing", (3, None), "end of Writing", "end of Reading"]


def test_things_that_are_counted_are_told_now_and_then(listener, told):
    with listening(listener):
        assert list(counted(iter(range(600)), "Counting")) == list(range(600))
        assert list(counted(iter(range(2)), "Few", 2)) == [0, 1]
    assert told == [
        "Counting",
        (0, None),
        (256, None),
        (512, None),
        "end of Counting",
        "Few",
        (0, 2),
        (1, 2),
        "end of Few",
    ]


def test_a_count_that_is_given_up_ends_its_work(listener, told):
    with listening(listener):
        numbers = counted(range(10), "Counting")
        next(numbers)
        numbers.close()
    assert told == ["Counting", (0, None), "end of Counting"]


def test_listening_can_be_switched_off_for_a_while(listener, told):
    with listening(listener):
        with listening(None), work("Unheard"):
            pass
        with work("Heard"):
            pass
    with work("Unheard"):
        pass
    assert told == ["Heard", "end of Heard"]
