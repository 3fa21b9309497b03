"""What stands between the cells of a text file, found by reading its beginning in every possible way.

`csv.Sniffer` counts characters and takes a letter or the comma of decimals for the delimiter; here a candidate has to
give rows of one length.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice

CANDIDATES = {",": "commas", "\t": "tabs", ";": "semicolons", "|": "bars"}
_RECORDS = 200
_SAMPLE = 2**20


def find_delimiter(text: str) -> str:
    """Return the delimiter that gives the most rows of one length, of several the one that gives the most cells.

    A file without any is one column, and a comma does no harm there.
    """
    sample = text[:_SAMPLE]
    complete = len(sample) == len(text)
    best, delimiter = (0.0, 1), ","
    for candidate in CANDIDATES:
        score = _score(sample, candidate, complete=complete)
        if score is not None and score > best:
            best, delimiter = score, candidate
    return delimiter


def _score(sample: str, delimiter: str, *, complete: bool) -> tuple[float, int] | None:
    """Return which part of the rows has the commonest length, and that length; None if it is no delimiter of them."""
    lengths: list[int] = []
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, strict=True)
    try:
        lengths.extend(len(cells) for cells in islice(reader, _RECORDS) if cells)
    except csv.Error:
        # The sample may end inside of a quotation.
        if complete or len(lengths) < 2:
            return None
    if not complete and len(lengths) < _RECORDS:
        lengths = lengths[:-1]
    counted = Counter(length for length in lengths if length > 1)
    if not counted:
        return None
    most = max(counted.values())
    length = max(length for length, count in counted.items() if count == most)
    return most / len(lengths), length
