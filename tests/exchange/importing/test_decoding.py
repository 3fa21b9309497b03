from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.errors import ImportDataError
from cpecfacts.exchange.importing.decoding import decode

TEXT = "Société,Zürich,中国移动\n" * 3


@pytest.mark.parametrize(
    ("mark", "encoding", "name"),
    [
        (b"", "utf-8", "UTF-8"),
        (codecs.BOM_UTF8, "utf-8", "UTF-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16-LE"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16-BE"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32-LE"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32-BE"),
    ],
)
def test_an_encoding_is_found_by_its_mark(mark, encoding, name):
    assert decode(mark + TEXT.encode(encoding), "f") == (TEXT, name, None)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_found_by_its_zero_bytes(encoding):
    text = "Company,Amount\nZong,12\n"
    assert decode(text.encode(encoding), "f").text == text


def test_what_is_not_utf_8_is_read_as_windows_1252_and_the_reader_is_shown_a_word_of_it():
    found = decode("Société,3 €\n".encode("cp1252"), "f")
    assert found.text == "Société,3 €\n"
    assert found.warning == "read as Windows-1252, for it is not UTF-8: “Société,3” should look right, else --encoding"


def test_a_file_of_two_encodings_is_refused_with_the_line():
    data = "a,Zürich\n".encode() + "b,Zürich\n".encode("cp1252")
    with pytest.raises(ImportDataError) as caught:
        decode(data, "f.csv")
    assert str(caught.value) == (
        "f.csv: line 2: the byte 0xfc is not UTF-8, other letters of the file are: it mixes encodings (--encoding names one)"
    )


def test_bytes_that_windows_1252_does_not_have_are_refused_with_the_line():
    with pytest.raises(ImportDataError) as caught:
        decode(b"a\nb\x81\n", "f.csv")
    assert str(caught.value) == (
        "f.csv: line 2: the byte 0x81 is neither UTF-8 nor Windows-1252; --encoding names the right one"
    )


def test_a_named_encoding_is_used_and_its_errors_have_the_line():
    assert decode("中国移动".encode("gb18030"), "f", "GB18030").text == "中国移动"
    with pytest.raises(ImportDataError) as caught:
        decode(b"a\n\xff", "f.csv", "utf-8")
    assert str(caught.value) == "f.csv: line 2: the byte 0xff is not UTF-8"


@pytest.mark.parametrize("name", ["klingon", "base64", "rot13"])
def test_an_encoding_that_is_none_is_refused(name):
    with pytest.raises(ImportDataError) as caught:
        decode(b"a", "f.csv", name)
    assert str(caught.value) == f"f.csv: there is no encoding “{name}” of texts"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_utf_8_is_always_read_as_utf_8(text):
    if text.startswith("\ufeff") or "\0" in text:
        return
    assert decode(text.encode(), "f").text == text
