"""The words and signs for powers of ten and for small numbers, in the languages that sources are written in."""

from __future__ import annotations

import re

# A word that is always a scale: its powers of ten (two where languages differ).
SCALES: dict[str, tuple[int, ...]] = {
    # English, and the South Asian words in Latin letters
    "hundred": (2,), "thousand": (3,), "lakh": (5,), "lakhs": (5,), "lac": (5,), "lacs": (5,),
    "million": (6,), "millions": (6,), "mn": (6,), "mln": (6,), "crore": (7,), "crores": (7,), "karor": (7,),
    "billion": (9,), "billions": (9,), "bn": (9,), "bln": (9,), "kharab": (11,),
    "trillion": (12,), "trillions": (12,), "tn": (12,), "trn": (12,),
    # German, Danish, Dutch
    "tausend": (3,), "tusind": (3,), "duizend": (3,), "millionen": (6,),
    "mio": (6,), "millioner": (6,), "miljoen": (6,),
    "milliarde": (9,), "milliarden": (9,), "mrd": (9,), "milliarder": (9,), "miljard": (9,), "billionen": (12,),
    # Spanish, Portuguese, French, Italian
    "millón": (6,), "millon": (6,), "millones": (6,), "milhão": (6,),
    "milhões": (6,), "milhao": (6,), "milhoes": (6,),
    "bilhão": (9,), "bilhões": (9,), "milliard": (9,), "milliards": (9,), "milione": (6,), "milioni": (6,),
    "miliardo": (9,), "miliardi": (9,),
    # Russian, Ukrainian
    "тыс": (3,), "тысяч": (3,), "тысячи": (3,), "тысячу": (3,),
    "млн": (6,), "миллион": (6,), "миллиона": (6,), "миллионов": (6,),
    "млрд": (9,), "миллиард": (9,), "миллиарда": (9,), "миллиардов": (9,),
    "трлн": (12,), "триллион": (12,), "триллионов": (12,),
    # Turkish, Indonesian, Croatian, Bosnian, Serbian
    "milyon": (6,), "milyar": (9,), "ribu": (3,), "juta": (6,), "miliar": (9,), "milijun": (6,), "milijuna": (6,),
    "milion": (6,), "miliona": (6,), "milijardi": (9,), "milijarde": (9,),
    "milijarda": (9,), "hiljada": (3,), "tisuća": (3,),
    # Arabic, Persian, Urdu
    "ألف": (3,), "آلاف": (3,), "الف": (3,), "مليون": (6,),
    "ملايين": (6,), "مليار": (9,), "مليارات": (9,), "بليون": (9,),
    "تريليون": (12,), "هزار": (3,), "میلیون": (6,), "میلیارد": (9,),
    "ہزار": (3,), "لاکھ": (5,), "ملین": (6,), "کروڑ": (7,), "ارب": (9,), "بلین": (9,), "کھرب": (11,), "ٹریلین": (12,),
    # Hindi, Bengali
    "हजार": (3,), "हज़ार": (3,), "लाख": (5,), "करोड़": (7,),
    "अरब": (9,), "खरब": (11,), "मिलियन": (6,), "बिलियन": (9,),
    "হাজার": (3,), "লাখ": (5,), "লক্ষ": (5,), "কোটি": (7,), "মিলিয়ন": (6,), "বিলিয়ন": (9,),
}  # fmt: skip

# A letter or word that may be a scale, or a unit, or a word of another language.
DOUBTFUL: dict[str, tuple[int, ...]] = {
    "k": (3,), "m": (6,), "b": (9,), "t": (12,), "cr": (7,), "arab": (9,), "mil": (3, 6), "mille": (3,), "mila": (3,),
    "bin": (3,), "mi": (6,), "mia": (9,), "md": (9,),
}  # fmt: skip

# Signs that follow a number without a space.
SIGNS = {"十": 1, "百": 2, "千": 3, "仟": 3, "万": 4, "萬": 4, "만": 4, "亿": 8, "億": 8, "억": 8, "兆": 12, "조": 12}

# Numbers in words.
NUMBERS: dict[str, float] = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "once": 1, "twice": 2, "thrice": 3, "single": 1,
    "ایک": 1, "دو": 2, "تین": 3, "چار": 4, "پانچ": 5, "چھ": 6, "سات": 7, "آٹھ": 8, "نو": 9, "دس": 10, "بیس": 20,
    "ڈیڑھ": 1.5, "ڈھائی": 2.5,
    "एक": 1, "दो": 2, "तीन": 3, "चार": 4, "पांच": 5, "पाँच": 5, "छह": 6, "सात": 7, "आठ": 8, "नौ": 9, "दस": 10,
}  # fmt: skip

# With one of these in it a phrase may mean a number that is not written: no rule is sure of anything then.
VAGUE = frozenset(
    re.findall(
        r"\w+",
        "half third thirds quarter quarters fifth fifths dozen dozens score scores pair couple "
        "hundreds thousands tens week weeks month months year years decade decades century fortnight fold "
        "double triple doubled tripled entire whole top largest biggest both majority",
    )
)
