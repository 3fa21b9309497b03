"""Questions on a terminal: one field after the other, with completion; nothing is written before the answer is yes.

Questions and remarks go to stderr, as stdout is for the answer. Ctrl-C and Ctrl-D end everything and leave nothing.
"""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from cpecfacts.cli.diagnostics import note
from cpecfacts.curating.changes import RecordChange, compare_snapshots, put_record
from cpecfacts.curating.drafts import USUAL_MEANINGS, read_draft, read_field
from cpecfacts.curating.forms import AMOUNT, EVIDENCE, FORMS, NOUNS, FieldForm, Takes
from cpecfacts.errors import CpecfactsError, UnknownNameError, UsageError
from cpecfacts.model.amounts import Amount
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.wording.amounts import amount_words
from cpecfacts.wording.safety import make_visible

if TYPE_CHECKING:
    from cpecfacts.cli.desk import Desk
    from cpecfacts.editing import Edit

_YES, _NO = ("y", "yes"), ("n", "no")
# What is not asked for: a new fact has the normal rank.
_UNASKED = ("rank", "rank_reason")
_ADDABLE = {
    Takes.ORGANIZATION: "organization",
    Takes.ORGANIZATIONS: "organization",
    Takes.PROJECT: "project",
    Takes.MEASURE: "measure",
    Takes.SOURCE: "source",
}
_NAMED = {"organization": "name", "project": "name", "measure": "label"}


def confirm(question: str) -> bool | None:
    """Ask for yes or no, no being what Enter says; None where nobody can be asked."""
    if sys.stdin is None or not sys.stdin.isatty():
        return None
    while True:
        answer = _ask(f"{question} [y/N] ").lower()
        if answer in _YES:
            return True
        if answer in (*_NO, ""):
            return False


def _ask(prompt: str, words: Iterable[str] = ()) -> str:
    """Return an answer without spaces around it.

    Raises:
        KeyboardInterrupt: Ctrl-C or Ctrl-D.
    """
    shown = make_visible(prompt)
    try:
        if sys.stdout is not None and sys.stdout.isatty():
            _complete_with(words)
            return input(shown).strip()
        sys.stderr.write(shown)
        sys.stderr.flush()
        line = sys.stdin.readline()
    except EOFError:
        line = ""
    if not line:
        note("")
        raise KeyboardInterrupt
    return line.strip()


def _complete_with(words: Iterable[str]) -> None:
    """Let the Tab key complete whole answers by these words."""
    try:
        import readline
    except ImportError:  # not every Python has it
        return
    known = sorted(set(words))

    def complete(begun: str, index: int) -> str | None:
        found = [word for word in known if word.lower().startswith(begun.lower())]
        return found[index] if index < len(found) else None

    readline.set_completer(complete)
    readline.set_completer_delims("")
    readline.set_auto_history(False)
    readline.parse_and_bind("tab: complete")


def _remark(sentence: str) -> None:
    """Write a remark below a question or above the next one, folded to the terminal."""
    width = max(40, shutil.get_terminal_size().columns - 1)
    for line in textwrap.wrap(sentence, width, initial_indent="  ", subsequent_indent="  "):
        note(line)


