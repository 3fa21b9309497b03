"""Stores and questions of every sort, small enough that their values meet."""

from __future__ import annotations

from hypothesis import strategies as st

from cpecfacts.model.amounts import Amount, Bound
from cpecfacts.model.fact import Evidence, Fact, Kind, Rank, Stance, Status
from cpecfacts.model.measure import Measure, Shape
from cpecfacts.model.organization import Organization, OrganizationType
from cpecfacts.model.project import Project
from cpecfacts.model.snapshot import Meta, Snapshot
from cpecfacts.model.source import Source, SourceClass
from cpecfacts.query.tree import AmountRange, And, DateRange, Field, Mark, Not, Or, Phrase, Term, Word

COMPANIES = ("acme", "acme-2", "zong")
PROJECTS = ("cable", "park")
MEASURES = ("cost", "sites", "opened")
SOURCES = ("dawn-1", "dawn-2", "wire-1", "own-1")
PLACES = ("Lahore", "lahore", "گوادر")
TAGS = ("4g", "cpec", "a'b\"c;--\0")
UNITS = ("USD", "PKR", "usd", "sites", "café/year")
PUBLISHERS = ("Dawn", "DAWN ", "新华社", "!!!")
DATES = (
    "2014", "2014~", "2014?", "2014-04", "2014-04-23", "2014-04-23~", "201X", "20XX", "2014-XX", "2013-24", "2014-34",
    "2014/..", "../2014", "2013/2015", "/2014", "2014-01/2014-04", "2014-01-01", "2020", "2020/2021-03", "2010%",
)  # fmt: skip
TEXTS = (
    "Zong won spectrum in Karáchi", "Spectrum", "3G and 4G", "中国移动 won 4G", "گوادر میں کیبل", "ＺＯＮＧ！", "!!!", "",
    "fibre cable", "fibre; cable", "cable fibre", "e\u0301tat ﬁbre", "a\0b", "x" * 40, "हिन्दी शब्द", "NEAR AND OR NOT",
)  # fmt: skip
WORDS = (
    "zong", "Zo", "spectrum kar", "karachi", "4", "4g", "移", "移动", "动移", "گوادر", "fibre cable", "cable fib", "fi",
    "étát", "!!!", "", "a b", "b", "xxxx", "हिन्दी", "acme", "dawn title", "safe city", "won 4g", "near", "NEAR(a b)",
    'a" OR "b', "zong*", "^zong", "-zong", "statement:zong", "{note}: zong", "words", "¦", "\0",
)  # fmt: skip
NUMBERS = (
    0, 1, -1, 5, 100, 105, 95, 1e2, 0.1, 1.5, -0.5, 2**53, 2**53 + 1, float(2**53), 2**63 - 1, 2**63, 2**63 + 1, -(2**63),
    -(2**63) - 1, float(2**63), 10**19, 10**19 + 1, 1e19, 2**70, 2**70 + 1, float(2**70), 10**300, 10**300 + 1, 1e300, 1e308,
    5e-324, -1e19, -(10**19) - 1, 1.7976931348623157e308,
)  # fmt: skip

_numbers = st.sampled_from(NUMBERS) | st.integers(-200, 200) | st.floats(-200, 200, allow_nan=False)
_texts = st.sampled_from(TEXTS) | st.lists(st.sampled_from(TEXTS), max_size=3).map(" ".join)


@st.composite
def amounts(draw):
    bound = draw(st.sampled_from(Bound))
    value, to = draw(_numbers), None
    if bound is Bound.BETWEEN:
        value, to = sorted((value, draw(_numbers)))
    return Amount(value=value, to=to, unit=draw(st.sampled_from(UNITS)), bound=bound, raw=None)


def _some(values, most=2):
    return st.lists(st.sampled_from(values), max_size=most).map(tuple)


_evidence = st.builds(
    Evidence,
    source=st.sampled_from(SOURCES),
    quote=st.none() | _texts,
    paragraph=st.none(),
    asserted_by=st.none() | st.sampled_from(COMPANIES),
    stance=st.sampled_from(Stance),
)


