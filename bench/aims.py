"""What was aimed at, beside what was reached."""

from __future__ import annotations

from collections.abc import Iterator

from bench.comparison import SHIPPED, WARM, Answered, Result
from bench.questions import Kind

_DUCKDB = "DuckDB, lines"
_FACTS_A_SECOND = 100_000
_AIMED_AT = 1_000_000


def verdicts(result: Result) -> Iterator[str]:
    """Yield a line for each aim and each question that it is for: the figure, the aim, met or missed by how much.

    At other sizes than the one that they are set for they tell nothing: there the start alone is most of the time.
    """
    if result.size != _AIMED_AT:
        yield f"The aims are set for {_AIMED_AT:,} facts, and judged there."
        return
    yield f"Aims, at {result.size:,} facts:"
    for answered in result.answered:
        yield from _of_question(answered, result)
    if result.build is not None and result.jq_pass is not None:
        yield _most("building the index, times jq's pass", result.build.seconds / result.jq_pass.seconds, 1)
        yield _most("building the index, memory in times the file", result.build.peak / result.store, 3)


def _of_question(answered: Answered, result: Result) -> Iterator[str]:
    own, shipped = answered.seconds(WARM), answered.seconds(SHIPPED)
    if own is None or shipped is None:
        return
    name = answered.line.removeprefix("cpecfacts ")
    if answered.kind is Kind.SELECTIVE:
        yield _most(f"{name}: times the shipped store", own / shipped, 2)
    if answered.key == "everything":
        yield from _of_stream(answered)
    else:
        if answered.kind is Kind.WHOLE:
            yield _most(f"{name}: seconds", own, 1)
        if result.jq_pass is not None:
            yield _least(f"{name}: times faster than jq's pass", result.jq_pass.seconds / own, 20)
    duckdb = answered.seconds(_DUCKDB)
    if duckdb is not None:
        yield _least(f"{name}: times faster than DuckDB on the lines", duckdb / own, 1)


def _of_stream(answered: Answered) -> Iterator[str]:
    own = next(figure for figure in answered.figures if figure.program == WARM)
    shipped = next(figure for figure in answered.figures if figure.program == SHIPPED)
    yield _least("facts --jsonl: facts a second", (answered.ids or 0) / own.seconds, _FACTS_A_SECOND)
    yield _most("facts --jsonl: seconds to the first line", own.first or own.seconds, 2 * (shipped.first or 0.1))
    yield _most("facts --jsonl: memory in times the shipped store's", own.peak / shipped.peak, 2)


def _most(what: str, value: float, aim: float) -> str:
    verdict = "met" if value <= aim else f"missed by {(value / aim - 1) * 100:,.0f} %"
    return f"  {what:<86}{value:12,.2f}  at most {aim:,.4g}: {verdict}"


def _least(what: str, value: float, aim: float) -> str:
    verdict = "met" if value >= aim else f"missed: {value / aim * 100:.0f} % of it"
    return f"  {what:<86}{value:12,.2f}  at least {aim:,.4g}: {verdict}"
