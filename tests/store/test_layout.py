"""The one way to write a store, against the standard library."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpecfacts.store.layout import FORMAT, TABLES, canonical_bytes
from cpecfacts.store.location import packaged_store

# A busy machine is no failure.
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Python and msgspec both write these digit by digit; beyond them only the form of the exponent differs (1e+16, 1e16).
PLAIN_NUMBERS = (
    st.integers(-(10**30), 10**30)
    | st.floats(1e-4, 1e15)
    | st.floats(-1e15, -1e-4)
    | st.sampled_from([0.0, -0.0, 101.1, 7.97344])
)
JSON = st.recursive(
    st.none() | st.booleans() | PLAIN_NUMBERS | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def test_the_format_and_its_tables_are_those_of_the_design():
    assert FORMAT == 1
    assert TABLES == ("organizations", "projects", "measures", "sources", "rates", "facts")


def test_keys_are_sorted_and_text_stays_readable():
    tables = {"rates": {}, "facts": {"z": {"b": ["中国移动", "é\u2028"], "a": None}, "a-b": {}, "a": {"x": 1.5}}}
    assert canonical_bytes(tables).decode() == (
        "{\n"
        '  "facts": {\n'
        '    "a": {\n'
        '      "x": 1.5\n'
        "    },\n"
        '    "a-b": {},\n'
        '    "z": {\n'
        '      "a": null,\n'
        '      "b": [\n'
        '        "中国移动",\n'
        '        "é\u2028"\n'
        "      ]\n"
        "    }\n"
        "  },\n"
        '  "rates": {}\n'
        "}\n"
    )


@calm
@given(JSON)
def test_it_is_what_the_standard_library_writes(value):
    expected = json.dumps(value, sort_keys=True, indent=2, ensure_ascii=False) + "\n"
    assert canonical_bytes(value) == expected.encode()


@calm
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_comes_back_as_it_was(number):
    assert json.loads(canonical_bytes(number)) == number


def test_a_change_to_one_fact_is_one_hunk():
    tables = json.loads(packaged_store().read_bytes())
    before = canonical_bytes(tables).splitlines()
    fact = tables["facts"]["zong-total-invested-over-3bn-2024"]
    fact["amount"]["value"] = 3100000000
    after = canonical_bytes(tables).splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [(b'        "value": 3000000000', b'        "value": 3100000000')]
