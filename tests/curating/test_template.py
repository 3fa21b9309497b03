"""Records as text for an editor, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpecfacts.curating.drafts import draft_of, read_draft
from cpecfacts.curating.forms import FORMS
from cpecfacts.curating.template import is_empty, read_template, with_errors, without_errors, write_template
from cpecfacts.errors import RecordRefusedError
from cpecfacts.model.snapshot import RECORDS
from cpecfacts.query.names import Names


@pytest.mark.parametrize("table", RECORDS)
def test_every_record_of_the_store_comes_back_from_the_editor_as_it_was(shipped, table):
    names = Names(shipped)
    for key, record in shipped.table(table).items():
        text = write_template(table, draft_of(record), "Heading")
        assert read_draft(table, read_template(text), shipped, names, replacing=key) == record


@given(st.lists(st.text(), min_size=3, max_size=3))
def test_any_text_comes_back(texts):
    name, note, alias = texts
    draft = {"id": "a", "name": name, "type": "bank", "note": note, "aliases": [alias], "country": None}
    read = read_template(write_template("organizations", draft, "Heading"))
    assert (read["name"], read["note"], read["aliases"], read["country"]) == (name, note, [alias], "")


@pytest.mark.parametrize("table", FORMS)
def test_an_empty_template_explains_every_field_and_says_nothing(table):
    text = write_template(table, {}, "A heading that is longer than a line " * 4)
    assert all(len(line) <= 100 for line in text.splitlines())
    values = read_template(text)
    assert set(values) == {"id", *(form.name for form in FORMS[table])}
    for form in FORMS[table]:
        assert f"# {form.meaning}"[:60] in text
        assert ", ".join(form.words[:2]) in text
    assert not is_empty(text)


def test_an_amount_that_was_typed_in_words_stays_in_words():
    text = write_template("facts", {"amount": "over $3 billion"}, "x")
    assert read_template(text)["amount"]["value"] == "over $3 billion"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('name = "a\n', "line 1 cannot be read (illegal character '\\n'): name = \"a"),
        ("x = 1\né = 1", "line 2 cannot be read (invalid statement): é = 1"),
        ("a = 1\na = 2", "cannot be read: cannot overwrite a value (at end of document)"),
        ("a = " + "[" * 10_000, "cannot be read: "),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(text, problem):
    with pytest.raises(RecordRefusedError) as caught:
        read_template(text)
    assert str(caught.value).startswith(problem)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.lists(st.text(min_size=1), max_size=3))
def test_errors_stand_at_the_top_and_leave_the_text_as_it_was(text, problems):
    bare = without_errors(text)
    told = with_errors(text, [" ".join(problem.split()) for problem in problems])
    assert told.startswith("#! This cannot be saved yet")
    assert told.endswith(bare)
    assert without_errors(told) == bare


@pytest.mark.parametrize(("text", "empty"), [("", True), ("# a\n\n  # b", True), ("a", False)])
def test_a_text_of_comments_is_empty(text, empty):
    assert is_empty(text) is empty
