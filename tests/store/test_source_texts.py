"""Folders of texts: what is read, from which encodings, and what is told of the rest."""

from __future__ import annotations

import os

import pytest

from cpecfacts.errors import TextsNotFoundError
from cpecfacts.store import source_texts
from cpecfacts.store.source_texts import read_texts

ARTICLE = "A title\n\nLAHORE, JUN 28 (DNA) — Zong’s café has 14,000 sites in all of the country now.\n\nMore."


@pytest.fixture
def one(tmp_path):
    """Write one file and return its text as it is read."""

    def read(name, data):
        (tmp_path / name).write_bytes(data)
        (text,) = read_texts(tmp_path)
        return text

    return read


def test_a_text_is_named_by_its_file_and_numbered_from_its_dateline(one, tmp_path):
    text = one("dna-2024.txt", ARTICLE.encode())
    assert (text.id, text.path, text.problem) == ("dna-2024", str(tmp_path / "dna-2024.txt"), None)
    assert [paragraph[:7] for paragraph in text.paragraphs] == ["A title", "LAHORE,", "More."]
    assert text.first == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_texts_come_in_several_encodings_and_ends_of_lines(one, encoding):
    for ends in ("\n", "\r\n", "\r"):
        text = one("dna.TXT", ARTICLE.replace("\n", ends).encode(encoding))
        assert text.problem is None
        assert text.paragraphs[1].startswith("LAHORE, JUN 28 (DNA) — Zong’s café")
        assert len(text.paragraphs) == 3


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"PK\x03\x04\x00\x00", "it holds binary data, not text"),
        (b"\xff\xfe\x00\xd8", "it is not text in utf-16"),
        (b"caf\x81", "it is not text in utf-8 or cp1252"),
        (b" \n\n\t", "there is no text in it"),
        (b"", "there is no text in it"),
    ],
)
def test_what_is_no_text_is_told_and_not_raised(one, data, problem):
    text = one("dna.txt", data)
    assert (text.problem, text.paragraphs) == (problem, ())


def test_a_file_that_is_too_large_is_not_read(one, monkeypatch):
    monkeypatch.setattr(source_texts, "LARGEST", 1000)
    assert one("dna.txt", b"x" * 1000).problem is None
    assert one("dna.txt", b"x" * 1001).problem == "it has 1,001 bytes, and no more than 1,000 are read"


def test_links_are_followed_to_files_and_nowhere_else(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    (tmp_path / "real.txt").write_text(ARTICLE)
    (folder / "linked.txt").symlink_to(tmp_path / "real.txt")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "gone.txt").symlink_to(tmp_path / "gone.txt")
    (folder / "folder.txt").mkdir()
    os.mkfifo(folder / "pipe.txt")
    told = {text.id: text.problem for text in read_texts(folder)}
    assert told == {
        "linked": None,
        "loop": "too many levels of symbolic links",
        "gone": "no such file or directory",
        "folder": "it is no file",
        "pipe": "it is no file",
    }


def test_of_several_files_of_a_source_one_is_read_and_other_files_are_not(tmp_path):
    for name in ("b.html", "b.md", "a.htm", "notes.pdf", "README"):
        (tmp_path / name).write_text("Words that stand there.")
    assert [(text.id, text.path[-5:]) for text in read_texts(tmp_path)] == [("a", "a.htm"), ("b", "/b.md")]


def test_a_name_that_is_no_text_is_shown_all_the_same(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("Words.")
    (text,) = read_texts(tmp_path)
    assert text.id == "caf\\udce9"


def test_a_folder_that_is_not_there_or_none_is_refused(tmp_path):
    with pytest.raises(TextsNotFoundError, match="no such file or directory"):
        read_texts(tmp_path / "nowhere")
    (tmp_path / "file").write_text("x")
    with pytest.raises(TextsNotFoundError, match="not a directory"):
        read_texts(tmp_path / "file")
