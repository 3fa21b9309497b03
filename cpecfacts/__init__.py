"""Sourced facts about Chinese technology companies in Pakistan.

>>> from cpecfacts import Library
>>> library = Library.open()
>>> library.fact("zong-total-invested-over-3bn-2024").amount.bound
<Bound.MORE_THAN: 'more-than'>
"""

from __future__ import annotations

# To import it from `typing` takes 10 ms, twice as long as all the rest until Ctrl-C is heard.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from cpecfacts.checking import check_store
    from cpecfacts.library import Library

    __version__: str

__all__ = ["Library", "__version__", "check_store"]


def __getattr__(name: str) -> Any:
    """Import what is asked for, and nothing before: `cpecfacts --help` needs no msgspec, and Ctrl-C nothing at all."""
    if name == "Library":
        from cpecfacts.library import Library

        return Library
    if name == "check_store":
        from cpecfacts.checking import check_store

        return check_store
    if name == "__version__":
        from cpecfacts.version import VERSION

        return VERSION
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
