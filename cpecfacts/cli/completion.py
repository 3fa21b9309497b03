"""What the shell may complete. Each function reads the store only when the shell asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import TYPE_CHECKING

from cpecfacts.citation.style import Style
from cpecfacts.render.setting import Format
from cpecfacts.wording.safety import make_visible

if TYPE_CHECKING:
    from cpecfacts.library import Library

_MOST = 1000  # facts or sources that a shell is told of

Completer = Callable[[str], list[tuple[str, str]]]


def _library() -> Library | None:
    """Open the store, or return nothing: a broken store is no reason to disturb someone who types.

    Neither is a large one that has no index yet: to make it takes longer than anybody waits for a word.
    """
    from cpecfacts.errors import CpecfactsError
    from cpecfacts.library import Library
    from cpecfacts.store.location import choose_stores, is_worth_indexing

    try:
        if is_worth_indexing(choose_stores(None)):
            from cpecfacts.index.holding import IndexedStore

            indexed = IndexedStore.current(choose_stores(None))
            return None if indexed is None else Library(indexed)
        return Library.open()
    except CpecfactsError:
        return None


def _beginning(incomplete: str, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pairs of word and explanation whose word begins so, with nothing in them that a shell may obey."""
    begun = ((word, text) for word, text in pairs if word.lower().startswith(incomplete.lower()))
    return [(make_visible(word), make_visible(text)) for word, text in begun]


def _organizations(library: Library) -> Iterable[tuple[str, str]]:
    return ((o.id, o.name) for o in library.snapshot.organizations.values())


def _projects(library: Library) -> Iterable[tuple[str, str]]:
    return ((p.id, p.name) for p in library.snapshot.projects.values())


def _measures(library: Library) -> Iterable[tuple[str, str]]:
    return ((m.id, m.label) for m in library.snapshot.measures.values())


def _records(library: Library, incomplete: str) -> Iterable[tuple[str, str]]:
    yield from _organizations(library)
    yield from _projects(library)
    yield from _measures(library)
    yield from _citable(library, incomplete)


def _citable(library: Library, incomplete: str) -> Iterable[tuple[str, str]]:
    from cpecfacts.model.table import ids_beginning

    facts, sources = library.snapshot.facts, library.snapshot.sources
    begun = incomplete.lower()
    yield from ((i, facts[i].statement) for i in islice(ids_beginning(facts, begun), _MOST))
    yield from ((i, sources[i].publisher) for i in islice(ids_beginning(sources, begun), _MOST))


def _completed(incomplete: str, read: Callable[[Library], Iterable[tuple[str, str]]]) -> list[tuple[str, str]]:
    library = _library()
    return [] if library is None else _beginning(incomplete, read(library))


def complete_company(incomplete: str) -> list[tuple[str, str]]:
    """Return ids of organizations, with their names."""
    return _completed(incomplete, _organizations)


def complete_measure(incomplete: str) -> list[tuple[str, str]]:
    """Return ids of measures, with their labels."""
    return _completed(incomplete, _measures)


def complete_project(incomplete: str) -> list[tuple[str, str]]:
    """Return ids of projects, with their names."""
    return _completed(incomplete, _projects)


def complete_currency(incomplete: str) -> list[tuple[str, str]]:
    """Return the currencies that have rates."""
    return _completed(incomplete, lambda library: ((currency, "") for currency in library.rates.currencies))


def complete_record(incomplete: str) -> list[tuple[str, str]]:
    """Return ids of everything that `show` shows."""
    return _completed(incomplete, lambda library: _records(library, incomplete))


def complete_mapping(incomplete: str) -> list[tuple[str, str]]:
    """Return the mappings that come with the program; files are completed by the shell where it is told so."""
    from cpecfacts.exchange.importing.shipped import shipped_mappings

    return _beginning(incomplete, ((name, "") for name in shipped_mappings()))


def complete_rule(incomplete: str) -> list[tuple[str, str]]:
    """Return the rules of `check`, with what they ask for."""
    from cpecfacts.checks.registry import RULES

    return _beginning(incomplete, ((rule.name, rule.meaning) for rule in RULES.values()))


def complete_citable(incomplete: str) -> list[tuple[str, str]]:
    """Return ids of facts and sources."""
    return _completed(incomplete, lambda library: _citable(library, incomplete))


def complete_export_format(incomplete: str) -> list[tuple[str, str]]:
    """Return the formats of `export`."""
    from cpecfacts.exchange.exporting.formats import ExportFormat

    return _beginning(incomplete, ((member.value, "") for member in ExportFormat))


def complete_word(what: str) -> Completer:
    """Return the completer of a closed list or of the words of the store for one option."""

    def words(library: Library) -> Iterable[tuple[str, str]]:
        from cpecfacts.query.names import CLOSED_LISTS
        from cpecfacts.query.tree import Field

        names = library.names
        found: Iterable[str]
        match Field(what):
            case Field.UNIT:
                found = names.units
            case Field.PLACE:
                found = names.places
            case Field.TAG:
                found = names.tags
            case Field.PUBLISHER:
                found = names.publishers
            case Field.SOURCE:
                found = library.snapshot.sources
            case field:
                found = CLOSED_LISTS[field]
        return ((word, "") for word in found)

    def complete(incomplete: str) -> list[tuple[str, str]]:
        if what == "style":
            return _beginning(incomplete, ((member.value, "") for member in Style))
        if what == "format":
            return _beginning(incomplete, ((member.value, "") for member in Format))
        return _completed(incomplete, words)

    return complete
