"""What was measured, as plain text for docs/performance.md and docs/scale.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.aims import verdicts
from bench.comparison import PLAIN, WARM, Answered, Figure, Result

_MEANINGS = (
    "Medians of whole processes, run in turn, whose output is read through a pipe. The page cache is as it is: every",
    "file has been read before. “cpecfacts” is warm: its index is there. Cold is the first command without one, which",
    "builds it. Columns: time, ratio to cpecfacts, peak memory (of the build: of all its processes), runs.",
)


def lines_of(result: Result) -> Iterator[str]:
    """Yield the table of one size."""
    yield f"{result.size:,} facts, {result.store / 1e6:,.0f} MB of JSON"
    yield from _MEANINGS
    yield ""
    if result.jq_pass is not None:
        yield f"{'jq, one pass over the file':<44}{_time(result.jq_pass.seconds)}{_memory(result.jq_pass.peak)}"
    if result.build is not None:
        yield f"{'building the index':<44}{_time(result.build.seconds)}{_memory(result.build.peak)}"
        yield f"{'its size on disk':<44}{'':>12}{_memory(result.build.size)}"
        yield f"{'the first command, cold':<44}{_time(result.build.cold)}"
    for name, (seconds, peak) in result.made.items():
        yield f"{'making ' + name:<44}{_time(seconds)}{_memory(peak)}"
    notes: list[str] = []
    for answered in result.answered:
        yield ""
        yield from _lines_of_question(answered, notes)
    yield ""
    yield from (f"[{number}] {note}" for number, note in enumerate(notes, 1))
    if result.missing:
        yield ""
        yield from (f"not here: {line}" for line in result.missing)
    yield ""
    yield from verdicts(result)


def _lines_of_question(answered: Answered, notes: list[str]) -> Iterator[str]:
    count = "" if answered.ids is None else f" ({answered.ids:,} facts)"
    yield f"{answered.line}{count}"
    own = answered.seconds(WARM) or 0.0
    for figure in answered.figures:
        rounds = f"{figure.rounds}×"
        ratio = f"{figure.seconds / own:10.2f}" if own else f"{'':>10}"
        numbers = f"{_time(figure.seconds)}{ratio}{_memory(figure.peak)}{rounds:>5}"
        line = f"  {figure.program:<26}{numbers}  {_remark(figure, notes)}"
        yield line.rstrip()
    if answered.refused:
        yield f"  {', '.join(answered.refused)}: cannot be asked this"


def _remark(figure: Figure, notes: list[str]) -> str:
    """Return what its facts are, and the number of the note that says what is missing."""
    if not figure.lacks:
        return figure.told
    if figure.lacks not in notes:
        notes.append(figure.lacks)
    return f"{figure.told} [{notes.index(figure.lacks) + 1}]".strip()


def _time(seconds: float) -> str:
    return f"{seconds * 1000:9,.0f} ms"


def _memory(peak: int) -> str:
    return f"{peak / 1e6:9,.0f} MB"


def growth_of(results: Sequence[Result]) -> Iterator[str]:
    """Yield the table of how everything grows with the facts."""
    results = sorted(results, key=lambda result: result.size)
    yield f"{'':<68}" + "".join(f"{result.size:>14,}" for result in results)
    yield _row("store, MB", [result.store / 1e6 for result in results])
    if all(result.build for result in results):
        yield _row("index, MB", [result.build.size / 1e6 if result.build else 0 for result in results])
        yield _row("building it, s", [result.build.seconds if result.build else 0 for result in results], "{:.2f}")
        yield _row("building it, MB of memory", [result.build.peak / 1e6 if result.build else 0 for result in results])
    keys = [answered.key for answered in results[0].answered]
    # Without an index the whole store is read for any answer: the first question and the last tell it all.
    for program, label, shown in ((WARM, "", keys), (PLAIN, ", no index", list(dict.fromkeys((keys[0], keys[-1]))))):
        for key in shown:
            row = [_figure(result, key, program) for result in results]
            if all(row):
                line = next(answered.line for answered in results[-1].answered if answered.key == key)
                short = line.removeprefix("cpecfacts ")[:52] + label
                yield _row(f"{short}, ms", [figure.seconds * 1000 for figure in row if figure])
                yield _row(f"{short}, MB", [figure.peak / 1e6 for figure in row if figure])


def _figure(result: Result, key: str, program: str) -> Figure | None:
    answered = next((one for one in result.answered if one.key == key), None)
    return None if answered is None else next((one for one in answered.figures if one.program == program), None)


def _row(label: str, values: Sequence[float], form: str = "{:,.0f}") -> str:
    return f"{label:<68}" + "".join(f"{form.format(value):>14}" for value in values)
