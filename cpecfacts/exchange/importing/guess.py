"""A first mapping of a table that nobody has mapped yet: text to be read, corrected and kept."""

from __future__ import annotations

import json
from collections.abc import Iterator

from cpecfacts.exchange.importing.guessed_columns import Guess, Role, guess_columns
from cpecfacts.exchange.importing.importer import Reading, read_table
from cpecfacts.exchange.importing.input_file import read_input
from cpecfacts.exchange.importing.mapping import UNFILLED
from cpecfacts.exchange.importing.rows import Table
from cpecfacts.model.folding import words_of
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.query.quantities import CURRENCY_WORDS

_SCALES = ("million", "billion", "crore", "lakh", "thousand", "bn", "mn")


def guess_of_file(file: str, reading: Reading, snapshot: Snapshot) -> str:
    """Return a first mapping of a file as TOML, with remarks.

    Raises:
        InputNotFoundError, ImportDataError: The file cannot be read.
    """
    content = read_input(file)
    table = read_table(content, None, reading)
    return guess_mapping(table, snapshot, reading, content.path)


def guess_mapping(table: Table, snapshot: Snapshot, reading: Reading, path: str) -> str:
    """Return a first mapping of a table as TOML, with remarks."""
    writer = _MappingWriter(table, guess_columns(table, snapshot), reading)
    return "\n".join(writer.lines(path)) + "\n"


