"""How much of a file is read before it is called too much; each limit has a sentence that names it.

They stand far above what the tables of this field have (AidData's GCDF 3.0: 126 columns, 21,000 rows, 60 MB unpacked)
and far below what fills the memory of a laptop.
"""

from __future__ import annotations

MOST_BYTES = 512 * 2**20
"""Size of a file, and of all that a workbook holds once unpacked."""

MOST_ROWS = 1_048_576
"""What a sheet of Excel can have."""

MOST_COLUMNS = 1_000

MOST_CELLS = 20_000_000
"""Of a sheet, empty ones between filled ones included: the reader of workbooks lays them all out."""

LONGEST_CELL = 131_072
"""Characters; four times what a cell of Excel can have, and the limit of Python's own csv module."""

DEEPEST = 32
"""Levels of JSON inside one another; a fact has four."""
