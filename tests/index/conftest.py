"""Stores to index, and a cache folder of each test's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from cpecfacts.store.location import packaged_store

Change = Callable[[dict[str, Any]], None]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep indexes below the test's folder."""
    folder = tmp_path / "cache"
    monkeypatch.setattr("cpecfacts.index.place.cache_folder", lambda: folder)
    return folder


@pytest.fixture(scope="session")
def shipped() -> dict[str, Any]:
    """The shipped store as JSON; not to be changed."""
    data: dict[str, Any] = json.loads(packaged_store().read_bytes())
    return data


@pytest.fixture
def write(tmp_path: Path, shipped: dict[str, Any]) -> Callable[..., Path]:
    """Return what writes the shipped store, changed, as a file."""

    def write_store(
        change: Change | None = None, name: str = "big.json", *, dump: Callable[[Any], str] | None = None
    ) -> Path:
        data = deepcopy(shipped)
        if change is not None:
            change(data)
        path = tmp_path / name
        indented = json.dumps(data, sort_keys=True, indent=2, ensure_ascii=False) + "\n"
        path.write_text(indented if dump is None else dump(data), encoding="utf-8")
        return path

    return write_store


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder that several tests share: each store is indexed once."""
    return tmp_path_factory.mktemp("indexes")


@pytest.fixture
def shared_cache(cache: Path, shared_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep indexes in the shared folder."""
    del cache
    monkeypatch.setattr("cpecfacts.index.place.cache_folder", lambda: shared_folder)
