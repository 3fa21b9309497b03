"""A fact as rows of the index: the columns that questions are asked of, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from cpecfacts.analysis.figures import days_of_recency
from cpecfacts.analysis.origins import Voices
from cpecfacts.analysis.quality import quality_of
from cpecfacts.analysis.timeline import Period, period_of
from cpecfacts.analysis.trust import Trust
from cpecfacts.model.amounts import Amount, interval_of, is_currency
from cpecfacts.model.dates import parse_when
from cpecfacts.model.fact import Fact, Kind, Rank, Stance, Status
from cpecfacts.model.folding import name_key, words_of
from cpecfacts.model.record import Record
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.model.source import Source
from cpecfacts.query.order import date_key_of

STRIDE = 4096
"""How far the numbers of two facts lie apart when an index is built: room for facts that come between them."""

UNDATED = 9_999_999  # later than any day
# Stands between two texts of one column: a word of its own that no question can have, as it is no letter.
_BREAK = " ¦ "
encode_json = msgspec.json.Encoder().encode
decode_fact = msgspec.json.Decoder(Fact).decode

LARGEST = 2**63 - 1
"""The largest whole number that SQLite holds."""


class Dates(NamedTuple):
    """The columns of a date, and the members that a JSON answer gets from it."""

    earliest: str | None
    latest: str | None
    day: int
    reach: int
    period: str | None
    members: bytes
    recency: int


@lru_cache(maxsize=65536)
def dates_of(text: str | None) -> Dates:
    """Return the columns of an EDTF date."""
    if text is None:
        return Dates(None, None, UNDATED, 0, None, b'"earliest":null,"latest":null', _recency_of(date.min, date.min))
    when = parse_when(text)
    key = date_key_of(text)
    earliest = None if when.earliest is None else when.earliest.isoformat()
    latest = None if when.latest is None else when.latest.isoformat()
    members = b'"earliest":%b,"latest":%b' % (encode_json(earliest), encode_json(latest))
    period = period_of(when.anchor, Period.YEAR)
    return Dates(earliest, latest, key[0].toordinal(), key[1], period, members, _recency_of(*days_of_recency(when)))


_MOST_SOURCES = 65535  # of one fact: beyond them it is not told which of two facts of one date has more


def _recency_of(first: date, last: date) -> int:
    return first.toordinal() << 39 | last.toordinal() << 17  # a day takes 22 bits


def recency_column(fact: Fact, dates: Dates) -> int:
    """Return the key of `analysis.figures.recency` as one number of 63 bits, but for the id, whose order `n` has."""
    ranks = (not fact.is_deprecated) << 62 | (not fact.is_plan) << 61 | (fact.rank is Rank.PREFERRED) << 16
    return ranks | dates.recency | min(len(fact.source_ids), _MOST_SOURCES)


def amount_columns(amount: Amount | None) -> tuple[Any, ...]:
    """Return unit, currency, value, low, low_closed, high, high_closed and odd."""
    if amount is None:
        return None, None, None, None, None, None, None, 0
    interval = interval_of(amount)
    numbers = (amount.value, interval.low, interval.high)
    unit, currency = amount.unit, int(is_currency(amount.unit))
    if any(isinstance(number, int) and abs(number) > LARGEST for number in numbers):
        # Rounded only where it has to be, figures stand in the order of what they are, but for equal ones.
        value = float(amount.value) if abs(amount.value) > LARGEST else amount.value
        return unit, currency, value, None, 0, None, 0, 1
    closed = int(interval.low_closed), int(interval.high_closed)
    return unit, currency, amount.value, interval.low, closed[0], interval.high, closed[1], 0


class Derived(NamedTuple):
    """What follows from a fact and the other records of its store, but for disputes."""

    sources: int
    against: int
    voices: tuple[str, ...]
    self_reported: bool
    quality: int

    def trust(self, disputes: tuple[str, ...]) -> Trust:
        """Return it as `analysis` has it."""
        return Trust(
            sources=self.sources,
            against=self.against,
            origins=self.voices,
            self_reported=self.self_reported,
            quality=self.quality,
            disputes=disputes,
        )

    def members(self, dates: Dates, disputes: tuple[str, ...] = ()) -> bytes:
        """Return the members that a JSON answer adds to the record of the fact, with the closing brace."""
        counts = _counts(self.sources, self.against, len(self.voices), self.self_reported, self.quality)
        return b"%b%b%b}" % (dates.members, counts, encode_json(disputes) if disputes else b"[]")


@lru_cache(maxsize=4096)
def _counts(sources: int, against: int, origins: int, self_reported: bool, quality: int) -> bytes:
    return b',"sources":%d,"against":%d,"origins":%d,"self_reported":%b,"quality":%d,"disputes":' % (
        sources,
        against,
        origins,
        b"true" if self_reported else b"false",
        quality,
    )


class Deriver:
    """Works out what follows from the facts of one store."""

    def __init__(self, view: Snapshot) -> None:
        self.view = view
        self._voices = Voices(view)
        self._alone: dict[tuple[str, str | None], tuple[str, tuple[str], int]] = {}

    def derive(self, fact: Fact) -> Derived:
        """Return what follows from a fact, as `analysis.trust` defines it."""
        if len(fact.evidence) == 1 and fact.evidence[0].stance is Stance.SUPPORTS:
            # Seven of eight facts; half of the time of the general case is sets of one.
            voice, names, quality = self._of_piece(fact)
            return Derived(1, 0, names, voice == self._voices.house(fact.company), quality)
        voices = self._voices.supporting(fact)
        supporting = {piece.source for piece in fact.evidence if piece.stance is Stance.SUPPORTS}
        return Derived(
            sources=len(supporting),
            against=len(set(fact.source_ids) - supporting),
            voices=tuple(voices.values()),
            self_reported=voices.keys() == {self._voices.house(fact.company)},
            quality=quality_of(fact, self.view, self._voices),
        )

    def _of_piece(self, fact: Fact) -> tuple[str, tuple[str], int]:
        """Return voice, its name and quality of a fact with one piece of evidence: they follow from that alone."""
        piece = fact.evidence[0]
        key = piece.source, piece.asserted_by
        found = self._alone.get(key)
        if found is None:
            voice, name = self._voices.voice(piece)
            found = self._alone[key] = voice, (name,), quality_of(fact, self.view, self._voices)
        return found


@lru_cache(maxsize=4096)
def names_json(names: tuple[str, ...]) -> bytes:
    """Return the JSON list of names of voices."""
    return encode_json(names)


# A dictionary tells the word of an enumeration's member five times as fast as its property.
_WORDS: dict[StrEnum, str] = {member: member.value for words in (Kind, Status, Rank) for member in words}


def fact_row(n: int, fact: Fact, derived: Derived, dates: Dates) -> tuple[Any, ...]:
    """Return the row of the table `facts`, not disputed."""
    return (
        n,
        fact.id,
        fact.company,
        fact.project,
        _WORDS[fact.kind],
        fact.measure,
        _WORDS[fact.status],
        _WORDS[fact.rank],
        fact.when,
        dates.earliest,
        dates.latest,
        dates.day,
        dates.reach,
        dates.period,
        *amount_columns(fact.amount),
        derived.sources,
        derived.against,
        len(derived.voices),
        int(derived.self_reported),
        derived.quality,
        0,
        recency_column(fact, dates),
    )


def word_row(n: int, fact: Fact) -> tuple[int, str, str, str]:
    """Return the row of the table `words`."""
    quotes = _BREAK.join(spaced_words(piece.quote) for piece in fact.evidence if piece.quote)
    return n, spaced_words(fact.statement), spaced_words(fact.note), quotes


def spaced_words(text: str | None) -> str:
    """Return a text in which the tokenizer finds the words that `words_of` finds; of ASCII it does so itself."""
    if not text:
        return ""
    return text if text.isascii() else " ".join(words_of(text))


def title_rows(view: Snapshot) -> Iterator[tuple[str, str, str]]:
    """Yield the rows of the table `titles`: each text by itself, so that no phrase runs over two of them."""
    for key, organization in view.organizations.items():
        for name in (organization.name, *organization.aliases):
            yield "organizations", key, spaced_words(name)
    for key, project in view.projects.items():
        yield "projects", key, spaced_words(project.name)
    for key, source in view.sources.items():
        yield "sources", key, spaced_words(source.title)


def record_row(record: Record) -> tuple[Any, ...]:
    """Return the row of a record, which is no fact, in the table of its name."""
    body = encode_json(record)
    if isinstance(record, Source):
        return record.id, name_key(record.publisher), name_key(record.reprint_of or record.publisher), body
    return record.id, body
