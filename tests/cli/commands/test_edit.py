"""`cpecfacts edit` and the editor of `add`: mistakes reopen it, nothing typed is lost."""

from __future__ import annotations

import json
import re
import shlex
from functools import partial
from pathlib import Path

import pytest

from cpecfacts.store.lock import locked
from cpecfacts.store.writer import save_store


@pytest.fixture
def store(small, monkeypatch):
    monkeypatch.setenv("CPECFACTS_STORE", str(small))
    return small


def tables(store):
    return json.loads(store.read_bytes())


def draft_kept(err):
    """Return the path of the draft that a line of stderr names."""
    (command,) = re.findall(r"^what you typed is kept: (.*) goes on from there$", err, re.MULTILINE)
    return shlex.split(command)


@pytest.mark.usefixtures("store")
class TestFields:
    def test_fields_are_set_without_an_editor(self, ask, store):
        answer = ask(
            "edit",
            "beta-rank",
            "--set",
            "amount.value=3",
            "--set",
            "amount.raw=third",
            "--set",
            "evidence[0].quote=third",
            "--set",
            "tags=a; b",
        )
        assert answer.code == 0, answer.err
        fact = tables(store)["facts"]["beta-rank"]
        assert (fact["amount"]["value"], fact["amount"]["raw"]) == (3, "third")
        assert (fact["evidence"][0]["quote"], fact["tags"]) == ("third", ["a", "b"])

    def test_what_changed_is_shown_before_and_after(self, ask, store):
        answer = ask("edit", "Alpha", "--set", "note=New.", "--jsonl")
        assert ask("edit", "watchdog", "--set", "sector=law", "--csv").rows == [
            {
                "change": "changed",
                "table": "organizations",
                "id": "watchdog",
                "field": "sector",
                "old": "",
                "new": "law",
            }
        ]
        assert answer.err.splitlines()[-1] == f"1 organization changed in {store}"

    def test_a_member_of_a_list_is_set_by_its_number(self, ask, store):
        ask("edit", "alpha-launch-2013", "--set", "tags=a; b")
        assert ask("edit", "alpha-launch-2013", "--set", "tags[1]=c").code == 0
        assert tables(store)["facts"]["alpha-launch-2013"]["tags"] == ["a", "c"]

    def test_a_field_is_emptied_by_nothing(self, ask, store):
        assert ask("edit", "beta-rank", "--set", "amount=", "--set", "measure=").code == 0
        assert tables(store)["facts"]["beta-rank"]["amount"] is None

    def test_an_object_that_is_not_there_yet_is_made(self, ask, store):
        answer = ask("edit", "alpha-launch-2013", "--set", "amount.value=3", "--set", "amount.unit=sites")
        assert answer.code == 0, answer.err
        assert tables(store)["facts"]["alpha-launch-2013"]["amount"]["unit"] == "sites"
        more = ask("edit", "alpha-launch-2013", "--set", "evidence[1].source=paper-1", "--set", "evidence[1].quote=x")
        assert more.code == 0, more.err
        assert len(tables(store)["facts"]["alpha-launch-2013"]["evidence"]) == 2

    @pytest.mark.parametrize(
        ("assignment", "complaint"),
        [
            ("note", "--set “note” cannot be read: expected a field and its value"),
            ("=x", "--set “=x” cannot be read: expected a field and its value"),
            ("[]=x", "--set “[]” cannot be read: expected the path of a field"),
            ("evidence[7].quote=x", "--set “evidence[7].quote” cannot be read: expected the path of a field"),
            ("evidence[x].quote=x", "--set “evidence[x].quote” cannot be read"),
            ("note.deeper=x", "note: expected text"),
            ("statement.deeper=x", "--set “statement.deeper” cannot be read"),
            ("colour=red", "unknown field “colour”"),
            ("company=Alphaa", "company: unknown company “Alphaa”: did you mean alpha?"),
        ],
    )
    def test_what_cannot_be_set_is_refused(self, ask, store, assignment, complaint):
        data = store.read_bytes()
        answer = ask("edit", "beta-rank", "--set", assignment)
        assert (answer.code, complaint in answer.err, store.read_bytes()) == (2, True, data), answer.err

    def test_a_new_id_is_taken_over_by_what_refers_to_it(self, ask, store):
        answer = ask("edit", "alpha", "--set", "id=alpha-group")
        assert answer.code == 0, answer.err
        found = tables(store)
        assert "alpha" not in found["organizations"]
        assert found["facts"]["alpha-launch-2013"]["company"] == "alpha-group"
        assert found["projects"]["rank"]["companies"] == ["alpha-group"]

    def test_setting_what_is_there_already_changes_nothing(self, ask, store):
        data = store.read_bytes()
        answer = ask("edit", "watchdog", "--set", "name=Watchdog")
        assert (answer.code, answer.out, answer.err) == (0, "", "nothing was changed\n")
        assert store.read_bytes() == data
        assert ask("edit", "watchdog", "--set", "name=Watchdog", "--json").items == []

    def test_an_error_that_was_there_before_does_not_stand_in_the_way(self, ask, save, tables):
        piece = tables["facts"]["beta-rank"]["evidence"][0]
        piece["quote"] = "one two three four five six seven eight nine ten"
        path = save(tables)
        answer = ask("deprecate", "beta-rank", "--reason", "It says too much.", "--store", path)
        assert answer.code == 0, answer.err
        assert "the quotation has 10 words, and may have 8" in answer.err
        worse = ask("edit", "beta-rank", "--set", f"evidence[0].quote={piece['quote']} eleven", "--store", path)
        assert worse.code == 2

    def test_a_rate_is_found_by_its_id(self, ask, store):
        rate = ("rate", "--base", "USD", "--quote", "PKR", "--year", "2024", "--rate", "278", "--source", "paper-1")
        ask("add", *rate)
        assert ask("edit", "rate:usd-pkr-2024", "--set", "rate=279").code == 0
        assert ask("edit", "usd-pkr-2024", "--set", "rate=280").code == 0
        assert tables(store)["rates"]["usd-pkr-2024"]["rate"] == 280

    def test_what_is_not_there_is_told(self, ask):
        assert ask("edit", "alpha-lunch-2013", "--set", "note=x").code == 3


