from __future__ import annotations

import pytest

from cpecfacts.errors import MappingError
from cpecfacts.exchange.importing.mapping import read_mapping, specs_of

FACT = '[[fact]]\ncompany = "{a}"\nkind = "other"\nstatement = "{a}"\n'


def refusal(text):
    with pytest.raises(MappingError) as caught:
        read_mapping(text if isinstance(text, bytes) else text.encode(), "map.toml")
    assert caught.value.exit_code == 2
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[fact]\n", "map.toml: line 1, column 7: not TOML: expected ']]' at the end of an array declaration"),
        (b"\xff", "map.toml: a mapping is a TOML file in UTF-8"),
        ("a = " + "[" * 100_000, "map.toml: tables stand too deep inside one another"),
        ("", "map.toml: the key “fact” is missing"),
        ("fact = []", "map.toml: fact: a mapping makes at least one fact of a row"),
        ("[[fact]]\nkind = 'other'", "map.toml: fact[1]: the key “company” is missing"),
        (FACT + "colour = 'red'", "map.toml: fact[1]: there is no key “colour” here"),
        (FACT + "status = 3", "map.toml: fact[1].status: expected a text or a table, got int"),
        (FACT + "parties = 3", "map.toml: fact[1].parties: expected a text, a table or a list, got int"),
        ("format = 2\n" + FACT, "map.toml: format: this version of cpecfacts reads mappings of format 1"),
        ("[file]\ndecimal = 'x'\n" + FACT, "map.toml: file.decimal: “.” or “,”"),
        ("[file]\ndelimiter = ';;'\n" + FACT, "map.toml: file.delimiter: one sign"),
        (
            FACT + 'note = "{b"',
            "map.toml: fact[1].note: “{” needs the name of a column and “}”; for the sign itself write “{{”",
        ),
        (FACT + 'note = {from = "{b}", values = "x"}', "map.toml: fact[1].note.values: there is no table [values.x]"),
        (FACT + 'note = {from = "{b}", other = "x"}', "map.toml: fact[1].note.other: belongs to “values”"),
        (
            FACT + 'tags = ["{b}", "CHANGE ME"]',
            "map.toml: fact[1].tags[2]: something is to be put here in place of “CHANGE ME”",
        ),
        (FACT + 'note = {from = "{b}", split = ""}', "map.toml: fact[1].note.split: at least one sign"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused_with_the_place(text, sentence):
    assert refusal(text) == sentence


def test_every_text_that_is_a_template_is_found_with_its_place():
    mapping = read_mapping(
        (
            FACT
            + '[fact.when]\nmeans = "event"\ndate = "{d}"\nformat = "DD.MM.YYYY"\n'
            + '[organizations]\naliases = {"x{" = "y{"}\n[organizations.new.company]\ncountry = "{c}"\n'
            + '[source]\npublisher = "p"\nclass = "media"\n'
        ).encode(),
        "map.toml",
    )
    found = dict(specs_of(mapping))
    assert {place: found[place] for place in ("fact[1].company", "fact[1].when.date", "source.class")} == {
        "fact[1].company": "{a}",
        "fact[1].when.date": "{d}",
        "source.class": "media",
    }
    assert found["organizations.new.company.country"] == "{c}"
    assert found["fact[1].evidence[1].source"] == "{@source}"
    assert "fact[1].when.format" not in found
