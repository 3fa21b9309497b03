"""What a question means for one fact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.model.amounts import Bound
from cpecfacts.model.fact import Kind, Rank, Status
from cpecfacts.query.match import Verdict, match
from cpecfacts.query.parse import parse_query
from cpecfacts.query.tree import EVERYTHING, AmountRange, And, DateRange, Field, Mark, Not, Or, Phrase, Term, Word

YES, NO = Verdict.YES, Verdict.NO
OTHER_UNIT, OPEN_ENDED = Verdict.OTHER_UNIT, Verdict.OPEN_ENDED
NO_AMOUNT, UNDATED = Verdict.NO_AMOUNT, Verdict.UNDATED


@pytest.fixture(scope="module")
def ask(make_fact, make_snapshot):
    """Return a function that asks a question, as tree or text, of a fact."""
    snapshot = make_snapshot()

    def marks(fact, mark):
        return mark.value in fact.tags  # whoever asks knows the marks; here they stand among the tags

    def verdict(question, fact):
        return match(parse_query(question) if isinstance(question, str) else question, fact, snapshot, marks)

    return verdict


# Words and fields


def test_everything_is_matched_by_every_fact(ask, make_fact):
    assert ask(EVERYTHING, make_fact()) is YES
    assert ask(Not(EVERYTHING), make_fact()) is NO


def test_no_alternative_is_matched_by_no_fact(ask, make_fact):
    assert ask(Or(()), make_fact()) is NO
    assert ask(Not(Or(())), make_fact()) is YES


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("spectr", YES),
        ("SPECTRUM", YES),
        ("pectrum", NO),
        ('"spectrum in karachi"', YES),
        ('"spectr"', NO),
        ("karachi", YES),
        ("-spectr", NO),
        ('-"spectr"', YES),
        ("移动", YES),
        ("cmpak", YES),
        ("huawei", NO),
        ("spectr -huawei", YES),
        ("huawei or karachi", YES),
    ],
)
def test_words_are_looked_for_in_what_a_fact_says(ask, make_fact, question, verdict):
    assert ask(question, make_fact(statement="Spectrum in Karáchi")) is verdict


@pytest.mark.parametrize(
    "question",
    [
        "company:zong",
        "company:pta",
        "company:huawei,pta",
        "kind:licence",
        "measure:total-invested",
        "project:safe-city",
        "status:completed",
        "place:Lahore",
        "place:Multan,Gwadar",
        "tag:4g",
        "source:dawn-2014",
        "source:app-2014",
        "publisher:Dawn",
        "publisher:DAWN",
        'publisher:"associated press of pakistan"',
        "rank:preferred",
        "rank:any",
        "id:zong-y",
        "unit:USD",
        "unit:PKR,USD",
    ],
)
def test_a_fact_matches_the_terms_of_its_fields_and_not_their_negation(ask, make_fact, make_amount, question):
    fact = make_fact(
        id="zong-y",
        parties=("pta",),
        kind=Kind.LICENCE,
        measure="total-invested",
        project="safe-city",
        status=Status.COMPLETED,
        places=("Lahore", "Gwadar"),
        tags=("4g",),
        sources=("dawn-2014", "app-2014"),
        rank=Rank.PREFERRED,
        amount=make_amount(5),
    )
    assert ask(question, fact) is YES
    assert ask(f"-{question}", fact) is NO


@pytest.mark.parametrize(
    "question",
    [
        "company:huawei",
        "kind:licence",
        "measure:total-invested",
        "project:safe-city",
        "status:completed",
        "place:Lahore",
        "tag:4g",
        "source:app-2014",
        'publisher:"The News"',
        "rank:deprecated",
        "id:zong-y",
        "unit:USD",
    ],
)
def test_a_fact_does_not_match_the_terms_of_what_it_lacks(ask, make_fact, question):
    assert ask(question, make_fact()) is NO
    assert ask(f"-{question}", make_fact()) is YES


@pytest.mark.parametrize(
    ("question", "borne", "verdict"),
    [
        ("is:disputed", ("disputed",), YES),
        ("is:disputed", ("self-reported",), NO),
        ("is:disputed", (), NO),
        ("-is:disputed", ("disputed",), NO),
        ("-is:disputed", (), YES),
        ("is:disputed,self-reported", ("self-reported",), YES),
        ("is:disputed,self-reported", (), NO),
        ("-is:disputed,self-reported", ("self-reported",), NO),
        ("-is:disputed,self-reported", (), YES),
        ("is:disputed -is:self-reported", ("disputed",), YES),
        ("is:disputed -is:self-reported", ("disputed", "self-reported"), NO),
        ("is:disputed or is:self-reported", ("self-reported",), YES),
        ("-(is:disputed or is:self-reported)", ("self-reported",), NO),
    ],
)
def test_marks_are_what_whoever_asks_says_of_a_fact(ask, make_fact, question, borne, verdict):
    assert ask(question, make_fact(tags=borne)) is verdict


def test_marks_are_only_asked_for_where_the_question_does_and_other_terms_leave_them_open(make_fact, make_snapshot):
    asked = []

    def marks(fact, mark):
        asked.append((fact.id, mark))
        return True

    def verdict(question):
        return match(parse_query(question), make_fact(id="a"), make_snapshot(), marks)

    assert verdict("company:zong") is YES
    assert verdict("company:huawei is:disputed") is NO
    assert asked == []
    assert verdict("company:zong is:disputed") is YES
    assert asked == [("a", Mark.DISPUTED)]


def test_an_amount_in_another_unit_is_told_and_not_dropped_in_silence(ask, make_fact, make_amount):
    fact = make_fact(amount=make_amount(5, unit="PKR"))
    assert ask("unit:USD", fact) is OTHER_UNIT
    assert ask("-unit:USD", fact) is YES
    assert ask("-(-unit:USD)", fact) is OTHER_UNIT


# Amounts

BN = 10**9
OVER_3BN = (3 * BN, Bound.MORE_THAN)
UP_TO_860M = (860_000_000, Bound.UP_TO)
OVER_100M = (100_000_000, Bound.MORE_THAN)


@pytest.mark.parametrize(
    ("amount", "question", "verdict"),
    [
        # --min 3bn
        (OVER_3BN, "amount:3bn..", YES),
        (UP_TO_860M, "amount:3bn..", NO),
        (OVER_100M, "amount:3bn..", OPEN_ENDED),
        ((3 * BN, Bound.AT_LEAST), "amount:3bn..", YES),
        ((3 * BN, Bound.LESS_THAN), "amount:3bn..", NO),
        ((3 * BN, Bound.AT_MOST), "amount:3bn..", YES),
        ((3 * BN, Bound.EXACT), "amount:3bn..", YES),
        ((2.95 * BN, Bound.ABOUT), "amount:3bn..", YES),
        ((2 * BN, Bound.ABOUT), "amount:3bn..", NO),
        ((2 * BN, Bound.BETWEEN, "USD", 4 * BN), "amount:3bn..", YES),
        ((1 * BN, Bound.BETWEEN, "USD", 2 * BN), "amount:3bn..", NO),
        # --max
        (OVER_3BN, "amount:..1bn", NO),
        (UP_TO_860M, "amount:..1bn", YES),
        (UP_TO_860M, "amount:..500m", OPEN_ENDED),
        (OVER_100M, "amount:..1bn", YES),  # the figure that the source names lies in the range
        (OVER_100M, "amount:..100m", NO),
        # both, and one number
        (OVER_100M, "amount:50m..1bn", YES),
        (OVER_100M, "amount:500m..1bn", OPEN_ENDED),
        (UP_TO_860M, "amount:500m..1bn", YES),
        (UP_TO_860M, "amount:100m..500m", OPEN_ENDED),
        ((3 * BN, Bound.EXACT), "amount:3.05bn", YES),
        ((3 * BN, Bound.EXACT), "amount:3.1bn", NO),
        ((3277, Bound.EXACT), "amount:3278", NO),
        # without the end itself
        (OVER_3BN, "amount:>3bn", YES),
        ((3 * BN, Bound.AT_LEAST), "amount:>3bn", OPEN_ENDED),
        ((3 * BN, Bound.AT_MOST), "amount:>3bn", NO),
        ((3 * BN, Bound.AT_MOST), "amount:<3bn", OPEN_ENDED),
        ((3 * BN, Bound.LESS_THAN), "amount:<3bn", YES),
        ((0, Bound.EXACT), "amount:0", YES),
        ((0, Bound.EXACT), "amount:>0", NO),
    ],
)
def test_amounts_are_compared_by_what_they_may_mean(ask, make_fact, make_amount, amount, question, verdict):
    fact = make_fact(amount=make_amount(*amount))
    assert ask(question, fact) is verdict
    negated = {YES: NO, NO: YES}.get(verdict, verdict)
    assert ask(f"-{question}", fact) is negated


@pytest.mark.parametrize(
    ("unit", "question", "verdict"),
    [
        ("USD", "amount:5", YES),
        ("PKR", "amount:5", OTHER_UNIT),
        ("PKR", "amount:900", OTHER_UNIT),
        ("PKR", "amount:Rs5", YES),
        ("USD", "amount:Rs5", OTHER_UNIT),
        ("sites", "amount:5", YES),
        ("sites", "amount:6", NO),
        ("sites", 'amount:"5 sites"', YES),
        ("users", 'amount:"5 sites"', OTHER_UNIT),
        ("USD/year", "amount:5", YES),
        ("USD/year", "amount:$5", OTHER_UNIT),
    ],
)
def test_only_amounts_of_one_unit_are_compared(ask, make_fact, make_amount, unit, question, verdict):
    assert ask(question, make_fact(amount=make_amount(5, unit=unit))) is verdict


def test_a_fact_without_an_amount_lies_neither_in_a_range_nor_outside(ask, make_fact):
    assert ask("amount:>1bn", make_fact()) is NO_AMOUNT
    assert ask("-amount:>1bn", make_fact()) is NO_AMOUNT


@pytest.mark.parametrize("bound", Bound)
def test_a_number_beyond_floats_is_compared_and_breaks_nothing(ask, make_fact, make_amount, bound):
    fact = make_fact(amount=make_amount(10**400, bound, to=10**401))
    above, below = ask("amount:>=1bn", fact), ask("amount:<1bn", fact)
    if bound in (Bound.LESS_THAN, Bound.AT_MOST, Bound.UP_TO):
        assert (above, below) == (YES, OPEN_ENDED)
    else:
        assert (above, below) == (YES, NO)


# Dates


@pytest.mark.parametrize(
    ("when", "question", "verdict"),
    [
        ("2014", "date:2014", YES),
        ("2014", "date:2015", NO),
        ("2014", "date:2014-04-23", YES),
        ("2014-04-23", "date:2014", YES),
        ("2014-04-23", "date:2014..2018", YES),
        ("2014-04-23", "date:..2014-04-22", NO),
        ("2014-04-23", "date:..2014-04-23", YES),
        ("2014-04-23", "date:2014-04-24..", NO),
        ("2014-04-23", "date:2014-04-23..", YES),
        ("2014~", "date:2015", YES),
        ("2014~", "date:2016", NO),
        ("2014", "date:2015~", YES),
        ("2007/2011", "date:2009", YES),
        ("2007/2011", "date:2012..", NO),
        ("2007/2011", "date:..2006", NO),
        ("1998/..", "date:2050", YES),
        ("1998/..", "date:..1998", YES),
        ("1998/..", "date:..1997", NO),
        ("1998/", "date:2050..", YES),
        ("../2014", "date:1900", YES),
        ("../2014", "date:2015..", NO),
        ("/2014", "date:..1900", YES),
        ("2014", "date:2010/..", YES),
        ("2014", "date:2015/..", NO),
        ("2014", "date:../2013", NO),
        ("2014", "date:2010/2012", NO),
        ("1998/..", "date:../1990", NO),
        ("1998/..", "date:2010/..", YES),
    ],
)
def test_a_date_matches_when_its_span_overlaps_the_range(ask, make_fact, when, question, verdict):
    assert ask(question, make_fact(when=when)) is verdict
    assert ask(f"-{question}", make_fact(when=when)) is {YES: NO, NO: YES}[verdict]


def test_a_fact_without_a_date_lies_neither_in_a_year_nor_outside(ask, make_fact):
    assert ask("date:2014", make_fact()) is UNDATED
    assert ask("-date:2014", make_fact()) is UNDATED


# Three values


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        # The fact: Zong, rupees, no date. "amount:5" is OTHER_UNIT, "date:2014" UNDATED.
        ("amount:5 company:zong", OTHER_UNIT),
        ("company:zong amount:5", OTHER_UNIT),
        ("amount:5 company:huawei", NO),
        ("company:huawei amount:5", NO),
        ("amount:5 or company:zong", YES),
        ("amount:5 or company:huawei", OTHER_UNIT),
        ("company:huawei or amount:5", OTHER_UNIT),
        ("amount:5 date:2014", OTHER_UNIT),
        ("date:2014 amount:5", UNDATED),
        ("date:2014 or amount:5", UNDATED),
        ("amount:5 or date:2014", OTHER_UNIT),
        ("-(amount:5 company:zong)", OTHER_UNIT),
        ("-(amount:5 company:huawei)", YES),
        ("-(amount:5 or company:zong)", NO),
        ("-(amount:5 or company:huawei)", OTHER_UNIT),
        ("amount:5 or -amount:5", OTHER_UNIT),
        ("(amount:5 company:huawei) or company:zong", YES),
        ("-(date:2014 or -(amount:5 company:zong))", UNDATED),
        ("-(-amount:5)", OTHER_UNIT),
    ],
)
def test_doubt_is_carried_as_in_kleenes_logic_with_its_first_reason(ask, make_fact, make_amount, question, verdict):
    assert ask(question, make_fact(amount=make_amount(5, unit="PKR"))) is verdict


def test_each_reason_of_doubt_reaches_the_answer(ask, make_fact, make_amount):
    rest = " company:zong -huawei"
    assert ask("amount:3bn.." + rest, make_fact(amount=make_amount(*OVER_100M))) is OPEN_ENDED
    assert ask("amount:3bn.." + rest, make_fact(amount=make_amount(1, unit="PKR"))) is OTHER_UNIT
    assert ask("amount:3bn.." + rest, make_fact()) is NO_AMOUNT
    assert ask("date:2014" + rest, make_fact()) is UNDATED


# Small facts and trees by chance

_AMOUNTS = [
    None,
    (5, Bound.EXACT, "USD"),
    (5, Bound.MORE_THAN, "USD"),
    (5, Bound.UP_TO, "USD"),
    (5, Bound.ABOUT, "PKR"),
    (5, Bound.EXACT, "sites"),
]
_WHENS = [None, "2014", "2014~", "2014-04-23", "2012/..", "../2016", "2013/2015"]
small_facts = st.tuples(st.sampled_from(["zong", "huawei"]), st.sampled_from(_AMOUNTS), st.sampled_from(_WHENS))
_leaves = st.sampled_from(
    [
        Term(Field.COMPANY, ("zong",)),
        Term(Field.COMPANY, ("huawei", "pta")),
        Word("cmpak"),
        Phrase("huawei technologies"),
        DateRange("2014", "2014"),
        DateRange("2015", None),
        DateRange(None, "2013"),
        AmountRange(5, None),
        AmountRange(6, None),
        AmountRange(None, 4),
        AmountRange(5, 5, unit="PKR"),
    ]
)


def _larger(trees):
    several = st.lists(trees, min_size=1, max_size=3).map(tuple)
    return st.one_of(trees.map(Not), several.map(And), several.map(Or))


small_trees = st.recursive(_leaves, _larger, max_leaves=8)
_unit_terms = st.sampled_from([Term(Field.UNIT, ("USD",)), Term(Field.UNIT, ("PKR", "sites"))])
small_trees_with_units = st.recursive(st.one_of(_leaves, _unit_terms), _larger, max_leaves=8)


@pytest.fixture(scope="module")
def build(make_fact, make_amount):
    """Return a function that makes a fact of company, amount and date."""

    def built(company, amount, when):
        return make_fact(company=company, amount=None if amount is None else make_amount(*amount), when=when)

    return built


@given(small_facts, st.lists(small_trees_with_units, max_size=3).map(tuple))
def test_de_morgan_holds_for_verdicts_with_their_reasons(ask, build, parts, items):
    fact = build(*parts)
    assert ask(Not(And(items)), fact) is ask(Or(tuple(map(Not, items))), fact)
    assert ask(Not(Or(items)), fact) is ask(And(tuple(map(Not, items))), fact)


@given(small_facts, small_trees_with_units)
def test_denying_twice_is_not_denying(ask, build, parts, tree):
    fact = build(*parts)
    assert ask(Not(Not(tree)), fact) is ask(tree, fact)


def truth(verdict):
    """Return the truth value of a verdict, from 0 to 1; doubt lies between."""
    return {YES: 1, NO: 0}.get(verdict, 0.5)


@given(small_facts, small_trees)
def test_a_denial_turns_yes_and_no_and_leaves_doubt(ask, build, parts, tree):
    fact = build(*parts)
    assert truth(ask(Not(tree), fact)) == 1 - truth(ask(tree, fact))


@given(small_facts, st.lists(small_trees_with_units, min_size=1, max_size=4).map(tuple))
def test_all_is_the_least_true_of_its_parts_and_any_the_most(ask, build, parts, items):
    fact = build(*parts)
    values = [truth(ask(item, fact)) for item in items]
    assert truth(ask(And(items), fact)) == min(values)
    assert truth(ask(Or(items), fact)) == max(values)


@given(small_facts, st.lists(small_trees_with_units, min_size=1, max_size=4).map(tuple))
def test_the_reason_of_doubt_is_one_of_a_part(ask, build, parts, items):
    fact = build(*parts)
    verdicts = [ask(item, fact) for item in items]
    assert ask(And(items), fact) in verdicts
    assert ask(Or(items), fact) in verdicts


# The real store


def test_at_least_three_billion_keeps_over_three_and_drops_up_to_860_million(real):
    found = real.find("company:zong measure:total-invested amount:3bn..")
    kept = {(fact.amount.value, fact.amount.bound) for fact in found.facts}
    assert (3 * BN, Bound.MORE_THAN) in kept
    assert all(value >= 3 * BN for value, _ in kept)


def test_every_fact_of_the_real_store_has_an_answer_to_every_sort_of_question(real):
    questions = [parse_query(text) for text in ("zong", '"china mobile"', "date:2014", "amount:>1bn", "-unit:USD")]
    facts = real.snapshot.facts.values()
    assert all(
        match(question, fact, real.snapshot, lambda *_: False) in Verdict for question in questions for fact in facts
    )
