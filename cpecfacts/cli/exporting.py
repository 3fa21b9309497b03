"""How an export is asked for: the format by its name or the name of a file, and the way there."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from cpecfacts.cli.diagnostics import note
from cpecfacts.cli.sink import open_sink
from cpecfacts.errors import InvalidValueError, RefusedError, UnknownNameError
from cpecfacts.exchange.exporting.excerpt import Excerpt
from cpecfacts.exchange.exporting.formats import ENDINGS, ExportFormat, FileExporter, FolderExporter, format_of
from cpecfacts.query.names import known_word

_NEAR = 0.8  # "sqlit" and "parket" are formats misspelt, "data" and "stores" are words to look for


def split_format(words: Sequence[str], output: Path | None) -> tuple[ExportFormat, list[str]]:
    """Return the format, and the words that are the query: the first word names it, else the ending of the file.

    Raises:
        UnknownNameError: The first word is no format, and the file does not tell; or it is nearly one.
        RefusedError: There is neither a word nor a file.
        InvalidValueError: The ending of the file stands for no format.
    """
    told = None if output is None else format_of(output)
    if words:
        try:
            return ExportFormat(known_word("export format", words[0], ExportFormat)), list(words[1:])
        except UnknownNameError:
            if told is None or get_close_matches(words[0].lower(), ExportFormat, cutoff=_NEAR):
                raise
    if told is not None:
        return told, list(words)
    if output is None:
        raise RefusedError(f"export as what? One of {', '.join(ExportFormat)}; or -o FILE with an ending that tells")
    raise InvalidValueError("ending", output.suffix, f"one of {' '.join(ENDINGS)}, or a format before the query")


def write_export(
    excerpt: Excerpt, chosen: ExportFormat, exporter: FileExporter | FolderExporter, output: Path | None
) -> None:
    """Write an excerpt to a file, a folder or stdout; what the format could not hold is told on stderr.

    Raises:
        RefusedError: The format is nothing for stdout.
        OutputError: The output cannot be written; what was there is as it was.
    """
    if isinstance(exporter, FolderExporter):
        if output is None:
            raise RefusedError(f"{chosen} is a folder of files: name it with -o FOLDER")
        from cpecfacts.cli.folder_sink import open_folder

        with open_folder(output, exporter.makes) as folder:
            remarks = exporter.write(excerpt, folder)
    else:
        if exporter.binary and output is None:
            raise RefusedError(f"{chosen} is no text that can be printed: name a file with -o FILE")
        with open_sink(output, raw=False, no_color=True) as (out, _):
            remarks = exporter.write(excerpt, out)
    for remark in remarks:
        note(remark)
