"""Values as FollowTheMoney takes them: dates by their beginning, languages in three letters, addresses of the web."""

from __future__ import annotations

import re

from cpecfacts.model.dates import Point, Precision, Qualifier, parse_when

_LONGEST_ADDRESS = 4096
_ADDRESS = re.compile(r"https?://[A-Za-z0-9][!-;=?-~]*")
_EXACT = (Precision.DAY, Precision.MONTH, Precision.YEAR)
# The languages that FollowTheMoney knows in version 3, which Aleph has, and in version 4; ISO 639-1 to 639-3.
_LANGUAGES = {
    "af": "afr", "ar": "ara", "az": "aze", "be": "bel", "bg": "bul", "bs": "bos", "ca": "cat", "cs": "ces",
    "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa", "et": "est", "fa": "fas", "fi": "fin",
    "fr": "fra", "he": "heb", "hi": "hin", "hr": "hrv", "hu": "hun", "hy": "hye", "id": "ind", "is": "isl",
    "it": "ita", "ja": "jpn", "ka": "kat", "kk": "kaz", "km": "khm", "kn": "kan", "ko": "kor", "ky": "kir",
    "lb": "ltz", "lt": "lit", "lv": "lav", "mk": "mkd", "mn": "mon", "ms": "msa", "mt": "mlt", "my": "mya",
    "ne": "nep", "nl": "nld", "no": "nor", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus", "sk": "slk",
    "sl": "slv", "sq": "sqi", "sr": "srp", "sv": "swe", "sw": "swa", "tg": "tgk", "tk": "tuk", "tl": "tgl",
    "tr": "tur", "uk": "ukr", "ur": "urd", "uz": "uzb", "zh": "zho",
}  # fmt: skip


def ftm_dates(when: str | None) -> dict[str, list[str]]:
    """Return the properties `date`, `startDate` and `endDate` of an EDTF date, as far as they can hold it.

    They take a year, a month or a day. Of quarters, decades and whatever is approximate or not sure nothing is kept
    but the words elsewhere: nothing becomes surer than it is.

    >>> ftm_dates("2018-10"), ftm_dates("2016/.."), ftm_dates("2017~")
    ({'date': ['2018-10']}, {'startDate': ['2016']}, {})
    """
    if when is None:
        return {}
    parsed = parse_when(when)
    if not parsed.is_interval:
        text = _point_text(parsed.start)
        return {} if text is None else {"date": [text]}
    ends = {"startDate": _point_text(parsed.start), "endDate": _point_text(parsed.end)}
    return {name: [text] for name, text in ends.items() if text is not None}


def _point_text(point: object) -> str | None:
    if not isinstance(point, Point) or point.precision not in _EXACT or point.qualifier is not Qualifier.NONE:
        return None
    length = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[point.precision]
    return point.first.isoformat()[:length]


def ftm_language(code: str) -> str | None:
    """Return a language in three letters; None if FollowTheMoney does not know it."""
    return _LANGUAGES.get(code)


def ftm_url(address: str | None) -> str | None:
    """Return an address of the web; None if it is something else, or too long for FollowTheMoney."""
    fits = address is not None and len(address) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(address) is not None
    return address if fits else None
