"""From the decisive step on a signal ends only what may be left undone."""

from __future__ import annotations

import signal

import pytest

from cpecfacts.cli.signals import Signals
from cpecfacts.interruption import decisive_step, do_unless_interrupted, heard_by

ENDS = (signal.SIGINT, signal.SIGTERM)


@pytest.fixture
def press():
    """Signals as the program hears them; called, it is as if one came."""
    signals = Signals()
    with heard_by(signals):
        yield lambda number: signals._stop(number, None)


@pytest.mark.parametrize("number", ENDS)
def test_before_the_decisive_step_a_signal_is_raised(press, number):
    with pytest.raises((KeyboardInterrupt, SystemExit)):
        press(number)


@pytest.mark.parametrize("number", ENDS)
def test_in_the_decisive_step_and_after_it_none_is(press, number):
    with decisive_step():
        press(number)
    press(number)


def test_a_step_that_fails_decides_nothing(press):
    with pytest.raises(OSError, match="full"), decisive_step():
        raise OSError("full")
    with pytest.raises(KeyboardInterrupt):
        press(signal.SIGINT)


def test_a_second_step_that_fails_does_not_undo_the_first(press):
    with decisive_step():
        pass
    with pytest.raises(OSError, match="full"), decisive_step():
        raise OSError("full")
    press(signal.SIGINT)


@pytest.mark.parametrize("number", ENDS)
def test_what_may_be_left_undone_is_cut_short_once(press, number):
    done = []

    def work():
        try:
            press(number)
            done.append("work")
        finally:
            press(number)
            done.append("tidied")

    with decisive_step():
        pass
    do_unless_interrupted(work)
    press(number)
    assert done == ["tidied"]


def test_without_a_decisive_step_it_is_interrupted_as_all_else(press):
    with pytest.raises(KeyboardInterrupt):
        do_unless_interrupted(lambda: press(signal.SIGINT))


def test_where_nobody_hears_all_is_as_ever():
    def work():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), decisive_step():
        raise KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt):
        do_unless_interrupted(work)
