"""Values to text, for all text formats. Text from the data passes `safety.make_visible` here."""

from __future__ import annotations

from enum import Enum

from cpecfacts.analysis.figures import Figure
from cpecfacts.model.amounts import Amount
from cpecfacts.model.fact import is_moment
from cpecfacts.render.folding import JOINT
from cpecfacts.reports.values import (
    Backing,
    DateMark,
    DateValue,
    Faint,
    FigureValue,
    Labelled,
    Listed,
    Quoted,
    Rough,
    Share,
    Stack,
    Value,
)
from cpecfacts.wording.amounts import amount_text, rough_text
from cpecfacts.wording.dates import date_mark, date_words
from cpecfacts.wording.safety import make_visible


class Line(str):
    """A line of a cell that is of second rank."""

    __slots__ = ()


class Alert(str):
    """A line of a cell that must not be missed."""

    __slots__ = ()


class JoinedLine(Line):
    """A line of parts with `folding.JOINT` between them, which may end between any two."""

    __slots__ = ()


def cell_lines(value: Value, *, unicode: bool = True) -> list[str]:
    """Return the lines of a cell; those of second rank are of the type `Line`.

    Without `unicode`, letters beyond ASCII become escapes here, before anything is folded by their width.
    """
    match value:
        case Stack(values):
            return [line for inner in values for line in cell_lines(inner, unicode=unicode)]
        case Faint(inner):
            return [Line(line) for line in cell_lines(inner, unicode=unicode)]
        case FigureValue(figure, short, answers, converted):
            head, *details = _figure_lines(figure, answers, short=short, unicode=unicode)
            return [head, *cell_lines(converted, unicode=unicode), *details]
        case Rough(amount, digits, year):
            text = shown_text(rough_text(amount, digits, unicode=unicode), unicode=unicode)
            return [text if year is None else f"{text} ({year})"]
        case Labelled(label, inner):
            return [f"{shown_text(label, unicode=unicode)}: {cell_text(inner, unicode=unicode)}"]
        case Backing():
            return _backing_lines(value, unicode=unicode)
        case _:
            text = _line_text(value, unicode=unicode)
            return [text] if text else []


def shown_text(text: str, *, unicode: bool = True) -> str:
    """Return text from the data as it may be shown: nothing unseen in it, and no letter that cannot be shown."""
    visible = make_visible(text)
    return visible if unicode else visible.encode("ascii", "backslashreplace").decode()


def cell_text(value: Value, *, unicode: bool = True) -> str:
    """Return a cell in one line."""
    return "; ".join(cell_lines(value, unicode=unicode))


def _line_text(value: Value, *, unicode: bool) -> str:  # noqa: PLR0911  (a table: an arm a type)
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Enum():
            return shown_text(str(value.value), unicode=unicode)
        case str():
            return shown_text(value, unicode=unicode)
        case int() | float():
            return f"{value:,}"
        case Amount():
            return shown_text(amount_text(value, unicode=unicode), unicode=unicode)
        case DateValue(when, moment):
            return "" if when is None else date_words(when, dash="–" if unicode else "-", moment=moment)
        case DateMark(when):
            return "" if when is None else date_mark(when, unicode=unicode)
        case Share(part):
            return f"{part * 100:.1f} %"
        case Quoted(text):
            return f"“{shown_text(text, unicode=unicode)}”" if unicode else f'"{shown_text(text, unicode=unicode)}"'
        case Listed(values):
            return ", ".join(text for text in (cell_text(inner, unicode=unicode) for inner in values) if text)
        case _:
            raise TypeError(value)


def _backing_lines(backing: Backing, *, unicode: bool) -> list[str]:
    """Return the grade in stars and the number of sources, then what is to be known of them."""
    stars = ("★" if unicode else "*") * backing.quality
    lines: list[str] = [f"{stars} {_counted(backing.sources, 'source')}"]
    if backing.origins != backing.sources:
        lines.append(Line(_counted(backing.origins, "origin")))
    if backing.self_reported:
        lines.append(Line("self-reported"))
    if backing.against:
        lines.append(Alert(f"{backing.against} against"))
    if backing.disputed:
        lines.append(Alert("disputed"))
    return lines


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _figure_lines(figure: Figure, answers: tuple[Value, ...], *, short: bool, unicode: bool) -> list[str]:
    """Return the amount (or the date, where that is the answer), then what is to be known of it.

    Of several answers to a question that has only one, all are given, and none is called the latest.
    """
    when = _line_text(DateValue(figure.when, is_moment(figure.when_means)), unicode=unicode)
    several = list(dict.fromkeys(cell_text(answer, unicode=unicode) for answer in answers))
    if len(several) > 1:
        head, dated = f"{', '.join(several[:-1])} or {several[-1]}", ""
    elif figure.amount is None:
        head, dated = when, ""
    else:
        head, dated = _line_text(figure.amount, unicode=unicode), when
    if figure.plan:
        head += " (plan)"
    if short:
        return [f"{head}, {dated}" if dated else head]
    sources = _counted(figure.sources, "source")
    count = f"from {figure.figures} facts" if len(several) > 1 else f"1 of {figure.figures}"
    details = [dated] if dated else []
    if len(several) < 2:
        details.append(sources)
        if figure.origins != figure.sources:
            details.append(_counted(figure.origins, "origin"))
        if figure.self_reported:
            details.append("self-reported")
        if figure.against:
            details.append(f"{figure.against} against")
    if figure.figures > 1:
        details.append(count)
    lines = [head, JoinedLine(JOINT.join(details)) if unicode else Line(", ".join(details))]
    if figure.disputed:
        lines.append(Alert("disputed"))
    if figure.project is not None:
        lines.append(Line(shown_text(figure.project, unicode=unicode)))
    return lines
