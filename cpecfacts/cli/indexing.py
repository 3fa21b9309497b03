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


def answer_index(output: Output, *, rebuild: bool, clear: bool, all_stores: bool) -> None:
    """Make or remove the index of the stores, or remove all, if that is asked for, and tell of it.

    Raises:
        OutputError: It cannot be written or removed.
        StoreNotFoundError: A store is not there, and had no index to remove.
    """
    outlet = Outlet(output)
    paths = choose_stores(output.store)
    done: str | None = None
    cleared = False
    try:
        if rebuild:
            status.rebuild(paths)
            done = "the index was made anew"
        elif all_stores:
            count, cleared = status.clear_all(), True
            done = {0: "there was no index to remove", 1: "1 index was removed"}.get(
                count, f"{count} indexes were removed"
            )
        elif clear:
            cleared = status.clear(paths)
            done = "the index was removed" if cleared else "there was no index to remove"
    except UnwritableCacheError as error:
        raise OutputError(str(place_of(paths)), error.reason) from None
    except OSError as error:
        raise OutputError(str(error.filename or place_of(paths)), reason_of(error)) from None
    # Of a store that is no more an index may have been left.
    outlet.write(index_report(status.status_of(paths, no_index=output.no_index, even_gone=cleared)), *paths)
    if done is not None and outlet.format is not Format.JSON:
        note(done)
