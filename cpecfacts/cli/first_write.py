"""An output that begins when the first byte is written to it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, BinaryIO


class FirstWrite(io.BufferedIOBase):
    """Passes everything on to what `begin` returns, which is called at the first byte and not before.

    Until then a bar may tell how far the answer is; from then on the lines of the answer stand in its place.
    """

    def __init__(self, begin: Callable[[], BinaryIO]) -> None:
        super().__init__()
        self._begin = begin
        self._out: BinaryIO | None = None

    def writable(self) -> bool:
        """Return true: that is what it is for."""
        return True

    def write(self, data: Any, /) -> int:
        """Write bytes."""
        if self._out is None:
            self._out = self._begin()
        return self._out.write(data)

    def flush(self) -> None:
        """Send on what was written; nothing begins by that."""
        if self._out is not None:
            self._out.flush()
