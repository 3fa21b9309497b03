"""A file to be imported: its bytes, and what sort of file it is by what is in it, not by its name."""

from __future__ import annotations

import codecs
import sys
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from cpecfacts.errors import ImportDataError, InputNotFoundError
from cpecfacts.exchange.importing.limits import MOST_BYTES

STANDARD_INPUT = "-"
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK"
_OPENING = (b"{", b"[")
_NEVER_JSON = (".csv", ".tsv", ".txt")  # whose first column may be called “[id]”


class Sort(Enum):
    """What is in a file."""

    JSON = "JSON"
    WORKBOOK = "workbook"
    TEXT = "text"


class InputFile(NamedTuple):
    """A file as it was read; `path` is for messages, `sort` what is in it."""

    path: str
    data: bytes
    sort: Sort


def read_input(path: str) -> InputFile:
    """Read a whole file, or standard input for `-`.

    Raises:
        InputNotFoundError: It is missing, a folder, or may not be read.
        ImportDataError: It is empty, larger than the limit, or of a sort that is not read.
    """
    name = "standard input" if path == STANDARD_INPUT else path
    try:
        if path == STANDARD_INPUT:
            if sys.stdin is None:
                raise InputNotFoundError(name, "it is closed")
            data = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(path).open("rb") as file:
                data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise InputNotFoundError(name, "there is no such file") from None
    except IsADirectoryError:
        raise InputNotFoundError(name, "it is a folder, not a file") from None
    except (OSError, ValueError) as error:
        raise InputNotFoundError(name, (getattr(error, "strerror", None) or str(error)).lower()) from None
    if len(data) > MOST_BYTES:
        raise ImportDataError(name, "", f"larger than {MOST_BYTES // 2**20:,} MB; import it in parts")
    if not data.strip():
        raise ImportDataError(name, "", "the file is empty")
    return InputFile(name, data, _sort_of(data, name))


def _sort_of(data: bytes, name: str) -> Sort:
    if data.startswith(_ZIP):
        return Sort.WORKBOOK
    if data.startswith(_OLE):
        raise ImportDataError(name, "", "an old or encrypted workbook; save it as .xlsx without a password, or as CSV")
    begin = data.removeprefix(codecs.BOM_UTF8).lstrip()
    is_json = begin.startswith(_OPENING) and not name.lower().endswith(_NEVER_JSON)
    return Sort.JSON if is_json else Sort.TEXT
