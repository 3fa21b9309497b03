"""What keeps a store from being read: the flaws that the reading found, rule by rule."""

from __future__ import annotations

from collections.abc import Iterator

from cpecfacts.checks.rule import Examined, Finding, Severity, rule


def _flaws(examined: Examined, name: str) -> Iterator[Finding]:
    for flaw in examined.flaws:
        if flaw.rule == name:
            yield Finding(
                table=flaw.table, id=flaw.id, field=flaw.field, message=flaw.problem, mend=flaw.mend, flaw=flaw
            )


@rule(Severity.ERROR)
def not_json(examined: Examined) -> Iterator[Finding]:
    """The file is JSON in UTF-8.

    Nothing else can be checked before the file can be read.
    """
    return _flaws(examined, "not-json")


@rule(Severity.ERROR)
def not_a_store(examined: Examined) -> Iterator[Finding]:
    """The file has `meta` and the six tables, and nothing else.

    Every program that reads the store expects these tables and no others.
    """
    return _flaws(examined, "not-a-store")


@rule(Severity.ERROR)
def unknown_format(examined: Examined) -> Iterator[Finding]:
    """The store has the format that this version reads.

    In another format the same fields may mean something else.
    """
    return _flaws(examined, "unknown-format")


@rule(Severity.ERROR)
def double_key(examined: Examined) -> Iterator[Finding]:
    """No key stands twice in one object.

    JSON readers keep one of the two values without a word, and not all the same one.
    """
    return _flaws(examined, "double-key")


@rule(Severity.ERROR)
def half_character(examined: Examined) -> Iterator[Finding]:
    r"""No text has half of a character, such as \ud83d without its second half.

    Such a text cannot be written to any file.
    """
    return _flaws(examined, "half-character")


@rule(Severity.ERROR)
def unknown_field(examined: Examined) -> Iterator[Finding]:
    """A record has only the fields of its table.

    A field with a wrong name is data that no question finds.
    """
    return _flaws(examined, "unknown-field")


@rule(Severity.ERROR)
def missing_field(examined: Examined) -> Iterator[Finding]:
    """A record has every field of its table; what is not known is null.

    A missing field may have been forgotten, while null says that it is not known.
    """
    return _flaws(examined, "missing-field")


@rule(Severity.ERROR)
def wrong_type(examined: Examined) -> Iterator[Finding]:
    """A field holds the sort of value that it is for.

    A number written as text can be neither compared nor added.
    """
    return _flaws(examined, "wrong-type")


@rule(Severity.ERROR)
def unknown_value(examined: Examined) -> Iterator[Finding]:
    """A class, kind, status, bound, shape, rank, stance or type is one of the words that the field takes.

    A word of one's own belongs to no list, so that filters and grades pass over the record.
    """
    return _flaws(examined, "unknown-value")


@rule(Severity.ERROR)
def number_too_large(examined: Examined) -> Iterator[Finding]:
    """A number is one that a computer can hold.

    A number of more than 308 digits is a slip.
    """
    return _flaws(examined, "number-too-large")


@rule(Severity.ERROR)
def bad_upper_end(examined: Examined) -> Iterator[Finding]:
    """The bound “between”, and no other, has an upper end, which lies above the lower one.

    An interval without its end, or upside down, agrees and disagrees with everything.
    """
    return _flaws(examined, "bad-upper-end")


@rule(Severity.ERROR)
def no_evidence(examined: Examined) -> Iterator[Finding]:
    """A fact has evidence.

    A claim that nobody can follow to who made it is no fact.
    """
    return _flaws(examined, "no-evidence")


@rule(Severity.ERROR)
def deprecated_without_reason(examined: Examined) -> Iterator[Finding]:
    """A deprecated fact says why, in `rank_reason`.

    Readers see that a figure was withdrawn, and may ask what was wrong with it.
    """
    return _flaws(examined, "deprecated-without-reason")


@rule(Severity.ERROR)
def bad_date(examined: Examined) -> Iterator[Finding]:
    """A date is EDTF as docs/store-format.md has it.

    A date that cannot be read is on no timeline and in no answer.
    """
    return _flaws(examined, "bad-date")