@pytest.mark.usefixtures("store")
class TestEditor:
    def test_a_record_is_changed_in_the_editor(self, ask, store, editor):
        shown = editor("text = text.replace('note = \"\"', 'note = \"Größe 大\"')")
        answer = ask("edit", "alpha")
        assert answer.code == 0, answer.err
        assert tables(store)["organizations"]["alpha"]["note"] == "Größe 大"
        (text,) = shown()
        assert text.startswith(f"# alpha in {store}. References")
        assert 'id = "alpha"' in text

    def test_a_mistake_opens_it_again_with_the_error_and_all_that_was_typed(self, ask, store, editor):
        shown = editor(
            "text = text.replace('company = \"\"', 'company = \"Alphaa\"').replace('kind = \"\"', 'kind = \"x').replace("
            "'statement = \"\"', 'statement = \"Mine.\"').replace('source = \"\"', 'source = \"paper-1\"')",
            "text = text.replace('kind = \"x', 'kind = \"launch\"')",
            "text = text.replace('Alphaa', 'Alpha')",
        )
        answer = ask("add", "--edit")
        assert answer.code == 0, answer.err
        first, second, third = shown()
        assert "#!" not in first
        assert second.startswith("#! This cannot be saved yet; what you typed is below, unchanged.\n#! line ")
        assert 'kind = "x' in second
        assert "#! company: unknown company “Alphaa”: did you mean alpha?" in third
        assert "#! line" not in third
        assert tables(store)["facts"]["alpha-mine"]["statement"] == "Mine."

    @pytest.mark.parametrize("statement", ["", "text = ''", "text = '# only a comment\\n\\n'"])
    def test_an_unchanged_or_emptied_text_changes_nothing(self, ask, store, editor, statement):
        data = store.read_bytes()
        editor(statement)
        for arguments in (("edit", "alpha"), ("add", "--edit")):
            answer = ask(*arguments)
            assert (answer.code, answer.out, answer.err) == (0, "", "nothing was changed\n")
        assert store.read_bytes() == data
        assert list(store.parent.glob("cpecfacts-draft-*")) == []

    def test_giving_up_after_a_mistake_keeps_what_was_typed(self, ask, editor):
        editor("text = text.replace('name = \"Alpha\"', 'name = \"\"')")
        answer = ask("edit", "alpha")
        assert (answer.code, answer.out) == (0, "")
        command = draft_kept(answer.err)
        assert command[:4] == ["cpecfacts", "edit", "alpha", "--draft"]
        draft = Path(command[-1]).read_text("utf-8")
        assert 'name = ""' in draft
        assert "#!" not in draft

    def test_a_draft_that_was_kept_goes_on(self, ask, store, editor, tmp_path):
        draft = tmp_path / "draft.toml"
        draft.write_text('name = "Mine"\ntype = "bank"\n')
        shown = editor("")
        assert ask("add", "organization", "--draft", draft).code == 0
        assert shown() == [draft.read_text()]
        assert tables(store)["organizations"]["mine"]["type"] == "bank"
        missing = ask("add", "organization", "--draft", tmp_path / "none")
        assert (missing.code, "--draft" in missing.err, "no such file" in missing.err) == (2, True, True)

    def test_options_fill_in_the_text_and_it_may_stay_so(self, ask, store, editor):
        shown = editor("")
        answer = ask("add", "organization", "--edit", "--name", "A bank", "--type", "bank")
        assert answer.code == 0, answer.err
        assert 'name = "A bank"' in shown()[0]
        assert "a-bank" in tables(store)["organizations"]

    def test_a_dry_run_in_the_editor_writes_nothing(self, ask, store, editor):
        data = store.read_bytes()
        editor("text = text.replace('note = \"\"', 'note = \"x\"')")
        answer = ask("edit", "alpha", "--dry-run")
        assert "nothing was written" in answer.err
        assert store.read_bytes() == data

    def test_what_others_change_meanwhile_is_not_overwritten_and_the_draft_is_kept(self, ask, store, editor):
        other = tables(store)
        other["organizations"]["alpha"]["sector"] = "theirs"
        editor(
            "text = text.replace('note = \"\"', 'note = \"mine\"');"
            f"import pathlib; pathlib.Path({str(store)!r}).write_text({json.dumps(other)!r})"
        )
        answer = ask("edit", "alpha")
        assert answer.code == 5
        assert "was changed by somebody else meanwhile" in answer.err
        assert tables(store)["organizations"]["alpha"]["sector"] == "theirs"
        assert 'note = "mine"' in Path(draft_kept(answer.err)[-1]).read_text("utf-8")

    def test_what_others_change_elsewhere_stands_in_nobodys_way(self, ask, store, editor):
        other = tables(store)
        other["organizations"]["beta"]["sector"] = "theirs"
        editor(
            "text = text.replace('note = \"\"', 'note = \"mine\"');"
            f"import pathlib; pathlib.Path({str(store)!r}).write_text({json.dumps(other)!r})"
        )
        answer = ask("edit", "alpha")
        assert answer.code == 0, answer.err
        found = tables(store)["organizations"]
        assert (found["alpha"]["note"], found["beta"]["sector"]) == ("mine", "theirs")

    def test_a_locked_store_keeps_the_draft(self, ask, store, editor, monkeypatch):
        monkeypatch.setattr("cpecfacts.editing.save_store", partial(save_store, patience=0.05))
        editor("text = text.replace('note = \"\"', 'note = \"mine\"')")
        with locked(store):
            answer = ask("edit", "alpha")
        assert answer.code == 5
        assert "is being changed by process" in answer.err
        assert draft_kept(answer.err)

    def test_bytes_that_are_no_text_are_told_and_shown_again(self, ask, store, editor):
        shown = editor("text = text.replace('note = \"\"', 'note = \"X\"').encode().replace(b'X', b'\\xff')")
        answer = ask("edit", "alpha")
        assert answer.code == 0, answer.err
        assert "#! note: is no text: it holds bytes or halves of characters" in shown()[1]
        assert b'note = "\xff"' in Path(draft_kept(answer.err)[-1]).read_bytes()
        assert tables(store)["organizations"]["alpha"]["note"] is None


