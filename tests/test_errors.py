"""Every error: its exit code, its slug and its sentence."""

from __future__ import annotations

import copy
import pickle

import pytest

from cpecfacts import errors
from cpecfacts.errors import (
    AmbiguousNameError,
    ConflictError,
    CpecfactsError,
    ImportDataError,
    IndexDamagedError,
    InputNotFoundError,
    InvalidValueError,
    MappingError,
    MergeConflictError,
    OutputError,
    QuerySyntaxError,
    ReadOnlyStoreError,
    RecordRefusedError,
    RefusedError,
    RowsRefusedError,
    StillReferredToError,
    StoreChangedError,
    StoreDataError,
    StoreFormatError,
    StoreLockedError,
    StoreNotFoundError,
    TextsNotFoundError,
    TooFewCompaniesError,
    UnknownIdError,
    UnknownNameError,
    UsageError,
)


def subclasses(error):
    return {below for child in error.__subclasses__() for below in (child, *subclasses(child))}


# The classes of the program; tests and doctests may make others.
CLASSES = sorted(
    {error for error in subclasses(CpecfactsError) if error.__module__ == errors.__name__}, key=lambda error: error.slug
)


def test_slugs_and_exit_codes_are_stable():
    # Scripts and the documentation rely on them. The codes are those of the design: 2 usage, 3 not found, 4 bad data,
    # 5 conflict, 70 our bug.
    assert {error.slug: (error.__name__, error.exit_code) for error in (CpecfactsError, *CLASSES)} == {
        "ambiguous-name": ("AmbiguousNameError", 2),
        "error": ("CpecfactsError", 70),
        "invalid-value": ("InvalidValueError", 2),
        "merge-conflict": ("MergeConflictError", 5),
        "output": ("OutputError", 2),
        "query-syntax": ("QuerySyntaxError", 2),
        "conflict": ("ConflictError", 5),
        "read-only-store": ("ReadOnlyStoreError", 5),
        "store-changed": ("StoreChangedError", 5),
        "index-damaged": ("IndexDamagedError", 5),
        "store-locked": ("StoreLockedError", 5),
        "import-data": ("ImportDataError", 4),
        "input-not-found": ("InputNotFoundError", 3),
        "mapping": ("MappingError", 2),
        "rows-refused": ("RowsRefusedError", 4),
        "store-data": ("StoreDataError", 4),
        "store-format": ("StoreFormatError", 4),
        "store-not-found": ("StoreNotFoundError", 3),
        "record-refused": ("RecordRefusedError", 2),
        "refused": ("RefusedError", 2),
        "still-referred-to": ("StillReferredToError", 5),
        "texts-not-found": ("TextsNotFoundError", 3),
        "too-few-companies": ("TooFewCompaniesError", 2),
        "unknown-id": ("UnknownIdError", 3),
        "unknown-name": ("UnknownNameError", 2),
        "usage": ("UsageError", 2),
    }


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.slug)
def test_every_class_has_a_slug_and_a_docstring_of_its_own(error):
    assert "slug" in vars(error)
    first = vars(error)["__doc__"].splitlines()[0]
    assert first[0].isupper()
    assert first.endswith(".")


def test_every_error_of_the_program_is_in_its_module():
    assert {error for error in vars(errors).values() if isinstance(error, type) and issubclass(error, Exception)} == {
        CpecfactsError,
        *CLASSES,
    }


