"""What is counted or dated."""

from __future__ import annotations

from enum import StrEnum

from cpecfacts.model.record import Record


class Shape(StrEnum):
    """How values of a measure relate to time (docs/store-format.md)."""

    LEVEL = "level"
    TOTAL = "total"
    FLOW = "flow"
    ONCE = "once"
    EACH = "each"
    DATE = "date"


class Measure(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A measure. `unit` is null where facts differ in it, and "money" for any currency."""

    label: str
    shape: Shape
    meaning: str
    unit: str | None
