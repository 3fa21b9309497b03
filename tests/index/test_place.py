"""Where indexes lie."""

from __future__ import annotations

import importlib
import os
from pathlib import Path

import pytest

from cpecfacts.index import place


def test_the_folder_of_indexes_is_that_of_the_users_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.undo()
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name, appauthor: tmp_path / name / str(appauthor))
    assert importlib.reload(place).cache_folder() == tmp_path / "cpecfacts" / "False" / "indexes"


def test_an_index_is_named_after_its_store_by_whatever_name_that_is_called(tmp_path: Path, cache: Path) -> None:
    store = tmp_path / "my facts.json"
    store.write_text("{}")
    link = tmp_path / "link.json"
    link.symlink_to(store)
    found = place.place_of([store])
    assert found.parent == cache
    assert found.name.startswith("my-facts-")
    assert found.suffix == ".sqlite"
    assert place.place_of([link]) == found
    assert place.place_of([Path(os.path.relpath(store))]) == found


def test_other_stores_and_another_order_have_other_indexes(tmp_path: Path) -> None:
    a, b = tmp_path / "a" / "facts.json", tmp_path / "b" / "facts.json"
    places = {place.place_of(paths) for paths in ([a], [b], [a, b], [b, a])}
    assert len(places) == 4


@pytest.mark.parametrize(
    "name", ["中国移动.json", "x" * 240 + ".json", "..json", os.fsdecode(b"\xff.json"), "a\nb.json"]
)
def test_any_name_of_a_store_gives_a_name_that_every_file_system_takes(tmp_path: Path, name: str) -> None:
    found = place.place_of([tmp_path / name])
    assert found.name.isascii()
    assert len(found.name) < 100
    assert "\n" not in found.name


def test_the_folder_tells_what_it_is_and_is_for_its_owner_only(cache: Path) -> None:
    place.make_folder(cache)
    place.make_folder(cache)
    assert "may be deleted at any time" in (cache / "README.txt").read_text()
    assert cache.stat().st_mode & 0o077 == 0