@pytest.mark.usefixtures("store")
class TestWhichEditor:
    def test_visual_goes_before_editor(self, ask, editor, monkeypatch):
        shown = editor("")
        monkeypatch.setenv("VISUAL", "false")
        assert ask("edit", "alpha").err == "cpecfacts: the editor false ended with 1; nothing was changed\n"
        assert shown() == []

    def test_an_editor_that_is_not_there_is_told(self, ask, monkeypatch):
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", "no-such-editor --wait")
        answer = ask("edit", "alpha")
        assert (answer.code, answer.err) == (
            2,
            "cpecfacts: the editor no-such-editor cannot be started: no such file or directory; $EDITOR names another\n",
        )

    def test_a_command_that_is_none_is_told(self, ask, monkeypatch):
        monkeypatch.setenv("VISUAL", "vi 'x")
        assert ask("edit", "alpha").err == "cpecfacts: $VISUAL is no command: vi 'x\n"

    def test_without_a_name_a_common_one_is_taken(self, ask, monkeypatch, tmp_path):
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.delenv("EDITOR", raising=False)
        fake = tmp_path / "vim"
        fake.write_text("#!/bin/sh\n")
        fake.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        assert ask("edit", "alpha").err == "nothing was changed\n"
        monkeypatch.setenv("PATH", "")
        assert ask("edit", "alpha").err.startswith("cpecfacts: there is no editor: set $EDITOR")
