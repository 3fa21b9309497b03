"""Trees as query text and in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.model.dates import parse_when
from cpecfacts.model.folding import words_of
from cpecfacts.query.describe import describe, query_text
from cpecfacts.query.parse import parse_query
from cpecfacts.query.tree import EVERYTHING, AmountRange, And, DateRange, Field, Not, Or, Phrase, Term, Word

A, B, C = Word("a"), Word("b"), Word("c")
ZONG = Term(Field.COMPANY, ("zong",))

# Trees in the form that the parser gives: two parts at least in every And and Or, none of them of the same sort.

_TRICKY = "ab移动ویé4-,\\'’.…/+*?~%$€&|<>=#@!\u200b"
words = (
    st.text(alphabet=st.one_of(st.sampled_from(_TRICKY), st.characters(exclude_categories=["Cs"])), min_size=1)
    .filter(lambda text: not any(character.isspace() or character in '():"' for character in text))
    .filter(lambda text: text[0] != "-" and text.lower() != "or" and words_of(text))
    .map(Word)
)
_texts = st.one_of(st.text(min_size=1), st.text(alphabet='ab ,:"\\()-\n\tو移or..', min_size=1))
phrases = _texts.filter(words_of).map(Phrase)
terms = st.builds(Term, st.sampled_from(Field), st.lists(_texts, min_size=1, max_size=4).map(tuple))
_DATES = [
    "1998",
    "2007~",
    "2013-24",
    "2014-XX",
    "2014-02",
    "2014-04-23",
    "2014-33?",
    "201X",
    "2019-12-31%",
    "20XX",
    "2100-01-01",
]
_INTERVALS = ["2007/2011", "2014~/2016-04", "1998/..", "1998/", "../2014", "/2014-04-23?"]


def _range_of(one, other):
    """Return the range of two dates in the order that does not end before it starts."""
    if parse_when(other).latest < parse_when(one).earliest:
        one, other = other, one
    return DateRange(one, other)


_dates = st.sampled_from(_DATES)
date_ranges = st.one_of(
    st.sampled_from(_DATES + _INTERVALS).map(lambda text: DateRange(text, text)),
    st.builds(_range_of, _dates, _dates),
    _dates.map(lambda text: DateRange(text, None)),
    _dates.map(lambda text: DateRange(None, text)),
)
_numbers = st.one_of(
    st.integers(min_value=0),
    st.integers(0, 9999).flatmap(lambda digits: st.integers(0, 15).map(lambda zeros: digits * 10**zeros)),
    st.floats(min_value=0, allow_infinity=False, allow_nan=False),
)
_units = st.sampled_from([None, "USD", "PKR", "percent", "SIM cards", "handsets/year", "m2", "GB/s", "用户", "صارفین"])
amount_ranges = st.one_of(
    st.builds(lambda number, unit: AmountRange(number, number, unit=unit), _numbers, _units),
    st.builds(lambda one, two, unit: AmountRange(*sorted((one, two)), unit=unit), _numbers, _numbers, _units),
    st.builds(
        lambda low, closed, unit: AmountRange(low, None, low_closed=closed, unit=unit), _numbers, st.booleans(), _units
    ),
    st.builds(
        lambda high, closed, unit: AmountRange(None, high, high_closed=closed, unit=unit),
        _numbers,
        st.booleans(),
        _units,
    ),
)
leaves = st.one_of(words, phrases, terms, date_ranges, amount_ranges)


def _no(*sorts):
    return lambda node: not isinstance(node, sorts)


def _larger(trees):
    several = {"min_size": 2, "max_size": 4}
    return st.one_of(
        trees.map(Not),
        st.lists(trees.filter(_no(And)), **several).map(lambda items: And(tuple(items))),
        st.lists(trees.filter(_no(Or)), **several).map(lambda items: Or(tuple(items))),
    )


trees = st.recursive(leaves, _larger, max_leaves=12)


@given(leaves)
def test_the_text_of_a_single_part_parses_to_the_same_part(leaf):
    assert parse_query(query_text(leaf)) == leaf


@given(trees)
def test_the_text_of_a_tree_parses_to_the_same_tree(tree):
    assert parse_query(query_text(tree)) == tree


@given(trees)
def test_a_tree_can_be_said_in_words(tree):
    assert describe(tree).startswith("facts ")


def test_the_text_of_everything_is_empty():
    assert query_text(EVERYTHING) == ""
    assert parse_query("") == EVERYTHING


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (Word("spectr"), "spectr"),
        (Phrase("fibre cable"), '"fibre cable"'),
        (Phrase("or"), '"or"'),
        (Phrase('say "hi" \\ bye'), r'"say \"hi\" \\ bye"'),
        (Term(Field.COMPANY, ("zong", "huawei")), "company:zong,huawei"),
        (Term(Field.PUBLISHER, ("The News",)), 'publisher:"The News"'),
        (Term(Field.PUBLISHER, ("a,b", "c:d", "e(f)", 'g"h', "i\\j")), r'publisher:"a,b","c:d","e(f)","g\"h",i\j'),
        (Term(Field.PLACE, ("北京", "لاہور")), "place:北京,لاہور"),
        (DateRange("2014", "2014"), "date:2014"),
        (DateRange("2014", "2018"), "date:2014..2018"),
        (DateRange("2014", None), "date:2014.."),
        (DateRange(None, "2018"), "date:..2018"),
        (DateRange("2007/2011", "2007/2011"), "date:2007/2011"),
        (AmountRange(10**9, 10**9), "amount:1bn"),
        (AmountRange(10**9, None), "amount:>=1bn"),
        (AmountRange(10**9, None, low_closed=False), "amount:>1bn"),
        (AmountRange(None, 184_500_000), "amount:<=184.5m"),
        (AmountRange(None, 14_000, high_closed=False), "amount:<14000"),
        (AmountRange(1, 2.5), "amount:1..2.5"),
        (AmountRange(0, 0), "amount:0"),
        (AmountRange(25_000_000, None, unit="PKR"), 'amount:">=25m PKR"'),
        (AmountRange(5, 5, unit="sites"), 'amount:"5 sites"'),
        (AmountRange(5, 9, unit="SIM cards"), 'amount:"5..9 SIM cards"'),
        (Not(A), "-a"),
        (Not(Not(A)), "-(-a)"),
        (Not(And((A, B))), "-(a b)"),
        (Not(Or((A, B))), "-(a or b)"),
        (And((A, Or((B, C)))), "a b or c"),
        (Or((A, And((B, C)))), "a or (b c)"),
        (And((A, And((B, C)))), "a (b c)"),
        (Or((A, Or((B, C)))), "a or (b or c)"),
        (Or((Not(A), ZONG)), "-a or company:zong"),
    ],
)
def test_trees_have_their_shortest_text(tree, text):
    assert query_text(tree) == text
    assert parse_query(text) == tree


@pytest.mark.parametrize(
    ("tree", "words"),
    [
        (EVERYTHING, "all facts"),
        (Word("spectr"), "facts with a word that begins “spectr”"),
        (Phrase("fibre cable"), "facts with the words “fibre cable”"),
        (Term(Field.COMPANY, ("zong",)), "facts about zong"),
        (Term(Field.COMPANY, ("zong", "huawei")), "facts about zong or huawei"),
        (Term(Field.KIND, ("tax",)), "facts of the kind tax"),
        (Term(Field.MEASURE, ("rank",)), "facts of the measure rank"),
        (Term(Field.PROJECT, ("safe-city",)), "facts of the project safe-city"),
        (Term(Field.STATUS, ("planned",)), "facts with the status planned"),
        (Term(Field.UNIT, ("USD",)), "facts counted in USD"),
        (Term(Field.PLACE, ("Lahore",)), "facts in Lahore"),
        (Term(Field.TAG, ("4g",)), "facts tagged 4g"),
        (Term(Field.SOURCE, ("dawn-2014",)), "facts from the source dawn-2014"),
        (Term(Field.PUBLISHER, ("Dawn",)), "facts published by Dawn"),
        (Term(Field.RANK, ("deprecated",)), "facts of the rank deprecated"),
        (Term(Field.RANK, ("any",)), "facts of any rank, deprecated ones too"),
        (Term(Field.ID, ("zong-x",)), "facts with the id zong-x"),
        (Term(Field.IS, ("disputed",)), "facts marked disputed"),
        (Term(Field.IS, ("disputed", "self-reported")), "facts marked disputed or self-reported"),
        (Not(Term(Field.IS, ("disputed",))), "facts not marked disputed"),
        (DateRange("2014", "2014"), "facts dated 2014"),
        (DateRange("2014", "2018"), "facts dated 2014 to 2018"),
        (DateRange("2014", None), "facts dated 2014 or later"),
        (DateRange(None, "2018"), "facts dated 2018 or earlier"),
        (AmountRange(10**9, 10**9), "facts with an amount of 1bn (dollars where it is money)"),
        (AmountRange(0, 0), "facts with an amount of 0 (dollars where it is money)"),
        (AmountRange(1, 2.5, unit="PKR"), "facts with an amount from 1 to 2.5 PKR"),
        (AmountRange(3, None), "facts with an amount of at least 3 (dollars where it is money)"),
        (AmountRange(3, None, low_closed=False), "facts with an amount of more than 3 (dollars where it is money)"),
        (AmountRange(0, None, low_closed=False), "facts with an amount of more than 0 (dollars where it is money)"),
        (AmountRange(None, 3, unit="sites"), "facts with an amount of at most 3 sites"),
        (AmountRange(None, 3, high_closed=False), "facts with an amount of less than 3 (dollars where it is money)"),
        (Not(ZONG), "facts not about zong"),
        (Not(Or((ZONG, Term(Field.KIND, ("tax",))))), "facts not (about zong or of the kind tax)"),
        (And((ZONG, Term(Field.KIND, ("tax",)))), "facts about zong, of the kind tax"),
        (
            And((ZONG, Or((Term(Field.KIND, ("tax",)), Phrase("b"))))),
            "facts about zong, (of the kind tax or with the words “b”)",
        ),
        (
            Or((ZONG, And((Term(Field.KIND, ("tax",)), Phrase("b"))))),
            "facts about zong or (of the kind tax, with the words “b”)",
        ),
    ],
)
def test_every_part_is_said_in_words(tree, words):
    assert describe(tree) == words


def test_words_name_things_as_readers_know_them():
    def name_of(field, value):
        return {(Field.COMPANY, "zong"): "Zong", (Field.MEASURE, "rank"): "“Rank”"}[field, value]

    tree = And((ZONG, Not(Term(Field.MEASURE, ("rank",)))))
    assert describe(tree, name_of) == "facts about Zong, not of the measure “Rank”"


def test_any_rank_needs_no_name():
    assert describe(Term(Field.RANK, ("any",)), lambda _field, _value: "") == "facts of any rank, deprecated ones too"