SENTENCES = [
    (CpecfactsError(), "something went wrong"),
    (UsageError(), "something went wrong"),
    (UnknownNameError("company", "huwaei", ["huawei"]), "unknown company “huwaei”: did you mean huawei?"),
    (UnknownNameError("kind", "tx", ["tax", "other"]), "unknown kind “tx”: did you mean tax or other?"),
    (UnknownNameError("field", "x", ["a", "b", "c"]), "unknown field “x”: did you mean a, b or c?"),
    (UnknownNameError("measure", "x"), "unknown measure “x”"),
    (
        UnknownNameError("measure", "x", see="cpecfacts measures lists them"),
        "unknown measure “x”: cpecfacts measures lists them",
    ),
    (UnknownNameError("measure", "x", ["y"], "the list"), "unknown measure “x”: did you mean y?"),
    (AmbiguousNameError("id", "zong-4", ["a", "b"]), "“zong-4” could be more than one id: a, b"),
    (
        AmbiguousNameError("id", "z", [f"z{number}" for number in range(12)]),
        "“z” could be more than one id: z0, z1, z2, z3, z4, z5, z6, z7, z8, z9, z10, z11",
    ),
    (
        AmbiguousNameError("id", "z", [f"z{number}" for number in range(15)]),
        "“z” could be more than one id: z0, z1, z2, z3, z4, z5, z6, z7, z8, z9, z10, z11 and 3 more",
    ),
    (
        QuerySyntaxError("zong )x", 6, "this parenthesis was never opened"),
        "column 6 of the query: this parenthesis was never opened, at “)x”",
    ),
    (
        QuerySyntaxError("(zong", 6, "a parenthesis is missing"),
        "column 6 of the query: a parenthesis is missing, at the end of the query",
    ),
    (QuerySyntaxError("a" * 40, 1, "no"), f"column 1 of the query: no, at “{'a' * 40}”"),
    (QuerySyntaxError("a" * 41, 1, "no"), f"column 1 of the query: no, at “{'a' * 40}…”"),
    (
        InvalidValueError("--min", "much", "one number, such as 100m"),
        "--min “much” cannot be read: expected one number, such as 100m",
    ),
    (
        TooFewCompaniesError(["zong"], ["huawei", "alibaba"]),
        "a comparison needs at least two companies, for example: cpecfacts compare zong huawei alibaba",
    ),
    (
        TooFewCompaniesError([], ["zong", "huawei"]),
        "a comparison needs at least two companies, for example: cpecfacts compare zong huawei",
    ),
    (RefusedError("json and csv: only one format at a time"), "json and csv: only one format at a time"),
    (OutputError("out.csv", "permission denied"), "cannot write out.csv: permission denied"),
    (UnknownIdError("zong-9g"), "nothing in the store is called “zong-9g”"),
    (
        UnknownIdError("zong-9g", ["zong-4g", "zong-5g"]),
        "nothing in the store is called “zong-9g”: did you mean zong-4g or zong-5g?",
    ),
    (
        StoreNotFoundError("facts.json", "there is no such file"),
        "cannot open the store facts.json: there is no such file",
    ),
    (
        TextsNotFoundError("texts", "there is no such folder"),
        "cannot open the folder of texts texts: there is no such folder",
    ),
    (
        StoreDataError("facts.json", "facts.zong-x.amount.value", "expected a number"),
        "facts.json: facts.zong-x.amount.value: expected a number",
    ),
    (StoreDataError("facts.json", "", "the file is empty"), "facts.json: the file is empty"),
    (
        StoreFormatError("facts.json", 2, 1),
        "facts.json: meta.format: this store has format 2, and this version of cpecfacts reads format 1",
    ),
    (InputNotFoundError("deals.csv", "there is no such file"), "cannot read deals.csv: there is no such file"),
    (
        ImportDataError("deals.csv", "line 3", "a quotation mark is opened here and never closed"),
        "deals.csv: line 3: a quotation mark is opened here and never closed",
    ),
    (ImportDataError("deals.csv", "", "the file is empty"), "deals.csv: the file is empty"),
    (MappingError("map.toml", "fact[1].kind", "expected a text"), "map.toml: fact[1].kind: expected a text"),
    (MappingError("map.toml", "", "a mapping is a TOML file"), "map.toml: a mapping is a TOML file"),
    (
        RowsRefusedError("deals.csv", 1200, 2400, "deals.rejects.csv"),
        (
            "deals.csv: 1,200 of 2,400 rows refused (they are in deals.rejects.csv), so nothing was imported; "
            "--keep-going imports the others"
        ),
    ),
    (
        RowsRefusedError("deals.csv", 1, 2, None),
        "deals.csv: 1 of 2 rows refused, so nothing was imported; --keep-going imports the others",
    ),
    (ConflictError(), "something went wrong"),
    (ReadOnlyStoreError("facts.json"), "facts.json is opened for reading only"),
    (
        ReadOnlyStoreError("facts.json", shipped=True),
        (
            "facts.json comes with the program and is only read; cpecfacts init mine.json --from-shipped makes a store of "
            "your own with the same facts"
        ),
    ),
    (
        RecordRefusedError([("company", "is needed"), ("", "unknown field “colour”")]),
        "company: is needed; unknown field “colour”",
    ),
    (StillReferredToError("dawn-2020", ["zong-4g"]), "dawn-2020 is still needed: zong-4g refers to it"),
    (
        StillReferredToError("zong", ["a", "b", "c", "d", "e", "f", "g"]),
        "zong is still needed: a, b, c, d, e and 2 more refer to it",
    ),
    (
        MergeConflictError("mine.json", 1),
        (
            "1 record differs between mine.json and the other store; nothing was written: decide with --mine ID, "
            "--theirs ID or --prefer mine"
        ),
    ),
    (
        MergeConflictError("mine.json", 3),
        (
            "3 records differ between mine.json and the other store; nothing was written: decide with --mine ID, "
            "--theirs ID or --prefer mine"
        ),
    ),
    (StoreLockedError("mine.json", 412), "mine.json is being changed by process 412; try again when it has ended"),
    (
        StoreLockedError("mine.json", None),
        "mine.json is being changed by another process; try again when it has ended",
    ),
    (
        IndexDamagedError("mine.sqlite"),
        "the index mine.sqlite was damaged and is removed; nothing is lost, ask again and it is made anew",
    ),
    (
        StoreChangedError("mine.json"),
        "mine.json was changed by somebody else meanwhile; nothing was written, please look again and repeat",
    ),
]


