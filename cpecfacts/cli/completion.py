"""What the shell may complete. Each function reads the store only when the shell asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cpecfacts.library import Library

Completer = Callable[[str], list[tuple[str, str]]]


def _library() -> Library | None:
    """Open the store, or return nothing: a broken store is no reason to disturb someone who types."""
    from cpecfacts.errors import CpecfactsError
    from cpecfacts.library import Library

    try:
        return Library.open()
    except CpecfactsError:
        return None


def _beginning(incomplete: str, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(word, help_text) for word, help_text in pairs if word.lower().startswith(incomplete.lower())]


def complete_company(incomplete: str) -> list[tuple[str, str]]:
    """Return ids of organizations, with their names."""
    library = _library()
    if library is None:
        return []
    return _beginning(incomplete, ((o.id, o.name) for o in library.snapshot.organizations.values()))


def complete_measure(incomplete: str) -> list[tuple[str, str]]:
    """Return ids of measures, with their labels."""
    library = _library()
    if library is None:
        return []
    return _beginning(incomplete, ((m.id, m.label) for m in library.snapshot.measures.values()))


def complete_project(incomplete: str) -> list[tuple[str, str]]:
    """Return ids of projects, with their names."""
    library = _library()
    if library is None:
        return []
    return _beginning(incomplete, ((p.id, p.name) for p in library.snapshot.projects.values()))


def complete_record(incomplete: str) -> list[tuple[str, str]]:
    """Return ids of everything that `show` shows."""
    library = _library()
    if library is None:
        return []
    snapshot = library.snapshot
    return [
        *complete_company(incomplete),
        *complete_project(incomplete),
        *complete_measure(incomplete),
        *_beginning(incomplete, ((f.id, f.statement) for f in snapshot.facts.values())),
        *_beginning(incomplete, ((s.id, s.publisher) for s in snapshot.sources.values())),
    ]


def complete_word(what: str) -> Completer:
    """Return the completer of a closed list or of the words of the store for one option."""

    def complete(incomplete: str) -> list[tuple[str, str]]:
        if what == "format":
            from cpecfacts.render.setting import Format

            return _beginning(incomplete, ((member.value, "") for member in Format))
        library = _library()
        if library is None:
            return []
        from cpecfacts.query.names import CLOSED_LISTS
        from cpecfacts.query.tree import Field

        names = library.names
        words: Iterable[str]
        match Field(what):
            case Field.UNIT:
                words = names.units
            case Field.PLACE:
                words = names.places
            case Field.TAG:
                words = names.tags
            case Field.PUBLISHER:
                words = names.publishers
            case Field.SOURCE:
                words = library.snapshot.sources
            case field:
                words = CLOSED_LISTS[field]
        return _beginning(incomplete, ((word, "") for word in words))

    return complete
