"""The index answers every question as `query.match` defines it."""

from __future__ import annotations

import contextlib

from hypothesis import given
from hypothesis import strategies as st

from .answering import WAYS, Both
from .strategies import questions, snapshots

limits = st.none() | st.integers(0, 13)


@given(snapshots(), st.lists(questions, min_size=1, max_size=6), st.sampled_from(WAYS), limits)
def test_a_store_and_its_index_give_the_same_facts_in_the_same_order_and_hide_the_same(snapshot, asked, way, limit):
    with contextlib.closing(Both(snapshot)) as both:
        for node in asked:
            both.agree(node, *way, limit)
