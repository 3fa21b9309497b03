from __future__ import annotations

import subprocess
import sys
from itertools import islice

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.progress import listening
from cpecfacts.reports.streams import (
    SAMPLE,
    Anew,
    Encoded,
    EncodedItems,
    FactsWithItems,
    Joined,
    Mapped,
    Stretch,
    each,
    encoded,
    is_stream,
    pieces,
    sample,
)


def double(number):
    return 2 * number


def test_a_mapped_stream_is_a_sequence_that_makes_its_members_when_they_are_asked_for():
    made = []
    stream = Mapped(range(5), lambda number: made.append(number) or 2 * number)
    assert (len(stream), made) == (5, [])
    assert list(islice(stream, 2)) == [0, 2]
    assert made == [0, 1]
    assert list(stream) == list(stream) == [0, 2, 4, 6, 8]
    assert (stream[3], stream[-1], stream[1:3]) == (6, 8, (2, 4))
    with pytest.raises(IndexError):
        stream[5]


@given(st.lists(st.lists(st.integers()), max_size=4))
def test_joined_sequences_are_one(parts):
    joined = Joined(*parts)
    whole = [number for part in parts for number in part]
    assert (list(joined), len(joined)) == (whole, len(whole))
    assert [joined[index] for index in range(len(whole))] == whole


@given(st.integers(0, 20), st.data())
def test_a_stretch_is_what_slicing_gives(size, data):
    start = data.draw(st.integers(0, size))
    stop = data.draw(st.integers(start, size))
    stretch = Stretch(range(size), start, stop)
    assert (list(stretch), len(stretch)) == (list(range(size))[start:stop], stop - start)
    assert list(reversed(stretch)) == list(range(size))[start:stop][::-1]


def test_things_are_made_anew_each_time():
    numbers = Anew(lambda: iter([1, 2]))
    assert (list(numbers), list(numbers)) == ([1, 2], [1, 2])


def test_a_few_that_are_held_are_made_at_once_and_many_or_a_stream_when_asked_for():
    assert each(double, [1, 2]) == (2, 4)
    many = each(double, list(range(SAMPLE + 1)))
    assert is_stream(many)
    assert is_stream(each(double, range(2)))
    assert list(many) == list(range(0, 2 * SAMPLE + 2, 2))


def test_a_sample_is_all_that_is_held_or_the_first_of_a_stream():
    held = list(range(SAMPLE + 5))
    assert sample(held) is held
    assert sample(range(SAMPLE + 5)) == list(range(SAMPLE))


def test_json_that_stands_ready_is_not_made_again():
    ready = EncodedItems([1, 2], double, lambda: iter([b"ready", b"too"]))
    assert isinstance(ready, Encoded)
    assert not isinstance(Mapped([1], double), Encoded)
    assert (list(ready), list(encoded(ready)), len(ready)) == ([2, 4], [b"ready", b"too"], 2)
    assert list(encoded([{"a": 1}])) == [b'{"a":1}']


def test_facts_may_have_items_that_stand_ready():
    class Facts(list):
        def encoded_items(self):
            return iter(())

    assert isinstance(Facts(), FactsWithItems)
    assert not isinstance([], FactsWithItems)


def test_pieces_begin_small_and_grow():
    told = []

    def listener(title):
        told.append(title)
        return _Telling(told)

    with listening(listener):
        assert [len(piece) for piece in pieces(range(2500), 2500)] == [1, 10, 100, 1000, 1000, 389]
    assert told == ["Writing", (1, 2500), (11, 2500), (111, 2500), (1111, 2500), (2111, 2500), (2500, 2500)]
    assert list(pieces(())) == []


class _Telling:
    def __init__(self, told):
        self.told = told

    def __enter__(self):
        return lambda done, total: self.told.append((done, total))

    def __exit__(self, *_):
        pass


PROGRAM = """
import io, resource, sys, tracemalloc
from cpecfacts.render.formats import renderer_for
from cpecfacts.render.setting import Format, Setting
from cpecfacts.reports.blocks import Column, Group, Table
from cpecfacts.reports.report import Report
from cpecfacts.reports.streams import EncodedItems, Mapped

class Nowhere(io.RawIOBase):
    count = 0
    def writable(self):
        return True
    def write(self, data):
        self.count += len(data)
        return len(data)

def report(count):
    numbers = range(count)
    item = {"id": "x", "statement": "An item of a hundred letters " * 4}
    import msgspec
    ready = msgspec.json.encode(item)
    def make_blocks():
        rows = Mapped(numbers, lambda n: (str(n), item["statement"]))
        columns = (Column(title="A"), Column(title="B", flexible=True))
        return (Table(columns=columns, groups=(Group(rows=rows),)),)
    items = EncodedItems(numbers, lambda n: item, lambda: (ready for _ in numbers))
    return Report(command="facts", query="", description="", items=items, item_type=("id", "statement"),
                  make_blocks=make_blocks)

form, width = Format(sys.argv[1]), int(sys.argv[2]) or None
setting = Setting(width=width)
render = renderer_for(form, setting)
peaks = []
for count in (3000, 3000, 12000):
    tracemalloc.start()
    out = Nowhere()
    render(report(count), out, setting)
    assert out.count > 100 * count
    peaks.append(tracemalloc.get_traced_memory()[1])
    tracemalloc.stop()
print(*peaks)
"""


@pytest.mark.parametrize(
    ("form", "width"),
    [("json", 0), ("jsonl", 0), ("csv", 0), ("tsv", 0), ("markdown", 0), ("table", 0), ("table", 80), ("table", 20)],
)
def test_four_times_as_many_items_need_no_more_memory(form, width):
    """The first run loads modules; of the others what is held at most is counted, not what the system gave."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, form, str(width)], capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stderr
    _, few, many = map(int, done.stdout.split())
    assert many < 1.2 * few + 100_000


def test_an_answer_of_ready_json_is_the_one_that_would_be_made():
    assert list(encoded(Mapped([1, 2], lambda n: {"n": n}))) == [msgspec.json.encode({"n": n}) for n in (1, 2)]
