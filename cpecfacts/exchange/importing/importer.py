"""A file into a store, from its bytes to what is to be added."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from cpecfacts.editing import keep_index
from cpecfacts.errors import RefusedError
from cpecfacts.exchange.importing.additions import with_additions
from cpecfacts.exchange.importing.csv_rows import read_csv
from cpecfacts.exchange.importing.header import named_columns, used_columns, wanted_columns
from cpecfacts.exchange.importing.input_file import InputFile, Sort, read_input
from cpecfacts.exchange.importing.mapped_rows import MappedRows
from cpecfacts.exchange.importing.mapping import Mapping
from cpecfacts.exchange.importing.plan import Plan, Progress, plan_rows
from cpecfacts.exchange.importing.rejects import write_rejects
from cpecfacts.exchange.importing.rows import Table
from cpecfacts.exchange.importing.shipped import load_mapping
from cpecfacts.model.fact import Fact
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.reports.imports import ImportItem, RefusedRow, UnmatchedName
from cpecfacts.store.reader import read_store
from cpecfacts.store.writer import refuse_packaged, save_store

_TOLD = ("facts", "organizations", "projects", "measures", "sources", "rates")


class Reading(NamedTuple):
    """How a file is to be read, where that should not be found out."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None


class Prepared(NamedTuple):
    """What an import would do, how the file was read, and the columns that its rows have."""

    plan: Plan
    table: Table


def prepare_import(
    file: InputFile,
    snapshot: Snapshot,
    mapping: Mapping | None = None,
    *,
    mapping_path: str = "the mapping",
    reading: Reading = Reading(),  # noqa: B008  (a tuple, which nobody can change)
    create: bool | None = None,
    progress: Progress | None = None,
) -> Prepared:
    """Work out what a file adds to a store; nothing is written.

    With a mapping any table can be read, without one only our own JSON. `create` tells whether names that no
    organization has become new ones; None leaves that to the mapping.

    Raises:
        ImportDataError: The file cannot be read.
        MappingError: The mapping does not fit the file.
        RefusedError: The file needs a mapping.
    """
    if mapping is None:
        if file.sort is not Sort.JSON:
            raise RefusedError(
                f"{file.path} needs a mapping, which says what its columns mean: --mapping names one, "
                "cpecfacts import --guess FILE > map.toml writes a first one"
            )
        from cpecfacts.exchange.importing.own_records import plan_own_records, read_own_records

        table = read_own_records(file)
        return Prepared(plan_own_records(table, snapshot, progress), table)
    table = read_table(file, mapping, reading)
    columns = used_columns(mapping, table, mapping_path)
    chosen = mapping.organizations.create if create is None else create
    mapped = MappedRows(mapping, snapshot, columns, mapping_path, create=chosen)
    return Prepared(plan_rows(table, mapped, snapshot, progress), table)


def read_table(file: InputFile, mapping: Mapping | None, reading: Reading) -> Table:
    """Return the rows of a file of any sort; what is said in `reading` goes before what the mapping says.

    Raises:
        ImportDataError: It cannot be read.
    """
    said = Reading() if mapping is None else Reading(mapping.file.encoding, mapping.file.delimiter, mapping.file.sheet)
    chosen = Reading(*(asked or told for asked, told in zip(reading, said, strict=True)))
    wanted = [] if mapping is None else wanted_columns(mapping)
    match file.sort:
        case Sort.JSON:
            from cpecfacts.exchange.importing.json_rows import read_json_table

            return read_json_table(file.data, file.path)
        case Sort.WORKBOOK:
            from cpecfacts.exchange.importing.xlsx_rows import read_xlsx

            grid = read_xlsx(file.data, file.path, sheet=chosen.sheet)
        case Sort.TEXT:
            grid = read_csv(file.data, file.path, encoding=chosen.encoding, delimiter=chosen.delimiter)
    return named_columns(grid, file.path, wanted)


class Imported(NamedTuple):
    """What an import did: the figures, the facts that it added (or would add), and what a reader should look at."""

    item: ImportItem
    facts: tuple[Fact, ...]
    warnings: tuple[str, ...]


def import_file(
    file: str,
    store: Path,
    mapping: str | None = None,
    *,
    reading: Reading = Reading(),  # noqa: B008  (a tuple, which nobody can change)
    dry_run: bool = False,
    keep_going: bool = False,
    rejects: str | None = None,
    create: bool | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Add what is in a file (`-` is standard input) to a store, in one write, if all its rows can be imported.

    `mapping` is the name of one that comes with the program or the path of a TOML file. With `keep_going` the rows that
    can be imported are. Refused rows are written to `rejects`, or to a new file beside the imported one; a `dry_run`
    writes nothing but a `rejects` that was asked for.

    Raises:
        ReadOnlyStoreError: The store is the one that comes with the program.
        InputNotFoundError, ImportDataError: The file cannot be read.
        MappingError, UnknownNameError: There is no such mapping, or it does not fit the file.
        StoreChangedError, StoreLockedError: Somebody else is changing the store; nothing was written.
        OutputError: The store, or the file of refused rows, cannot be written.
    """
    refuse_packaged(store)
    before = read_store(store)
    chosen = None if mapping is None else load_mapping(mapping)
    content = read_input(file)
    plan, table = prepare_import(
        content, before.snapshot, chosen, mapping_path=mapping or "", reading=reading, create=create, progress=progress
    )
    goes = not plan.adds_nothing and (keep_going or not plan.refusals)
    written = goes and not dry_run
    if written:
        keep_index(before, save_store(before, with_additions(before.snapshot, plan.additions)))
    rejected = None
    if plan.refusals and (rejects is not None or not dry_run):
        rejected = write_rejects(rejects, file, table, plan.refusals)
    facts = tuple(fact for fact in plan.additions["facts"].values() if isinstance(fact, Fact)) if goes else ()
    item = ImportItem(
        file=content.path,
        read_as=table.about,
        mapping=mapping,
        store=str(store),
        rows=plan.rows,
        left_out=plan.left_out,
        present=plan.present,
        refused=len(plan.refusals),
        added={name: len(plan.additions[name]) for name in _TOLD if plan.additions[name]} if goes else {},
        written=written,
        rejects=rejected,
        facts=tuple(fact.id for fact in facts),
        organizations=tuple(sorted(plan.additions["organizations"])) if goes else (),
        unmatched=tuple(UnmatchedName(name=n.name, rows=n.rows, near=n.near) for n in plan.unmatched),
        refusals=tuple(RefusedRow(line=refusal.line, reason=refusal.reason) for refusal in plan.refusals),
    )
    return Imported(item, facts, table.warnings)
