"""Sums of what companies paid, and of what was left out of them, and why."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cpecfacts.analysis.addends import refuse_unlike
from cpecfacts.analysis.conversion import Conversion
from cpecfacts.analysis.exchange import Rates
from cpecfacts.analysis.exclusions import Reason, subject_of
from cpecfacts.analysis.payments import Choice, Grading, Sorting, sort_out
from cpecfacts.analysis.quality import quality_of
from cpecfacts.analysis.sums import sum_of
from cpecfacts.analysis.trust import Appraiser
from cpecfacts.model.amounts import Amount, is_currency
from cpecfacts.model.fact import Fact
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.query.finding import Findings
from cpecfacts.query.names import Names, resolve
from cpecfacts.query.parse import parse_query

MONEY_PUT_IN = "Money put in"


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What facts of one measure add to a total; `converted` tells that rates went into it."""

    measure: str
    label: str
    amount: Amount
    converted: bool
    facts: int


class Total(msgspec.Struct, frozen=True, kw_only=True):
    """A sum of payments of one company in one currency, each payment once.

    Of investments, acquisitions and licences together `measure` is null and `label` "Money put in"; of other kinds each
    measure has its own sum. `amount` is null where nothing could be counted, and `unit` null for facts without money.
    `parts` are the sums by measure, `counted` the ids of the facts added, `excluded` those of the others by reason;
    each fact found stands in one of them. `choices` tell which facts are the same money. Of a converted sum
    `rate_years` and `rate_sources` are those of the rates used, and `notes` say of which dates a year had to be chosen.
    """

    company: str
    measure: str | None
    label: str
    unit: str | None
    amount: Amount | None
    converted: bool
    facts: int
    parts: tuple[Part, ...]
    counted: tuple[str, ...]
    excluded: dict[str, tuple[str, ...]]
    choices: tuple[Choice, ...]
    rate_years: tuple[int, ...]
    rate_sources: tuple[str, ...]
    notes: tuple[str, ...]


def totals(
    findings: Findings, names: Names, appraiser: Appraiser, rates: Rates, currency: str | None = None
) -> tuple[Total, ...]:
    """Return the totals of facts by company, by what is summed and by currency; converted if a currency is named.

    Only flows and one-off payments that were made count, never a total to a date, a plan or a deprecated fact, and
    never two facts for one payment (docs/money.md). The greatest sums of the most frequent currency come first.

    Raises:
        RefusedError: The question asks to add what cannot be added.
        UnknownNameError: There are no rates for the currency.
    """
    wanted = None if currency is None else rates.known(currency)
    known = {fact.id: fact for fact in findings.facts}
    snapshot, voices = appraiser.snapshot, appraiser.voices
    refuse_unlike(resolve(parse_query(findings.query), names), known.values(), snapshot.measures)
    conversions = {} if wanted is None else {key: rates.convert_fact(fact, wanted) for key, fact in known.items()}
    grading = Grading(
        quality=lambda fact: quality_of(fact, snapshot, voices),
        origins=lambda fact: len(voices.supporting(fact)),
        can_convert=lambda fact: wanted is None or conversions[fact.id].amount is not None,
    )
    sorting = sort_out(known.values(), snapshot.measures, grading)
    counted = {fact.id for fact in sorting.counted}
    rows: dict[tuple[str, str | None, str | None], list[Fact]] = {}
    for fact in known.values():
        company, measure = subject_of(fact)
        unit = wanted or _money_of(fact)
        if _money_of(fact) is None:
            measure, unit = None, None
        rows.setdefault((company, measure, unit), []).append(fact)
    made = [_total(key, row, counted, sorting, conversions, snapshot) for key, row in rows.items()]
    units = [total.unit for total in made if total.amount is not None]
    made.sort(key=lambda total: _order(total, units))
    return tuple(made)


def _money_of(fact: Fact) -> str | None:
    return fact.amount.unit if fact.amount is not None and is_currency(fact.amount.unit) else None


def _order(total: Total, units: Sequence[str | None]) -> tuple[object, ...]:
    unit = total.unit or ""
    value = 0 if total.amount is None else total.amount.value
    kind = (total.measure is not None, total.label)
    return (total.amount is None, *kind, -units.count(total.unit), unit, -value, total.company)


def _total(
    key: tuple[str, str | None, str | None],
    row: list[Fact],
    counted: set[str],
    sorting: Sorting,
    conversions: dict[str, Conversion],
    snapshot: Snapshot,
) -> Total:
    company, measure, unit = key
    amounts: dict[str, Amount] = {}
    by_measure: dict[str, list[Amount]] = {}
    excluded: dict[str, list[str]] = {}
    used: list[tuple[str, Conversion]] = []
    converted: set[str] = set()
    for fact in row:
        conversion = conversions.get(fact.id)
        amount = fact.amount if conversion is None else conversion.amount
        if fact.id not in counted or fact.measure is None or amount is None:
            excluded.setdefault(sorting.left[fact.id].value, []).append(fact.id)
            continue
        amounts[fact.id] = amount
        by_measure.setdefault(fact.measure, []).append(amount)
        if conversion is not None:
            if conversion.steps:
                converted.add(fact.measure)
            used.append((fact.id, conversion))
    rates = [rate for _, conversion in used for rate in conversion.steps]
    order = [reason.value for reason in Reason]
    return Total(
        company=company,
        measure=measure,
        label=MONEY_PUT_IN if measure is None else snapshot.measures[measure].label,
        unit=unit,
        amount=sum_of(list(amounts.values()), unit or ""),
        converted=bool(rates),
        facts=len(amounts),
        parts=tuple(
            Part(
                measure=key,
                label=snapshot.measures[key].label,
                amount=part,
                converted=key in converted,
                facts=len(each),
            )
            for key, each in sorted(by_measure.items())
            if (part := sum_of(each, unit or "")) is not None
        ),
        counted=tuple(amounts),
        excluded={reason: tuple(excluded[reason]) for reason in sorted(excluded, key=order.index)},
        choices=tuple(choice for choice in sorting.choices if not amounts.keys().isdisjoint(choice.counted)),
        rate_years=tuple(sorted({rate.year for rate in rates})),
        rate_sources=tuple(sorted({rate.source for rate in rates})),
        notes=tuple(f"{fact}: {conversion.note}" for fact, conversion in used if conversion.note),
    )
