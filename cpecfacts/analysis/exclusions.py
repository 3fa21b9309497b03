"""Why a fact is not added to a total, and what can be said of that from the fact alone."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from cpecfacts.model.amounts import is_currency
from cpecfacts.model.fact import INVESTMENT_KINDS, Fact, Status
from cpecfacts.model.measure import Measure, Shape

# Measures by their ids, if the store has them: a value put on something is nobody's payment, whatever its shape.
VALUATIONS = frozenset({"auction-proceeds", "bid-value", "damages-claimed", "enterprise-value", "estimated-loss"})
PLANS = frozenset({"planned-investment", "revenue-planned"})


class Reason(StrEnum):
    """Why a fact is not added to a total."""

    DEPRECATED = "deprecated"
    NO_AMOUNT = "no_amount"
    NO_MONEY = "no_money"
    PLAN = "plan"
    CANCELLED = "cancelled"
    NO_MEASURE = "no_measure"
    CUMULATIVE = "cumulative"
    LEVEL = "level"
    VALUATION = "valuation"
    ANNOUNCED = "announced"
    UNDATED = "undated"
    SAME_PAYMENT = "same_payment"
    PART_OF_PRICE = "part_of_price"
    INSIDE_PERIOD = "inside_period"
    OVERLAPPING = "overlapping"
    SUM_OF_OTHERS = "sum_of_others"
    NO_RATE = "no_rate"


def reason_against(fact: Fact, measures: Mapping[str, Measure]) -> Reason | None:
    """Return why a fact can be no payment that was made, looking at it alone; None if it may be one.

    One that is only announced may still tell the figure of a payment that another fact says was made.
    """
    reason: Reason | None = None
    if fact.is_deprecated:
        reason = Reason.DEPRECATED
    elif fact.amount is None:
        reason = Reason.NO_AMOUNT
    elif not is_currency(fact.amount.unit):
        reason = Reason.NO_MONEY
    elif fact.is_plan or fact.measure in PLANS:
        reason = Reason.PLAN
    elif fact.status is Status.CANCELLED:
        reason = Reason.CANCELLED
    elif fact.measure is None:
        reason = Reason.NO_MEASURE
    elif measures[fact.measure].shape is Shape.TOTAL:
        reason = Reason.CUMULATIVE
    elif measures[fact.measure].shape in (Shape.LEVEL, Shape.DATE):
        reason = Reason.LEVEL
    elif fact.measure in VALUATIONS:
        reason = Reason.VALUATION
    return reason


def subject_of(fact: Fact) -> tuple[str, str | None]:
    """Return to which sum a fact belongs: money put in by a company, or else one measure of it alone.

    Taxes, fines, revenue and loans are no money put in, and nobody adds them to one another.
    """
    return fact.company, None if fact.kind in INVESTMENT_KINDS else fact.measure
