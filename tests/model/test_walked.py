"""Sequences that are gone through: places and the way back cost one walk, not one for each member."""

from __future__ import annotations

import pytest

from cpecfacts.model.walked import Walked


class Letters(Walked[str]):
    """A sequence that counts how often somebody goes through it."""

    def __init__(self, text):
        self.text = text
        self.walks = 0

    def __len__(self):
        return len(self.text)

    def __iter__(self):
        self.walks += 1
        return iter(self.text)

    def __getitem__(self, index):
        raise AssertionError(index)


def test_the_way_back_is_one_walk():
    letters = Letters("abc")
    assert list(reversed(letters)) == ["c", "b", "a"]
    assert letters.walks == 1


@pytest.mark.parametrize(
    ("part", "place"), [((), 1), ((1,), 1), ((2,), 3), ((-2,), 3), ((0, -1), 1), ((0, 99), 1), ((2, None), 3)]
)
def test_a_place_is_found_as_in_any_sequence(part, place):
    letters = Letters("abcb")
    assert letters.index("b", *part) == place
    assert letters.walks == 1
    assert "b" in letters
    assert letters.count("b") == 2


@pytest.mark.parametrize("part", [(4,), (2, 3), (3, 2), (0, 1)])
def test_what_is_not_there_has_no_place(part):
    with pytest.raises(ValueError, match="b"):
        Letters("abcb").index("b", *part)