def quoted(text: str) -> str:
    """Return a text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


class _MappingWriter:
    """Writes a mapping, part by part."""

    def __init__(self, table: Table, guess: Guess, reading: Reading) -> None:
        self._table, self._guess, self._reading = table, guess, reading
        # A name with braces cannot stand between braces: it gets another one.
        odd = [name for name in guess.samples if set(name) & set("{}") or name.startswith("@")]
        self._aliases = {name: f"column {table.columns.index(name) + 1}" for name in odd}

    def lines(self, path: str) -> Iterator[str]:
        """Yield the lines of the file."""
        yield f"# A first mapping of {_one_line(path)}, guessed from its columns ({_one_line(self._table.about)})."
        yield "# Read it, correct it, and try it: cpecfacts import FILE --mapping THIS --store mine.json --dry-run"
        yield "# All that a mapping can say is in docs/importing.md."
        yield ""
        yield "format = 1"
        yield from self._file()
        if self._aliases:
            yield from ("", "[columns]")
            yield from (f"{quoted(alias)} = [{quoted(name)}]" for name, alias in self._aliases.items())
        yield from self._source()
        yield from self._fact()
        yield from self._rest()

    def _file(self) -> Iterator[str]:
        settings = {
            "encoding": self._reading.encoding,
            "delimiter": self._reading.delimiter,
            "sheet": self._reading.sheet,
            "decimal": self._guess.decimal if self._guess.decimal != "." else None,
        }
        told = [f"{key} = {quoted(value)}" for key, value in settings.items() if value is not None]
        if told:
            yield from ("", "[file]", *told)

    def _source(self) -> Iterator[str]:
        publisher, url, title = self._slot(Role.PUBLISHER), self._slot(Role.URL), self._slot(Role.TITLE)
        yield from ("", "# Who says so. A source is made once for each address, or each publisher, title and date.")
        yield "[source]"
        yield f"publisher = {quoted(publisher or UNFILLED)}"
        yield 'class = "media"  # official, research, company, advocacy, reference, wire, media or blog'
        if url:
            yield f"URL = {quoted(url)}"
        if title:
            yield f"title = {quoted(title)}"

    def _fact(self) -> Iterator[str]:
        amount, when = self._amount(), self._when()
        yield from ("", "# Each row becomes a fact. {Column} is a cell; [text] is left out when a cell in it is empty.")
        yield "[[fact]]"
        yield f"company = {quoted(self._slot(Role.COMPANY) or UNFILLED)}"
        parties = self._slots(Role.PARTY)
        if parties:
            yield f"parties = [{', '.join(map(quoted, parties))}]"
        yield 'kind = "other"  # investment, acquisition, licence, infrastructure, launch, training, agreement …'
        yield '# measure = "…"  # an id of cpecfacts measures; only facts with a measure can be compared'
        yield f"statement = {quoted(self._statement(has_amount=bool(amount), has_when=bool(when)))}"
        yield 'status = "reported"  # planned, announced, under-way, completed, cancelled or reported'
        for role, field in ((Role.PLACE, "places"), (Role.TAG, "tags")):
            slots = self._slots(role)
            if slots:
                yield f"{field} = [{', '.join(map(quoted, slots))}]"
        note = self._slot(Role.NOTE)
        if note:
            yield f"note = {quoted(note)}"
        identifier = self._slot(Role.ID)
        if identifier:
            yield f"# id = {quoted('ours-' + identifier)}  # if it never changes; else ids are made of the rows"
        yield from amount
        yield from when

    def _amount(self) -> list[str]:
        names = self._guess.columns[Role.AMOUNT]
        if not names:
            return []
        currency = self._slot(Role.CURRENCY)
        unit, sure = (currency, True) if currency else _unit_of(names[0], self._guess.samples[names[0]])
        remark = "" if sure else "  # not said in the file: check it"
        return [
            "",
            "[fact.amount]",
            f"value = {quoted(self._braced(names[0]))}",
            f"unit = {quoted(unit)}{remark}",
            'bound = "exact"  # about, more-than, at-least, less-than, at-most, up-to',
        ]

    def _when(self) -> list[str]:
        found: list[str] = []
        date, year = self._slot(Role.DATE), self._slot(Role.YEAR)
        if date:
            found.append(f"date = {quoted(date)}")
            formats = self._guess.formats
            if formats and formats[0]:
                others = f"  # all dates could also be {' or '.join(formats[1:])}" if formats[1:] else ""
                found.append(f"format = {quoted(formats[0])}{others}")
        elif year:
            found.append(f"year = {quoted(year)}")
            parts = ((Role.MONTH, "month"), (Role.DAY, "day"))
            found += [f"{field} = {quoted(slot)}" for role, field in parts if (slot := self._slot(role))]
        return ["", "[fact.when]", 'means = "event"  # event, as-of, period or announced', *found] if found else []

    def _statement(self, *, has_amount: bool, has_when: bool) -> str:
        told = self._slot(Role.STATEMENT)
        if told:
            return told
        amount = "[: {@amount}]" if has_amount else ""
        return "{@company}" + amount + ("[, {@when}]" if has_when else "") + f" ({UNFILLED})."

    def _rest(self) -> Iterator[str]:
        used = {name for names in self._guess.columns.values() for name in names}
        rest = [(name, sample) for name, sample in self._guess.samples.items() if name not in used]
        if rest:
            yield from ("", "# Columns that are not used, with what stands in them first:")
            yield from (
                f"#   {_one_line(self._braced(name))}  {_one_line(sample)[:60]}".rstrip() for name, sample in rest
            )

    def _slots(self, role: Role) -> list[str]:
        return [self._braced(name) for name in self._guess.columns[role]]

    def _slot(self, role: Role) -> str:
        return next(iter(self._slots(role)), "")

    def _braced(self, name: str) -> str:
        return "{" + self._aliases.get(name, name) + "}"


def _unit_of(name: str, sample: str) -> tuple[str, bool]:
    """Return the unit that the name of a column or its first cell tells of, and whether it was told."""
    signs = f"{name} {sample}".lower()
    words = [*words_of(name), *words_of(sample)]
    currency = next((CURRENCY_WORDS[word] for word in words if word in CURRENCY_WORDS), None)
    if currency is None:
        currency = next((unit for sign, unit in CURRENCY_WORDS.items() if not sign.isalpha() and sign in signs), None)
    singular = [word.removesuffix("s") for word in words_of(name)]
    scale = next((word for word in singular if word in _SCALES), None)
    unit = currency or "USD"
    return (f"{scale}s of {unit}" if scale else unit), currency is not None


def _one_line(text: str) -> str:
    """Return a text that cannot leave the comment that it stands in."""
    return "".join(character if character.isprintable() else " " for character in text)
