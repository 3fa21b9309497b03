"""Sourced facts about Chinese technology companies in Pakistan.

>>> from cpecfacts import Library
>>> library = Library.open()
>>> library.fact("zong-total-invested-over-3bn-2024").amount.bound
<Bound.MORE_THAN: 'more-than'>
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cpecfacts.version import VERSION

if TYPE_CHECKING:
    from cpecfacts.checking import check_store
    from cpecfacts.library import Library

__all__ = ["Library", "__version__", "check_store"]

__version__ = VERSION


def __getattr__(name: str) -> Any:
    """Import the façades when they are first asked for: `cpecfacts --help` needs no msgspec."""
    if name == "Library":
        from cpecfacts.library import Library

        return Library
    if name == "check_store":
        from cpecfacts.checking import check_store

        return check_store
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
