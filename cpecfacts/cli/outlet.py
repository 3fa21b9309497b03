"""The way of an answer to its reader: in which format, and where to."""

from __future__ import annotations

from pathlib import Path

import msgspec

from cpecfacts.cli.diagnostics import note
from cpecfacts.cli.options import Output
from cpecfacts.cli.sink import open_sink
from cpecfacts.errors import InvalidValueError, OutputError, RefusedError
from cpecfacts.query.names import known_word
from cpecfacts.render.formats import renderer_for
from cpecfacts.render.setting import Format, Setting
from cpecfacts.reports.blocks import Paragraph, count_rows
from cpecfacts.reports.report import Report
from cpecfacts.reports.values import Faint

_SUFFIXES = {
    "": Format.TABLE,
    ".txt": Format.TABLE,
    ".json": Format.JSON,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".csv": Format.CSV,
    ".tsv": Format.TSV,
    ".md": Format.MARKDOWN,
    ".bib": Format.BIBTEX,
}


LONGEST_UNPAGED = 1000
"""Rows that a table may have on a terminal without being paged."""


class Outlet:
    """Where the answer of one run goes.

    `annotations` tells that the command finds problems in files, and has something to write in the format `github`.
    """

    def __init__(self, output: Output, *, annotations: bool = False) -> None:
        self.output = output
        self.format = chosen_format(output, annotations=annotations)

    def write(self, report: Report, *stores: Path, heading: str | None = None) -> bool:
        """Write a report, never over a store that it comes from; return whether it was drawn on a terminal.

        A long table is paged there, below the `heading`.
        """
        refuse_as_output(self.output.output, *stores)
        trouble: str | None = ""
        with open_sink(self.output.output, raw=self.output.raw, no_color=self.output.no_color) as (out, setting):
            drawn = setting.width is not None and self.format is Format.TABLE
            if drawn and not self.output.no_pager:
                blocks = tuple(report.make_blocks())
                report = msgspec.structs.replace(report, make_blocks=lambda: blocks)
                if max(len(report.items), 0, *map(count_rows, blocks)) > LONGEST_UNPAGED:
                    trouble = _write_paged(report, setting, heading)
            if trouble is not None:
                renderer_for(self.format, setting)(report, out, setting)
        if trouble:
            note(f"{trouble}; --no-pager or PAGER=cat does without")
        return drawn


def _write_paged(report: Report, setting: Setting, heading: str | None) -> str | None:
    """Draw a report in a pager; return None, or why it was not: nothing to be told if no pager is wanted."""
    from cpecfacts.cli.pager import PagerError, page, pager_command

    above = () if heading is None else (Paragraph(Faint(heading)),)
    shown = msgspec.structs.replace(report, make_blocks=lambda: (*above, *report.make_blocks()))
    try:
        command = pager_command()
        if command is None:
            return ""
        page(command, lambda out: renderer_for(Format.TABLE, setting)(shown, out, setting))
    except PagerError as error:
        return str(error)
    return None


def refuse_as_output(output: Path | None, *stores: Path) -> None:
    """Raise if the answer would replace a store that it comes from.

    Raises:
        OutputError: It would.
    """
    for store in stores:
        try:
            is_store = output is not None and output.samefile(store)
        except OSError:  # it does not exist yet, or never can: the sink will tell
            continue
        if is_store:
            raise OutputError(str(output), "it is the store itself")


def chosen_format(output: Output, *, annotations: bool = False) -> Format:
    """Return the format that the options ask for: named, short, by the ending of the file, or the table.

    Raises:
        UnknownNameError: There is no such format.
        RefusedError: Two options ask for different ones, or for annotations of what has no place in a file.
        InvalidValueError: The ending of the file stands for none.
    """
    asked = formats_asked(output, annotations=annotations)
    if len(set(asked)) > 1:
        raise RefusedError(f"{' and '.join(dict.fromkeys(asked))}: only one format at a time")
    if asked:
        return asked[0]
    suffix = "" if output.output is None else output.output.suffix.lower()
    if suffix not in _SUFFIXES:
        raise InvalidValueError("ending", suffix, f"one of {' '.join(filter(None, _SUFFIXES))}, or a --format")
    return _SUFFIXES[suffix]


def formats_asked(output: Output, *, annotations: bool = False) -> list[Format]:
    """Return the formats that options name; the ending of a file is none of them.

    Raises:
        UnknownNameError: There is no such format.
        RefusedError: It is that of annotations, and the answer has none.
    """
    asked = [member for member in Format if getattr(output, member.value, False)]
    if output.format is not None:
        if output.format.lower() == Format.GITHUB and not annotations:
            raise RefusedError("only check has annotations for GitHub: cpecfacts check --format github")
        formats = [member for member in Format if annotations or member is not Format.GITHUB]
        asked.append(Format(known_word("format", output.format, formats)))
    return asked