def by_class(case):
    return case.slug if isinstance(case, CpecfactsError) else ""


def test_every_class_has_its_sentence_tested():
    assert {type(error) for error, _ in SENTENCES} == {CpecfactsError, *CLASSES}


@pytest.mark.parametrize(("error", "sentence"), SENTENCES, ids=by_class)
def test_an_error_writes_one_sentence_without_a_final_full_stop(error, sentence):
    assert str(error) == error.sentence() == sentence
    assert not sentence.endswith(".")
    assert "\n" not in sentence


@pytest.mark.parametrize(("error", "sentence"), SENTENCES, ids=by_class)
@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])  # noqa: S301
def test_an_error_says_the_same_after_a_copy(error, sentence, duplicate):
    # As when a pool of processes hands it back.
    other = duplicate(error)
    assert type(other) is type(error)
    assert vars(other) == vars(error)
    assert str(other) == sentence


def test_an_error_keeps_its_data_for_whoever_catches_it():
    name = UnknownNameError("company", "huwaei", ["huawei"], "see")
    assert (name.what, name.name, name.suggestions, name.see) == ("company", "huwaei", ("huawei",), "see")
    ambiguous = AmbiguousNameError("id", "z", ["a", "b"])
    assert (ambiguous.what, ambiguous.name, ambiguous.candidates) == ("id", "z", ("a", "b"))
    query = QuerySyntaxError("(", 2, "no")
    assert (query.text, query.column, query.problem) == ("(", 2, "no")
    data = StoreDataError("facts.json", "facts", "expected an object")
    assert (data.path, data.place, data.problem) == ("facts.json", "facts", "expected an object")
    store_format = StoreFormatError("facts.json", 2, 1)
    assert (store_format.path, store_format.found, store_format.known) == ("facts.json", 2, 1)


def test_a_kind_of_error_is_caught_by_its_broader_name():
    usage = {error for error in CLASSES if issubclass(error, UsageError)}
    assert {error.slug for error in usage} == {
        "ambiguous-name",
        "invalid-value",
        "mapping",
        "output",
        "query-syntax",
        "record-refused",
        "refused",
        "too-few-companies",
        "unknown-name",
        "usage",
    }
    assert {error.exit_code for error in usage} == {2}
    assert issubclass(StoreFormatError, StoreDataError)
