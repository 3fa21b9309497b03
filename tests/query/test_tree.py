"""Questions as values."""

from __future__ import annotations

import pytest

from cpecfacts.model.amounts import Interval
from cpecfacts.query.tree import EVERYTHING, AmountRange, And, Field, Not, Or, Phrase, Term, Word, all_of, walk

A, B, C = Word("a"), Phrase("b"), Term(Field.COMPANY, ("zong",))


def test_nothing_joined_asks_for_everything():
    assert all_of() == EVERYTHING == And(())


def test_one_question_joined_is_itself():
    assert all_of(A) is A
    assert all_of(EVERYTHING, A) is A


def test_conjunctions_are_spread_out_when_joined():
    assert all_of(A, And((B, C)), EVERYTHING) == And((A, B, C))
    assert all_of(And((A, B))) == And((A, B))


def test_alternatives_and_negations_are_not_spread_out():
    assert all_of(Or((A, B)), Not(And((A, B)))) == And((Or((A, B)), Not(And((A, B)))))


def test_walking_a_tree_visits_every_part_in_the_order_of_reading():
    inner = Or((A, Not(B)))
    tree = And((inner, C))
    assert walk(tree) == [tree, inner, A, Not(B), B, C]


def test_walking_everything_visits_only_it():
    assert walk(EVERYTHING) == [EVERYTHING]


@pytest.mark.parametrize(
    ("amounts", "interval"),
    [
        (AmountRange(1, 2), Interval(1, 2, low_closed=True, high_closed=True)),
        (AmountRange(1, None, low_closed=False), Interval(1, None, low_closed=False, high_closed=True)),
        (AmountRange(None, 2, high_closed=False), Interval(None, 2, low_closed=True, high_closed=False)),
    ],
)
def test_a_range_of_amounts_is_an_interval(amounts, interval):
    assert amounts.interval == interval


def test_equal_trees_are_equal_and_can_be_keys():
    assert {And((A, B)): 1}[And((Word("a"), Phrase("b")))] == 1


def test_a_word_is_not_the_phrase_of_the_same_text():
    assert Word("a") != Phrase("a")
