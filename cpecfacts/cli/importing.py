"""What the command `import` does: ask, show how far it is, report, and end as it went."""

from __future__ import annotations

from pathlib import Path

import typer

from cpecfacts.cli.diagnostics import note
from cpecfacts.cli.options import Output
from cpecfacts.cli.outlet import Outlet, refuse_as_output
from cpecfacts.cli.sink import open_sink
from cpecfacts.errors import InvalidValueError, RefusedError, RowsRefusedError
from cpecfacts.exchange.importing.importer import Imported, Reading, import_file
from cpecfacts.progress import work
from cpecfacts.reports.imports import import_report
from cpecfacts.store.location import choose_stores

SOME_REFUSED = 1


def run_import(
    file: str,
    mapping: str | None,
    reading: Reading,
    output: Output,
    *,
    dry_run: bool,
    keep_going: bool,
    rejects: Path | None,
    create: bool | None,
) -> None:
    """Import a file and tell what became of it.

    Raises:
        RowsRefusedError: Rows were refused, and so nothing was imported.
        Exit: With 1, when the others were imported.
    """
    outlet = Outlet(output)
    store = _one_store(output)
    refuse_as_output(output.output, store)
    with work(f"Importing {Path(file).name}") as progress:
        imported = import_file(
            file,
            store,
            mapping,
            reading=reading,
            dry_run=dry_run,
            keep_going=keep_going,
            rejects=None if rejects is None else str(rejects),
            create=create,
            progress=progress,
        )
    item = imported.item
    report = import_report(item, imported.facts if dry_run else (), imported.warnings)
    outlet.write(report, store)
    for warning in imported.warnings:
        note(warning)
    if item.unmatched:
        note(_names_without(imported))
    if item.refused and not keep_going:
        raise RowsRefusedError(item.file, item.refused, item.rows, item.rejects)
    note(_outcome(imported, dry_run=dry_run))
    if item.refused:
        raise typer.Exit(SOME_REFUSED)


def _one_store(output: Output) -> Path:
    """Return the store that the import goes into.

    Raises:
        RefusedError: Several are named.
    """
    stores = choose_stores(output.store)
    if len(stores) > 1:
        raise RefusedError("an import goes into one store, and --store or CPECFACTS_STORE names several")
    return stores[0]


def delimiter_of(text: str | None) -> str | None:
    """Return the sign that an option names.

    Raises:
        InvalidValueError: It is more than one.
    """
    found = "\t" if text in ("tab", "\\t") else text
    if found is not None and len(found) != 1:
        raise InvalidValueError("--delimiter", found, "one sign, or tab")
    return found


def guess_mapping(file: str, reading: Reading, output: Output) -> None:
    """Write a first mapping of a file, with the names of the store to look for companies among its columns."""
    from cpecfacts.exchange.importing.guess import guess_of_file
    from cpecfacts.store.reader import read_store

    text = guess_of_file(file, reading, read_store(choose_stores(output.store)[-1]).snapshot)
    with open_sink(output.output, raw=True, no_color=True) as (out, _):
        out.write(text.encode())


def _names_without(imported: Imported) -> str:
    names = imported.item.unmatched
    shown = ", ".join(f"“{name.name}”" for name in names[:3]) + (" …" if len(names) > 3 else "")
    count = "1 name matches" if len(names) == 1 else f"{len(names):,} names match"
    return (
        f"{count} no organization ({shown}): --create-organizations makes them, "
        "[organizations.aliases] in the mapping tells whom they mean"
    )


def _outcome(imported: Imported, *, dry_run: bool) -> str:
    item = imported.item
    if not item.added:
        done = "nothing to add" if dry_run else "nothing added"
    else:
        counts = ", ".join(f"{count:,} {_noun(table, count)}" for table, count in item.added.items())
        done = f"{'would add' if dry_run else 'added'} {counts}"
    rest = [
        (item.present, "known already"),
        (item.left_out, "left out by the mapping"),
        (item.refused, f"refused ({item.rejects})" if item.rejects else "refused"),
    ]
    return "; ".join((done, *(f"{count:,} {what}" for count, what in rest if count)))


def _noun(table: str, count: int) -> str:
    return table.removesuffix("s") if count == 1 else table