class _Interview:
    """Questions about one record and about those that it needs; `store` has the new ones already."""

    def __init__(self, store: Snapshot) -> None:
        self.store = store

    def record(self, noun: str, known: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Ask for all fields of a record that are not known yet; return its draft."""
        draft: dict[str, Any] = dict(known or {})
        for form in FORMS[NOUNS[noun]]:
            if form.name in _UNASKED or form.name in draft:
                continue
            if form.takes is Takes.AMOUNT:
                draft[form.name] = self.amount(form, draft)
            elif form.takes is Takes.EVIDENCE:
                draft[form.name] = self.evidence()
            elif form.name == "when_means":
                draft[form.name] = self.meaning_of_date(form, draft)
            else:
                draft[form.name] = self.field(form.name.replace("_", " "), form)
        return draft

    def field(self, label: str, form: FieldForm) -> Any:
        """Ask for one field until the answer can be read; return it as it will be stored."""
        self._explain(form)
        while True:
            silent = "" if form.required else f" (Enter for {form.default or 'none'})"
            answer = _ask(f"{label}{silent}: ", self._words(form))
            many = form.takes in (Takes.TEXTS, Takes.ORGANIZATIONS)
            typed: Any = [part.strip() for part in answer.split(";") if part.strip()] if many else answer
            try:
                stored = read_field(form, typed, self.store)
            except UnknownNameError as error:
                _remark(f"{error}")
                added = self._offer(form, error.name)
                if added is not None and not many:
                    return added
                continue
            except UsageError as error:
                _remark(f"{error}")
                continue
            self._show(typed, stored, form)
            return stored

    def amount(self, form: FieldForm, draft: Mapping[str, Any]) -> dict[str, Any] | None:
        """Ask for an amount as the source has it, and show what is stored."""
        _remark(f"{form.meaning} As the source has it: over $3 billion, Rs 2.5 crore, 3-5 million subscribers.")
        unit_form = next(part for part in AMOUNT if part.name == "unit")
        while True:
            answer = _ask("amount (Enter for none): ")
            if not answer:
                return None
            try:
                said = read_field(form, answer, self.store)
            except UsageError as error:
                _remark(f"{error}")
                continue
            measure = self.store.measures.get(draft.get("measure") or "")
            if said["unit"] is None:
                of_measure = None if measure is None or measure.unit == "money" else measure.unit
                said["unit"] = of_measure or self.field("unit", unit_form._replace(required=True))
            raw = _ask(f"in the source's words (Enter for “{answer}”, - for none): ")
            said["raw"] = answer if not raw else None if raw == "-" else raw
            _remark(f"stored as {_amount_words(said)}")
            return dict(said)

    def meaning_of_date(self, form: FieldForm, draft: Mapping[str, Any]) -> str | None:
        """Ask what a date means, if there is one; Enter takes what is usual for the measure."""
        if draft.get("when") is None:
            return None
        measure = self.store.measures.get(draft.get("measure") or "")
        usual = None if measure is None else USUAL_MEANINGS[measure.shape].value
        form = form._replace(default=usual, required=usual is None)
        answer: str | None = self.field("the date is that of", form)
        return answer

    def evidence(self) -> list[dict[str, Any]]:
        """Ask for pieces of evidence until there are no more."""
        pieces: list[dict[str, Any]] = []
        while True:
            note(f"Evidence {len(pieces) + 1}")
            pieces.append({form.name: self.field(form.name.replace("_", " "), form) for form in EVIDENCE})
            if not confirm("Another piece of evidence?"):
                return pieces

    def _explain(self, form: FieldForm) -> None:
        words = f" {', '.join(form.words)}." if form.words else ""
        lists = " Semicolons between several." if form.takes in (Takes.TEXTS, Takes.ORGANIZATIONS) else ""
        _remark(f"{form.meaning}{words}{lists}")

    def _show(self, typed: Any, stored: Any, form: FieldForm) -> None:
        """Show what an answer is stored as, where it is not what was typed."""
        if not typed or stored == typed:
            return
        name = f" ({self.store.organizations[stored].name})" if form.takes is Takes.ORGANIZATION else ""
        _remark(f"stored as {', '.join(stored) if isinstance(stored, list) else stored}{name}")

    def _words(self, form: FieldForm) -> list[str]:
        """Return what may be typed for a field, for completion."""
        store = self.store
        match form.takes:
            case Takes.ORGANIZATION | Takes.ORGANIZATIONS:
                words = [word for key, found in store.organizations.items() for word in (key, found.name)]
            case Takes.PROJECT:
                words = list(store.projects)
            case Takes.MEASURE:
                words = list(store.measures)
            case Takes.SOURCE:
                words = list(store.sources)
            case Takes.UNIT:
                words = [fact.amount.unit for fact in store.facts.values() if fact.amount is not None]
            case Takes.TEXTS if form.name in ("places", "tags"):
                words = [word for fact in store.facts.values() for word in getattr(fact, form.name)]
            case _:
                words = list(form.words)
        return [word for word in words if word == make_visible(word)]

    def _offer(self, form: FieldForm, name: str) -> str | None:
        """Offer to add what is not known yet, ask for it there and then, and return its id."""
        noun = _ADDABLE.get(form.takes)
        if noun is None or not confirm(f"Add “{name}” to the store as a new {noun}?"):
            return None
        known = {"URL": name} if "://" in name else {_NAMED[noun]: name} if noun in _NAMED else {}
        draft = self.record(noun, known)
        record = read_draft(NOUNS[noun], draft, self.store)
        self.store = put_record(self.store, NOUNS[noun], record)
        _remark(f"{record.id} will be saved with it.")
        return record.id


def _amount_words(said: Mapping[str, Any]) -> str:
    words = amount_words(msgspec.convert(said, Amount))
    return f"{words} ({said['value']} {said['unit']}, {said['bound']})"


def ask_for_record(desk: Desk, noun: str) -> Edit | None:
    """Ask for a record, show it as it will be stored, and save it if that is what the user wants."""
    note(f"A new {noun} for {desk.file.path}. Tab completes; Ctrl-C ends it and leaves nothing.")
    interview = _Interview(desk.library.snapshot)
    draft = interview.record(noun)
    beside = compare_snapshots(desk.library.snapshot, interview.store)
    try:
        draft["id"] = _ask_for_id(noun, draft, interview.store)
        while True:
            sound = _shown(desk, noun, draft, beside)
            answer = _ask("Save it? [y]es, [e]dit it first, [n]o: " if sound else "[e]dit it or [n]o: ").lower()
            if answer in _YES and sound:
                return desk.add(NOUNS[noun], draft, beside)
            if answer in _NO:
                return None
            if answer in ("e", "edit"):
                break
    except CpecfactsError:
        desk.keep(noun, draft, beside)
        raise
    return desk.add_in_editor(noun, draft, None, beside)


def _ask_for_id(noun: str, draft: dict[str, Any], store: Snapshot) -> str:
    """Ask for an id, proposing one."""
    proposed = read_draft(NOUNS[noun], draft, store).id
    while True:
        answer = _ask(f"id (Enter for {proposed}): ")
        try:
            return read_draft(NOUNS[noun], draft | {"id": answer}, store).id
        except UsageError as error:
            _remark(f"{error}")


def _shown(desk: Desk, noun: str, draft: dict[str, Any], beside: Sequence[RecordChange]) -> bool:
    """Show what would be saved, or why it cannot be; return whether it can."""
    try:
        desk.preview(NOUNS[noun], draft, beside)
    except UsageError as error:
        _remark(f"This cannot be saved yet: {error}")
        return False
    return True