def facts(identifier):
    """Facts of an id. Texts without a word, equal dates and values are as likely as anything."""
    return st.builds(
        Fact,
        id=st.just(identifier),
        company=st.sampled_from(COMPANIES),
        parties=_some(COMPANIES),
        project=st.none() | st.sampled_from(PROJECTS),
        kind=st.sampled_from((Kind.INVESTMENT, Kind.LICENCE, Kind.OTHER)),
        measure=st.none() | st.sampled_from(MEASURES),
        statement=_texts,
        amount=st.none() | amounts(),
        when=st.none() | st.sampled_from(DATES),
        when_means=st.none(),
        status=st.sampled_from((Status.PLANNED, Status.REPORTED)),
        places=_some(PLACES),
        tags=_some(TAGS),
        evidence=st.lists(_evidence, min_size=1, max_size=3).map(tuple),
        rank=st.sampled_from((Rank.NORMAL, Rank.NORMAL, Rank.PREFERRED, Rank.DEPRECATED)),
        rank_reason=st.just("said so"),
        note=st.none() | _texts,
    )


def _organization(key, name, aliases):
    kind = OrganizationType.COMPANY
    return Organization(
        id=key, name=name, type=kind, country=None, parent=None, sector=None, aliases=aliases, note=None
    )


def _source(key, publisher, title):
    return Source(
        id=key,
        type="article",
        title=title,
        publisher=publisher,
        issued=None,
        URL=None,
        language="en",
        class_=SourceClass.COMPANY if key == "own-1" else SourceClass.MEDIA,
        reprint_of=None,
        accessed=None,
        note=None,
    )


@st.composite
def snapshots(draw):
    """Stores of up to a dozen facts."""
    names = draw(st.lists(_texts, min_size=len(COMPANIES), max_size=len(COMPANIES)))
    titles = draw(st.lists(st.none() | _texts, min_size=len(SOURCES), max_size=len(SOURCES)))
    shapes = dict(zip(MEASURES, (Shape.ONCE, Shape.LEVEL, Shape.DATE), strict=True))
    ids = draw(st.lists(st.sampled_from([f"f-{n}" for n in range(14)]), unique=True, max_size=12).map(sorted))
    return Snapshot(
        meta=Meta(format=1),
        organizations={k: _organization(k, n, draw(_some(TEXTS))) for k, n in zip(COMPANIES, names, strict=True)},
        projects={k: Project(id=k, name=draw(_texts), companies=(), summary="", places=()) for k in PROJECTS},
        measures={k: Measure(id=k, label=k, shape=shapes[k], meaning="", unit=None) for k in sorted(MEASURES)},
        sources={k: _source(k, draw(st.sampled_from(PUBLISHERS)), t) for k, t in zip(SOURCES, titles, strict=True)},
        rates={},
        facts={key: draw(facts(key)) for key in ids},
    )


# Of each field the values of the store, one beside them, and what is never there.
_VALUES = {
    Field.COMPANY: (*COMPANIES, "nobody"),
    Field.KIND: ("investment", "licence", "tax"),
    Field.MEASURE: (*MEASURES, "none"),
    Field.PROJECT: (*PROJECTS, "none"),
    Field.STATUS: ("planned", "reported", "completed"),
    Field.UNIT: (*UNITS, "EUR", ""),
    Field.PLACE: (*PLACES, "' OR 1=1 --"),
    Field.TAG: (*TAGS, "a'b\"c;--"),
    Field.SOURCE: (*SOURCES, "none"),
    Field.PUBLISHER: (*PUBLISHERS, "dawn", "Nobody"),
    Field.RANK: ("preferred", "normal", "deprecated", "any"),
    Field.ID: ("f-0", "f-3", "f-13", "F-3", "none"),
    Field.IS: tuple(mark.value for mark in Mark),
}


@st.composite
def _terms(draw):
    field = draw(st.sampled_from(Field))
    many = draw(st.lists(st.sampled_from(_VALUES[field]), max_size=3))
    if draw(st.integers(0, 9)) == 0 and field not in (Field.IS, Field.RANK):
        many += [f"absent-{n}" for n in range(12)]
    return Term(field, tuple(many))


@st.composite
def _amount_ranges(draw):
    low, high = draw(st.none() | _numbers), draw(st.none() | _numbers)
    unit = draw(st.none() | st.sampled_from((*UNITS, "EUR")))
    return AmountRange(low, high, low_closed=draw(st.booleans()), high_closed=draw(st.booleans()), unit=unit)


_dates = st.none() | st.sampled_from(DATES)
_words = st.sampled_from((*WORDS, *TEXTS)) | st.text(max_size=6)
_leaves = st.one_of(
    _terms(),
    _amount_ranges(),
    _amount_ranges(),
    st.builds(DateRange, _dates, _dates),
    st.builds(Word, _words),
    st.builds(Phrase, _words),
)
questions = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.lists(inner, max_size=4).map(lambda items: And(tuple(items))),
        st.lists(inner, max_size=4).map(lambda items: Or(tuple(items))),
    ),
    max_leaves=8,
)
