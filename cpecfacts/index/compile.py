"""A resolved question as SQL: where `query.match` says yes, where it does not say no, and which doubt it names.

Conditions are about a row `f` of the table `facts`. What a person typed is only ever a parameter.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from cpecfacts.index.judging import amounts_text
from cpecfacts.index.rows import LARGEST, encode_json
from cpecfacts.model.dates import parse_when
from cpecfacts.model.folding import name_key, words_of
from cpecfacts.query.match import DEFAULT_CURRENCY, Verdict
from cpecfacts.query.tree import AmountRange, And, DateRange, Field, Mark, Node, Not, Or, Phrase, Term, Word

ALWAYS, NEVER = "1", "0"

_COLUMNS = {
    Field.KIND: "f.kind",
    Field.MEASURE: "f.measure",
    Field.PROJECT: "f.project",
    Field.STATUS: "f.status",
    Field.RANK: "f.rank",
    Field.ID: "f.id",
}
_NUMBERS = {
    Field.COMPANY: "SELECT n FROM participants WHERE organization IN ",
    Field.PLACE: "SELECT n FROM places WHERE place IN ",
    Field.TAG: "SELECT n FROM tags WHERE tag IN ",
    Field.SOURCE: "SELECT n FROM evidence WHERE source IN ",
}
_OF_PUBLISHERS = "SELECT e.n FROM sources AS s CROSS JOIN evidence AS e ON e.source = s.id WHERE s.publisher_key IN "
_WITH_WORDS = """SELECT rowid FROM words WHERE words MATCH {0}
UNION ALL SELECT p.n FROM titles CROSS JOIN participants AS p ON p.organization = titles.id
  WHERE titles MATCH {0} AND titles.kind = 'organizations'
UNION ALL SELECT p.n FROM titles CROSS JOIN facts AS p ON p.project = titles.id
  WHERE titles MATCH {0} AND titles.kind = 'projects'
