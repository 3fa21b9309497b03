"""The schema of the index has a number, which tells an index of another schema from one of this."""

from __future__ import annotations

from hashlib import blake2b
from importlib import resources

from cpecfacts.index.fingerprint import SCHEMA

KNOWN = {1: "7cf07c6e419e4078"}


def test_a_schema_that_changed_has_another_number() -> None:
    folder = resources.files("cpecfacts.index")
    text = "".join((folder / name).read_text(encoding="utf-8") for name in ("schema.sql", "indexes.sql"))
    found = {SCHEMA: blake2b(text.encode(), digest_size=8).hexdigest()}
    assert found == KNOWN, "raise SCHEMA in index/fingerprint.py (after a release), and note the digest here"
