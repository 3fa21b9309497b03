from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.errors import MappingError
from cpecfacts.exchange.importing.guess import guess_mapping, quoted
from cpecfacts.exchange.importing.importer import Reading, read_table
from cpecfacts.exchange.importing.input_file import InputFile, Sort
from cpecfacts.exchange.importing.mapping import UNFILLED, read_mapping


@pytest.fixture
def guess(snapshot):
    def guess(text, **reading):
        chosen = Reading(**reading)
        table = read_table(InputFile("our table.csv", text.encode(), Sort.TEXT), None, chosen)
        return guess_mapping(table, snapshot, chosen, "our table.csv")

    return guess


DEALS = (
    "No;Firm;Partner;Signed on;Worth (Rs million);Details;Link;Newspaper;Sector;City;Remarks;Code\n"
    "1;CMPak;China Mobile;23.04.2014;1.650,5;CMPak signed a deal.;https://dawn.example/1;Dawn;Telecom;Lahore;;x\n"
    "2;Zong;;24.04.2014;70,25;Zong built.;https://dawn.example/2;Dawn;Telecom;Quetta;Sure;y\n"
)


def test_a_guessed_mapping_imports_the_table_it_was_guessed_from(guess, facts_of):
    text = guess(DEALS)
    first, second = facts_of(DEALS, text)
    assert (first.company, first.parties, first.when, first.amount.value, first.amount.unit) == (
        "zong",
        ("china-mobile",),
        "2014-04-23",
        1650500000,
        "PKR",
    )
    assert (first.statement, first.places, first.tags, first.note) == (
        "CMPak signed a deal.",
        ("Lahore",),
        ("telecom",),
        None,
    )
    assert (second.note, second.amount.value) == ("Sure", 70250000)
    assert first.evidence[0].source != second.evidence[0].source


def test_it_tells_what_it_guessed_from_and_what_it_did_not_use(guess):
    text = guess(DEALS)
    assert text.startswith(
        "# A first mapping of our table.csv, guessed from its columns (text in UTF-8, cells between semicolons).\n"
    )
    assert "#   {Code}  x\n" in text
    assert 'decimal = ","' in text
    assert '# id = "ours-{No}"' in text
    assert 'format = "DD.MM.YYYY"\n' in text


def test_dates_that_can_be_read_in_two_ways_say_so(guess):
    text = guess("Company,Date\nZong,03/04/2014\nZong,05/06/2014\n")
    assert 'format = "DD/MM/YYYY"  # all dates could also be MM/DD/YYYY\n' in text
    assert 'format = "MM/DD/YYYY"\n' in guess("Company,Date\nZong,03/14/2014\n")
    assert "format" not in guess("Company,Date\nZong,2014-04-23\n").partition("[fact.when]")[2]


def test_what_a_table_does_not_say_is_left_to_be_filled_in(guess):
    text = guess("A,B\n1,2\n")
    assert text.count(UNFILLED) == 3
    with pytest.raises(MappingError) as caught:
        read_mapping(text.encode(), "map.toml")
    assert str(caught.value) == "map.toml: source.publisher: something is to be put here in place of “CHANGE ME”"


def test_a_column_of_names_that_the_store_knows_is_the_company(guess):
    assert 'company = "{Wer}"' in guess("Wer,Was\nZong,a\nCMCC,b\n")


def test_year_and_month_make_the_date_and_a_currency_column_the_unit(guess):
    text = guess("Company,Year,Month,Amount,Currency\nZong,2014,May,5,USD\n")
    assert 'year = "{Year}"\nmonth = "{Month}"\n' in text
    assert 'value = "{Amount}"\nunit = "{Currency}"\n' in text
    assert 'unit = "USD"  # not said in the file: check it\n' in guess("Company,Amount\nZong,5\n")
    assert 'unit = "USD"\n' in guess("Company,Amount\nZong,$5\n")


def test_how_the_file_was_read_is_kept(guess):
    text = guess("Company^X\nZong^1\n", delimiter="^", encoding="utf-8")
    assert '[file]\nencoding = "utf-8"\ndelimiter = "^"\n' in text


def test_names_that_no_template_can_hold_get_another(guess, facts_of):
    table = "{Company},@date,A\nZong,2014-05-01,x\n"
    text = guess(table)
    assert '"column 1" = ["{Company}"]' in text
    mapping = text.replace('"CHANGE ME"', '"X"').replace(" (CHANGE ME)", "")
    (fact,) = facts_of(table, mapping)
    assert (fact.company, fact.when) == ("zong", "2014-05-01")


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\n"), max_size=12),
        min_size=1,
        max_size=5,
    )
)
def test_every_header_gives_toml(header):
    import csv
    import io

    from cpecfacts.errors import ImportDataError
    from cpecfacts.store.location import packaged_store
    from cpecfacts.store.reader import read_store

    out = io.StringIO(newline="")
    csv.writer(out).writerows([header, ["x\x7f\x1b'\"" for _ in header]])
    try:
        table = read_table(InputFile("a\nb.csv", out.getvalue().encode(), Sort.TEXT), None, Reading(delimiter=","))
    except ImportDataError:
        return
    text = guess_mapping(table, read_store(packaged_store()).snapshot, Reading(), "a\nb.csv")
    assert tomllib.loads(text)["format"] == 1


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_text_is_quoted_as_toml(text):
    assert tomllib.loads(f"a = {quoted(text)}")["a"] == text