UNION ALL SELECT e.n FROM titles CROSS JOIN evidence AS e ON e.source = titles.id
  WHERE titles MATCH {0} AND titles.kind = 'sources'"""
_MARKS = {Mark.DISPUTED: "f.disputed = 1", Mark.SELF_REPORTED: "f.self_reported = 1"}

_FEW = 8  # values that are parameters of their own; a longer list is one parameter
_MOST_PARAMETERS = 900  # old builds of SQLite take 999
_LONGEST_WORD = 8_000  # in characters of at most four bytes; FTS5 cuts words off after 32,768 bytes
_MOST_WORDS = 100  # of a phrase; for each, FTS5 reads anew where it stands, also if all are the same one
_LONGEST_CHAIN = 30  # SQLite's trees may be 1000 deep, and `a AND b AND c` is as deep as it is long


class NoRoomError(Exception):
    """A question that is too large for SQLite; only `match` itself can answer it."""


class Condition(NamedTuple):
    """Where a question has which answer.

    `yes` holds where the verdict is yes, and `maybe` where it is not no. There `sure` tells yes from a doubt, and
    `doubt` is the name of the doubt; it is empty where the question leaves none, and then `maybe` is `yes`. `numbers`
    selects the numbers of all facts that answer, each once, where another table than `facts` knows them; else it is
    empty.
    """

    yes: str
    maybe: str
    sure: str = ALWAYS
    doubt: str = ""
    numbers: str = ""


class Compiled(NamedTuple):
    """A question as SQL: the condition and its parameters."""

    condition: Condition
    parameters: dict[str, Any]


def compile_query(node: Node, *, row_by_row: bool = False) -> Compiled:
    """Return a resolved question as SQL.

    Row by row, the condition is made for facts that are gone through in some order; else for a search that begins with
    the rarest of its terms. It holds for the same facts.

    Raises:
        NoRoomError: The question has more to it than SQLite takes.
    """
    compiler = _Compiler(row_by_row)
    condition = compiler.condition(node, negated=False)
    if len(compiler.parameters) > _MOST_PARAMETERS:
        raise NoRoomError
    return Compiled(condition, compiler.parameters)


class _Compiler:
    def __init__(self, row_by_row: bool) -> None:
        self._row_by_row = row_by_row
        self._names: dict[tuple[type, Any], str] = {}
        self.parameters: dict[str, Any] = {}

    def condition(self, node: Node, *, negated: bool) -> Condition:
        match node:
            case Not(item):
                return self.condition(item, negated=not negated)
            case And(items) | Or(items):
                conditions = [self.condition(item, negated=negated) for item in items]
                return _all(conditions) if isinstance(node, And) is not negated else _any(conditions)
            case Word(text):
                return self._with_words(text, " *", negated)
            case Phrase(text):
                return self._with_words(text, "", negated)
            case Term(field, values):
                return self._term(field, values, negated)
            case DateRange():
                return self._dates(node, negated)
            case AmountRange():
                return self._amounts(node, negated)
        raise TypeError(node)

    def _parameter(self, value: str | float) -> str:
        """Return the placeholder of a value; equal ones have the same."""
        key = (type(value), value)
        if key not in self._names:
            name = self._names[key] = f"q{len(self._names)}"
            self.parameters[name] = value
        return f":{self._names[key]}"

    def _list(self, values: Sequence[str]) -> str:
        """Return the right side of an IN."""
        # Some builds of SQLite end a text in JSON where it has the character NUL.
        if len(values) <= _FEW or any("\0" in value for value in values):
            return f"({', '.join(map(self._parameter, values))})"
        listed = self._parameter(encode_json(values).decode())
        return f"(SELECT value FROM json_each({listed}))"

    def _term(self, field: Field, values: tuple[str, ...], negated: bool) -> Condition:
        if field is Field.UNIT and not negated:
            yes = f"f.unit IN {self._list(values)}"
            return Condition(yes, "f.unit IS NOT NULL", yes, _text(Verdict.OTHER_UNIT))
        if field is Field.UNIT:
            return _plain(f"(f.unit IS NULL OR f.unit NOT IN {self._list(values)})")
        if field is Field.IS:
            held = _joined([_MARKS[Mark(value)] for value in values], "OR", NEVER)
            return _plain(f"NOT {held}" if negated else held)
        if field is Field.RANK and "any" in values:
            return _plain(NEVER if negated else ALWAYS)
        if field is Field.PUBLISHER:
            keys = tuple(dict.fromkeys(map(name_key, values)))
            return self._of_numbers(_OF_PUBLISHERS + self._list(keys), negated)
        if field in _NUMBERS:
            return self._in_table(_NUMBERS[field] + self._list(values), len(values), negated)
        column = _COLUMNS[field]
        if negated:
            return _plain(f"({column} IS NULL OR {column} NOT IN {self._list(values)})")
        return _plain(f"{column} IN {self._list(values)}")

    def _in_table(self, numbers: str, count: int, negated: bool) -> Condition:
        if self._row_by_row and count <= _FEW:
            return _plain(f"{'NOT ' if negated else ''}EXISTS ({numbers} AND n = f.n)")
        condition = self._of_numbers(numbers, negated)
        return condition._replace(numbers=numbers) if count == 1 and not negated else condition

    def _of_numbers(self, numbers: str, negated: bool) -> Condition:
        # Without the plus sign SQLite takes the list for the rarest of all terms, and goes through it.
        return _plain(f"{'+' if self._row_by_row else ''}f.n {'NOT ' if negated else ''}IN ({numbers})")

    def _with_words(self, text: str, ending: str, negated: bool) -> Condition:
        words = words_of(text)
        if not words:
            return _plain(NEVER if negated else ALWAYS)
        if len(words) > _MOST_WORDS or max(map(len, words)) > _LONGEST_WORD:
            raise NoRoomError
        # Words are letters and digits, so that between quotation marks nothing is syntax of FTS5.
        asked = self._parameter(f'"{" ".join(words)}"{ending}')
        return self._of_numbers(_WITH_WORDS.format(asked), negated)

    def _dates(self, dates: DateRange, negated: bool) -> Condition:
        since = parse_when(dates.since).earliest if dates.since else None
        until = parse_when(dates.until).latest if dates.until else None
        # Without a start, a span begins before any day; without an end, it ends after any.
        sides = []
        if until is not None:
            sides.append(("f.earliest", "<=", ">", self._parameter(until.isoformat())))
        if since is not None:
            sides.append(("f.latest", ">=", "<", self._parameter(since.isoformat())))
        if negated:
            yes = _joined([f"{column} {beyond} {day}" for column, _, beyond, day in sides], "OR", NEVER)
        else:
            within = [f"({column} IS NULL OR {column} {inside} {day})" for column, inside, _, day in sides]
            yes = _joined(['f."when" IS NOT NULL', *within], "AND", ALWAYS)
        return Condition(yes, f'(f."when" IS NULL OR {yes})', yes, _text(Verdict.UNDATED))

    def _amounts(self, amounts: AmountRange, negated: bool) -> Condition:
        if amounts.unit is None:
            comparable = f"(f.currency = 0 OR f.unit = {_text(DEFAULT_CURRENCY)})"
        else:
            comparable = f"f.unit = {self._parameter(amounts.unit)}"
        asked = self._parameter(amounts_text(amounts))
        judged = f"judge_amounts((SELECT fact FROM bodies WHERE n = f.n), {asked})"
        inside, outside = f"{judged} = 'yes'", f"{judged} = 'no'"
        if _fits(amounts.low) and _fits(amounts.high):
            sure, missed = self._sides(amounts)
            inside = f"CASE f.odd WHEN 1 THEN {inside} ELSE {sure} END"
            outside = f"CASE f.odd WHEN 1 THEN {outside} ELSE {missed} END"
        yes, no = (outside, inside) if negated else (inside, outside)
        doubt = (
            f"CASE WHEN f.unit IS NULL THEN {_text(Verdict.NO_AMOUNT)} "
            f"WHEN {comparable} THEN {_text(Verdict.OPEN_ENDED)} ELSE {_text(Verdict.OTHER_UNIT)} END"
        )
        yes = f"({comparable} AND {yes})"
        return Condition(yes, f"(({comparable} AND {no}) IS NOT TRUE)", yes, doubt)

    def _sides(self, amounts: AmountRange) -> tuple[str, str]:
        """Return where an interval is sure to meet the amounts, and where it is sure to miss them."""
        missed, within, figure = [], [], []
        if amounts.low is not None:
            low = self._parameter(amounts.low)
            if amounts.low_closed:
                missed.append(f"f.high < {low} OR (f.high = {low} AND f.high_closed = 0)")
                within.append(f"f.low >= {low}")
                figure.append(f"f.value >= {low}")
            else:
                missed.append(f"f.high <= {low}")
                within.append(f"(f.low > {low} OR (f.low = {low} AND f.low_closed = 0))")
                figure.append(f"f.value > {low}")
        if amounts.high is not None:
            high = self._parameter(amounts.high)
            if amounts.high_closed:
                missed.append(f"f.low > {high} OR (f.low = {high} AND f.low_closed = 0)")
                within.append(f"f.high <= {high}")
                figure.append(f"f.value <= {high}")
            else:
                missed.append(f"f.low >= {high}")
                within.append(f"(f.high < {high} OR (f.high = {high} AND f.high_closed = 0))")
                figure.append(f"f.value < {high}")
        misses = f"({' OR '.join(missed) or NEVER})"
        bounded = "(f.low IS NOT NULL AND f.high IS NOT NULL)"
        contained = f"({' AND '.join(within) or ALWAYS})"
        named = f"({' AND '.join(figure) or ALWAYS})"
        return f"({misses} IS NOT TRUE AND ({bounded} OR {contained} OR {named}))", misses


def _plain(yes: str) -> Condition:
    return Condition(yes, yes)


def _all(conditions: list[Condition]) -> Condition:
    """Kleene's and: where none says no, the first that does not say yes gives its doubt."""
    yes = _joined([condition.yes for condition in conditions], "AND", ALWAYS)
    doubters = [condition for condition in conditions if condition.doubt]
    if not doubters:
        return _alone(conditions) or _plain(yes)
    maybe = _joined([condition.maybe for condition in conditions], "AND", ALWAYS)
    sure = _joined(
        [condition.sure for condition in doubters], "AND", ALWAYS
    )  # where nothing says no, the others say yes
    return Condition(yes, maybe, sure, _first_doubt([f"({c.sure}) IS NOT TRUE" for c in doubters], doubters))


