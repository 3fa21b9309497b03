"""Changes of a store, looked at before they are written."""

from __future__ import annotations

import multiprocessing
from datetime import date

import msgspec
import pytest

from cpecfacts import editing
from cpecfacts.curating.changes import put_record
from cpecfacts.editing import change_store, new_store, plan_edit, refuse_shipped, remove_record, save_edit, table_of
from cpecfacts.errors import (
    OutputError,
    ReadOnlyStoreError,
    RecordRefusedError,
    StillReferredToError,
    StoreChangedError,
)
from cpecfacts.store.location import packaged_store
from cpecfacts.store.reader import read_store

FACT = "zong-total-invested-over-3bn-2024"
TODAY = date.today().isoformat()  # noqa: DTZ011


@pytest.fixture
def file(tmp_path):
    return new_store(tmp_path / "mine.json", from_shipped=True)


def noted(key, note):
    """Return the change that gives an organization a note."""

    def change(store):
        return put_record(store, "organizations", msgspec.structs.replace(store.organizations[key], note=note))

    return change


def quoting(file, quote):
    fact = file.snapshot.facts[FACT]
    piece = msgspec.structs.replace(fact.evidence[0], quote=quote)
    return put_record(file.snapshot, "facts", msgspec.structs.replace(fact, evidence=(piece,)))


def test_a_change_is_planned_and_then_saved(file):
    edit = plan_edit(file, noted("zong", "Seen.")(file.snapshot))
    assert [(change.table, change.id) for change in edit.changes] == [("organizations", "zong")]
    assert read_store(file.path).data == file.data
    saved = save_edit(edit)
    assert read_store(file.path).data == saved.data == edit.after.data
    assert saved.snapshot.meta.updated == TODAY
    assert saved.snapshot.organizations["zong"].note == "Seen."


def test_no_change_writes_nothing_not_even_the_day(file):
    edit = plan_edit(file, file.snapshot)
    assert (edit.changes, edit.warnings, edit.after.data) == ((), (), file.data)
    assert save_edit(edit) is file


def test_what_a_rule_forbids_is_refused(file):
    with pytest.raises(RecordRefusedError) as caught:
        plan_edit(file, quoting(file, "one two three four five six seven eight nine"))
    assert caught.value.problems == ((f"facts.{FACT}.evidence[0].quote", "the quotation has 9 words, and may have 8"),)


def test_what_a_rule_warns_of_is_told_and_may_be_written(file):
    edit = plan_edit(file, quoting(file, "invested much"))
    assert [warning for warning in edit.warnings if "does not have the figure" in warning] == list(edit.warnings) != []


def test_what_breaks_the_store_is_refused_with_its_place(file):
    broken = put_record(
        file.snapshot, "facts", msgspec.structs.replace(file.snapshot.facts[FACT], company="nobody", id=FACT)
    )
    with pytest.raises(RecordRefusedError, match=rf"facts\.{FACT}\.company: refers to the organization “nobody”"):
        plan_edit(file, broken)


def test_two_facts_that_say_the_same_are_told_whichever_is_new(file):
    fact = file.snapshot.facts[FACT]
    for key in ("aaa-twin", "zzz-twin"):
        edit = plan_edit(file, put_record(file.snapshot, "facts", msgspec.structs.replace(fact, id=key)))
        assert any(key in warning or f"“{key}”" in warning for warning in edit.warnings)


def test_a_change_is_made_again_on_what_others_have_written_meanwhile(file):
    asked = []

    def change(store):
        if not asked:
            save_edit(plan_edit(read_store(file.path), noted("huawei", "Theirs.")(read_store(file.path).snapshot)))
        asked.append(store)
        return noted("zong", "Mine.")(store)

    edit = change_store(file, change)
    organizations = read_store(file.path).snapshot.organizations
    assert (organizations["zong"].note, organizations["huawei"].note) == ("Mine.", "Theirs.")
    assert len(asked) == 2
    assert [change.id for change in edit.changes] == ["zong"]


def test_who_never_gets_through_is_told(file, monkeypatch):
    def save(edit):
        raise StoreChangedError(str(edit.before.path))

    monkeypatch.setattr(editing, "save_edit", save)
    with pytest.raises(StoreChangedError):
        change_store(file, noted("zong", "Mine."))


def test_a_dry_run_writes_nothing(file):
    edit = change_store(file, noted("zong", "Mine."), dry_run=True)
    assert edit.changes
    assert read_store(file.path).data == file.data


def test_the_shipped_store_is_never_changed():
    file = read_store(packaged_store())
    with pytest.raises(ReadOnlyStoreError):
        change_store(file, noted("zong", "Mine."))
    with pytest.raises(ReadOnlyStoreError):
        change_store(file, noted("zong", "Mine."), dry_run=True)
    with pytest.raises(ReadOnlyStoreError):
        refuse_shipped()


def test_a_store_on_top_of_the_shipped_one_may_be_changed(file):
    refuse_shipped(["shipped", file.path])
    with pytest.raises(ReadOnlyStoreError):
        refuse_shipped([file.path, "shipped"])


def test_a_record_is_removed_when_no_other_needs_it(file):
    assert FACT not in remove_record(file.snapshot, "facts", FACT).facts
    with pytest.raises(StillReferredToError) as caught:
        remove_record(file.snapshot, "measures", "total-invested")
    assert FACT in caught.value.referrers


def test_every_record_knows_its_table(file):
    assert table_of(file.snapshot.facts[FACT]) == "facts"
    assert table_of(file.snapshot.rates["usd-pkr-2021"]) == "rates"


def test_a_store_is_made_only_once(file):
    with pytest.raises(OutputError, match="there is a file of this name already"):
        new_store(file.path)


def _write_notes(path, key, count):
    for number in range(count):
        change_store(read_store(path), noted(key, f"{key} {number}"))


def test_two_processes_lose_nothing_of_one_another(file):
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write_notes, args=(file.path, key, 10)) for key in ("zong", "huawei")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    assert [writer.exitcode for writer in writers] == [0, 0]
    organizations = read_store(file.path).snapshot.organizations
    assert (organizations["zong"].note, organizations["huawei"].note) == ("zong 9", "huawei 9")
