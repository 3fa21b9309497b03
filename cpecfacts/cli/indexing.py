"""From the options of `index` to its answer."""

from __future__ import annotations

from cpecfacts.cli.diagnostics import note
from cpecfacts.cli.options import Output
from cpecfacts.cli.outlet import Outlet
from cpecfacts.cli.sink import reason_of
from cpecfacts.errors import OutputError
from cpecfacts.index import status
from cpecfacts.index.opening import UnwritableCacheError
from cpecfacts.index.place import place_of
from cpecfacts.render.setting import Format
from cpecfacts.reports.index import index_report
from cpecfacts.store.location import choose_stores


def answer_index(output: Output, *, rebuild: bool, clear: bool) -> None:
    """Make or remove the index of the stores if that is asked for, and tell of it.

    Raises:
        OutputError: It cannot be written or removed.
    """
    outlet = Outlet(output)
    paths = choose_stores(output.store)
    done: str | None = None
    try:
        if rebuild:
            status.rebuild(paths)
            done = "the index was made anew"
        elif clear:
            status.status_of(paths)  # a store that is not there has no index to remove
            done = "the index was removed" if status.clear(paths) else "there was no index to remove"
    except UnwritableCacheError as error:
        raise OutputError(str(place_of(paths)), error.reason) from None
    except OSError as error:
        raise OutputError(str(place_of(paths)), reason_of(error)) from None
    outlet.write(index_report(status.status_of(paths)), *paths)
    if done is not None and outlet.format is not Format.JSON:
        note(done)