def _any(conditions: list[Condition]) -> Condition:
    """Kleene's or: where none says yes, the first that does not say no gives its doubt."""
    yes = _joined([condition.yes for condition in conditions], "OR", NEVER)
    doubters = [condition for condition in conditions if condition.doubt]
    if not doubters:
        return _alone(conditions) or _plain(yes)
    maybe = _joined([condition.maybe for condition in conditions], "OR", NEVER)
    return Condition(yes, maybe, yes, _first_doubt([c.maybe for c in doubters], doubters))


def _alone(conditions: list[Condition]) -> Condition | None:
    return conditions[0] if len(conditions) == 1 else None


def _first_doubt(whens: list[str], doubters: list[Condition]) -> str:
    if len(doubters) == 1:
        return doubters[0].doubt
    cases = " ".join(f"WHEN {when} THEN {c.doubt}" for when, c in zip(whens, doubters, strict=True))
    return f"CASE {cases} END"


def _joined(conditions: list[str], word: str, none: str) -> str:
    """Join conditions, in groups where they are many."""
    while len(conditions) > 1:
        conditions = [
            f"({f' {word} '.join(conditions[first : first + _LONGEST_CHAIN])})"
            for first in range(0, len(conditions), _LONGEST_CHAIN)
        ]
    return conditions[0] if conditions else none


def _fits(number: float | None) -> bool:
    """Whether SQLite holds a number of a question as it is."""
    return number is None or (abs(number) <= LARGEST if isinstance(number, int) else number == number)  # noqa: PLR0124


def _text(word: str) -> str:
    """Return one of our own words as SQL."""
    return f"'{word}'"
