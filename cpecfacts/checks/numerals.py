"""The numbers that a phrase may mean: read widely, so that a rule which finds none of them equal can be sure.

Digits of any script, points and commas of any country, powers of ten in words and signs, small numbers in words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from cpecfacts.checks.scales import DOUBTFUL, NUMBERS, SCALES, SIGNS, VAGUE

_LONGEST = 300  # characters of a phrase; raw and quotation have some words, and what is longer is no figure
_MOST_DIGITS = 300  # what a float can hold
_TOKEN = re.compile(
    r"(?P<number>\d(?:[\d.,'’]*\d)?)"
    rf"|(?P<sign>[{''.join(SIGNS)}](?![米克瓦卡]))"  # 千米 is a kilometre
    rf"|(?P<word>(?:(?![{''.join(SIGNS)}])[^\W\d_]|[\u0900-\u0903\u093a-\u094f\u0980-\u0983\u09bc-\u09cd])+)"
)
# What a reader works out: 1/2 (also of 2½), 2 x 10, 十二亿, 数百万.
_WORKED_OUT = re.compile(
    r"\d\s?[/⁄]\s?\d|\d\s?[x×*]\s?\d"
    rf"|[一二三四五六七八九两兩几幾数數]\s?[{''.join(SIGNS)}]|[{''.join(SIGNS)}][一二三四五六七八九]",
    re.IGNORECASE,
)
_NEAR = 12  # characters between the two numbers of a range
_MOST_SUMMED, _MOST_SUMS = 6, 200
_Token = tuple[str, str, int, int]
_SCALES = {unicodedata.normalize("NFKC", word): powers for word, powers in SCALES.items()}


class Reading(NamedTuple):
    """What one number of a phrase may mean: any of `values`.

    `scale` are the powers of ten that surely belong to it, 0 where there are none. It stands from `start` to `end` of
    the phrase in plain digits.
    """

    values: frozenset[float]
    scale: int
    start: int
    end: int


@lru_cache(maxsize=8192)
def readings_of(text: str) -> tuple[Reading, ...]:
    """Return every number of a phrase, in order; none for a phrase that is too long to be one."""
    plain = plain_digits(text)
    return tuple(_join_ranges(_readings(plain))) if len(plain) <= _LONGEST else ()


def plain_digits(text: str) -> str:
    """Return the text with digits of any script as ASCII ones, and width and ligatures undone."""
    digits = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    return unicodedata.normalize("NFKC", digits).replace("٫", ".").replace("٬", ",")


def possible_values(text: str) -> frozenset[float]:
    """Return every value that a number of the phrase, or several in a row added, may mean."""
    readings = readings_of(text)
    values = {value for reading in readings for value in reading.values}
    if len(readings) <= _MOST_SUMMED:
        for start in range(len(readings)):
            sums = {0.0}
            for reading in readings[start:]:
                sums = {total + value for total in sums for value in reading.values}
                if len(sums) > _MOST_SUMS:
                    break
                values |= sums
    return frozenset(values)


def bare_values(text: str) -> frozenset[float]:
    """Return the values of the digits in a phrase alone, without any scale: 34.446 of "PKR 34.446 million"."""
    plain = plain_digits(text)[:_LONGEST]
    return frozenset(v for match in _TOKEN.finditer(plain) if match["number"] for v in _digit_values(match["number"]))


def is_vague(text: str) -> bool:
    """Whether a phrase may stand for numbers that are not written: in words, as fractions, products, Chinese digits."""
    plain = plain_digits(text)
    return _WORKED_OUT.search(plain) is not None or any(
        word in VAGUE for word in re.findall(r"[^\W\d_]+", plain.lower())
    )


def _readings(text: str) -> list[Reading]:
    """Read a number, then the scales that follow it; a scale alone is one of itself."""
    tokens: list[_Token] = [(m.lastgroup or "", m[0], m.start(), m.end()) for m in _TOKEN.finditer(text)]
    found: list[Reading] = []
    index = 0
    while index < len(tokens):
        values, after, end = _number_at(tokens, index)
        if not values:
            index += 1
            continue
        scale = 0
        while after < len(tokens):
            powers, certain = _powers(tokens[after], text[end : tokens[after][2]])
            if not powers:
                break
            multiplied = {_times(value, power) for value in values for power in powers}
            values = multiplied if certain else values | multiplied
            scale += powers[0] if certain else 0
            end = tokens[after][3]
            after += 1
        found.append(Reading(frozenset(values), scale, tokens[index][2], end))
        index = after
    return found


def _number_at(tokens: list[_Token], index: int) -> tuple[set[float], int, int]:
    """Return what the number that begins at a token may be, the index after it, and where it ends."""
    kind, token, start, end = tokens[index]
    if kind == "number":
        return _digit_values(token), index + 1, end
    if kind == "sign":
        return {1.0}, index, start
    word = token.lower()
    if word in _SCALES:
        return {1.0}, index, start
    if word not in NUMBERS:
        return set(), index + 1, end
    following = tokens[index + 1][1].lower() if index + 1 < len(tokens) else ""
    if NUMBERS[word] >= 20 and 0 < NUMBERS.get(following, 0) < 10:  # twenty-five
        return {NUMBERS[word] + NUMBERS[following]}, index + 2, tokens[index + 1][3]
    return {float(NUMBERS[word])}, index + 1, end


def _digit_values(digits: str) -> set[float]:
    """Return what digits with points and commas may mean: 1.234 may be one and a bit, or more than a thousand."""
    if len(digits) > _MOST_DIGITS:
        return set()
    signs = re.sub(r"\d", "", digits)
    joined = re.sub(r"\D", "", digits)
    if not signs:
        return {float(digits)}
    head, last = digits.rsplit(signs[-1], 1)
    fraction = float(re.sub(r"\D", "", head) + "." + last)
    is_group = all(len(part) in (2, 3) for part in re.split(r"\D", digits)[1:]) and len(last) == 3
    if not is_group:
        return {fraction}
    several = len(signs) > 1 and len(set(signs)) == 1
    return {float(joined)} if several or (signs[-1] == "," and len(head) > 3) else {float(joined), fraction}


def _times(value: float, power: int) -> float:
    """Return value times ten to the power, as exactly as it was written."""
    written = repr(value)
    return float(f"{written}e{power}") if "e" not in written else value * 10.0**power


def _powers(token: _Token, between: str) -> tuple[tuple[int, ...], bool]:
    """Return the powers of ten that a token after a number stands for, and whether it can stand for nothing else."""
    kind, word, _, _ = token
    if kind == "sign":
        return ((SIGNS[word],), True) if between == "" else ((), False)
    if kind != "word" or between.strip(" -‑") or len(between) > 2:
        return (), False
    lowered = word.lower()
    if lowered in _SCALES:
        return _SCALES[lowered], True
    return DOUBTFUL.get(lowered, ()), False


def _join_ranges(readings: list[Reading]) -> list[Reading]:
    """Give the first number of "300 to 400 million" the scale of the second, as one of its meanings."""
    joined = list(readings)
    for index, (first, second) in enumerate(pairwise(readings)):
        if second.scale and not first.scale and second.start - first.end <= _NEAR:
            scaled = {_times(value, second.scale) for value in first.values}
            joined[index] = first._replace(values=first.values | scaled)
    return joined
