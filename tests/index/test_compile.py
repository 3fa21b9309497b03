"""Questions as SQL: nothing that is typed is syntax, and nothing is too long or too deep."""

from __future__ import annotations

import pytest

from cpecfacts.index.compile import NoRoomError, compile_query
from cpecfacts.index.finding import find
from cpecfacts.query.tree import AmountRange, And, DateRange, Field, Not, Or, Phrase, Term, Word

from .answering import Both

HOSTILE = (
    '"', '""', "'", "';--", "'; DROP TABLE facts; --", "*", "zong*", '"zong" *', "NEAR", "NEAR(zong pakistan, 5)", "AND",
    "zong AND huawei", "OR", "zong OR huawei", "NOT", "-", "-zong", "^zong", "+", "zong + pakistan", "{", "statement:",
    "statement : zong", "{statement note} : zong", "(", ")", "\0", "zong\0huawei", "%", "_", "\\", "?", "?1", ":q0", "$q0",
    "@q0", "/*", "*/", "--", ";", "[", "`", "\x1b[2J", "\ud800", "\u202e", "𝔷𝔬𝔫𝔤", "e\u0301", "😀", "ﷺ", "１２３", "١٢٣", " ",
)  # fmt: skip


@pytest.fixture(scope="module")
def shipped_both():
    from cpecfacts.library import Library

    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CPECFACTS_STORE", raising=False)
        both = Both(Library.open().snapshot)
    yield both
    both.close()


@pytest.mark.parametrize("text", HOSTILE)
def test_no_word_or_phrase_is_syntax_of_sql_or_of_full_text_search(shipped_both, text):
    for node in (Word(text), Phrase(text), Word(f"zong {text}"), Phrase(f"{text} zong"), Not(Word(text))):
        shipped_both.agree(node)
        shipped_both.agree(node, limit=3, reverse=True)


@pytest.mark.parametrize("text", [text for text in HOSTILE if text != "\ud800"])
@pytest.mark.parametrize("field", [field for field in Field if field is not Field.IS])
def test_no_value_is_syntax_of_sql(shipped_both, field, text):
    for values in ((text,), (text, "zong"), (text, *(f"v{number}" for number in range(9)))):
        node = Term(field, values)
        shipped_both.agree(node)
        shipped_both.agree(Not(node), limit=3)


def test_a_unit_of_an_amount_is_no_syntax_of_sql(shipped_both):
    for text in HOSTILE[:-1]:
        if text != "\ud800":
            shipped_both.agree(AmountRange(1, None, unit=text))


def test_what_is_typed_stands_in_no_sql():
    typed = "tYp3d"
    node = And(
        (
            Word(typed),
            Phrase(typed),
            AmountRange(1, 2, unit=typed),
            DateRange("1987-06-05", None),
            *(Term(field, (typed,)) for field in Field if field is not Field.IS),
            Or((Term(Field.TAG, tuple(f"{typed}{n}" for n in range(20))),)),
        )
    )
    for row_by_row in (False, True):
        compiled = compile_query(node, row_by_row=row_by_row)
        sql = " ".join(compiled.condition)
        assert typed.lower() not in sql.lower()
        assert "1987" not in sql
        assert any(typed in str(value) for value in compiled.parameters.values())


def test_equal_values_are_one_parameter_and_numbers_of_other_types_are_others():
    assert len(compile_query(And((Word("a"), Word("A!"), Phrase("a")))).parameters) == 2
    assert list(compile_query(Term(Field.TAG, ("1", "2", "1"))).parameters.values()) == ["1", "2"]


def test_a_mark_that_does_not_exist_is_refused_as_match_refuses_it(shipped_both):
    with pytest.raises(ValueError, match="sold"):
        find(shipped_both.connection, Term(Field.IS, ("sold",)), ranks_asked=False)


def test_what_is_no_question_is_refused():
    with pytest.raises(TypeError):
        compile_query("zong")


# Long and deep questions


def _nested(depth):
    node = Term(Field.COMPANY, ("zong",))
    for level in range(depth):
        beside = DateRange("2014", None) if level % 3 else AmountRange(10**6, None)
        node = Or((And((node, beside)), Term(Field.KIND, ("launch",)))) if level % 2 else Not(And((Not(node), beside)))
    return node


@pytest.mark.parametrize("depth", [5, 20, 60])
def test_deep_questions_are_answered(shipped_both, depth):
    shipped_both.agree(_nested(depth))
    shipped_both.agree(Not(_nested(depth)), limit=5)


def _stairs(levels, leaf):
    """Return a question as deep as one of so few parts can be."""
    node = leaf(levels)
    for level in range(levels - 1):
        node = (And if level % 2 else Or)((node, leaf(level)))
    return node


LEAVES = {
    "amounts": lambda level: AmountRange(level, None),
    "dates": lambda level: DateRange(str(1990 + level), None),
    "both": lambda level: AmountRange(level, None) if level % 2 else DateRange("2014", None),
    "words": lambda level: Phrase("zong") if level % 7 == 0 else AmountRange(level, None),
}


@pytest.mark.parametrize("leaves", LEAVES)
def test_questions_of_every_depth_are_answered(shipped_both, leaves):
    for levels in range(8, 24):
        node = _stairs(levels, LEAVES[leaves])
        shipped_both.agree(node, limit=3)
        shipped_both.agree(And((Phrase("zong"), node, Term(Field.KIND, ("tax",)))))


@pytest.mark.parametrize("count", [100, 5000])
def test_thousands_of_values_are_one_parameter(shipped_both, count):
    ids = tuple(shipped_both.snapshot.facts)[::2]
    values = (*ids, *(f"absent-{number}" for number in range(count)))
    assert len(compile_query(Term(Field.ID, values)).parameters) == 1
    shipped_both.agree(Term(Field.ID, values))
    shipped_both.agree(Term(Field.COMPANY, ("zong", *values)), limit=5)
    shipped_both.agree(Term(Field.PUBLISHER, ("Dawn", *values)))


@pytest.mark.parametrize("kind", [And, Or])
@pytest.mark.parametrize("count", [40, 300, 2000])
def test_hundreds_of_terms_side_by_side_are_answered(shipped_both, kind, count):
    words = ("zong", "huawei", "pakistan", "the")
    items = [
        Not(Term(Field.ID, (f"absent-{n}",))) if kind is And else Word(words[n % 4] + str(n)) for n in range(count)
    ]
    shipped_both.agree(
        kind((*items, Term(Field.COMPANY, ("zong",)), AmountRange(10**6, None), DateRange("2014", None)))
    )


def test_a_question_with_more_values_than_sqlite_takes_has_no_room():
    with pytest.raises(NoRoomError):
        compile_query(Or(tuple(Word(f"w{number}") for number in range(901))))


def test_a_word_that_full_text_search_would_cut_off_has_no_room(shipped_both):
    with pytest.raises(NoRoomError):
        compile_query(Word("x" * 8001))
    shipped_both.agree(Word("x" * 40_000))
    shipped_both.agree(Not(Phrase("é" * 40_000)))


@pytest.mark.parametrize("sort", [Word, Phrase])
def test_a_phrase_of_many_words_has_no_room(shipped_both, sort):
    compile_query(sort("zong " * 100))
    with pytest.raises(NoRoomError):
        compile_query(sort("zong " * 101))
    text = next(iter(shipped_both.snapshot.facts.values())).statement
    shipped_both.agree(sort(text))
    shipped_both.agree(Not(sort(text + " zong" * 100)))


def test_a_phrase_of_thousands_of_words_is_answered(shipped_both):
    shipped_both.agree(Phrase("zong " * 5000))
    shipped_both.agree(Not(Word("zong " * 5000)))


def test_the_functions_of_a_connection_are_made_once(shipped_both):
    node = AmountRange(2**70, None)
    found, _ = find(shipped_both.connection, Not(node), ranks_asked=False)
    facts = iter(found)
    next(facts)  # SQLite refuses to replace a function that is in use
    again, _ = find(shipped_both.connection, Not(node), ranks_asked=False)
    assert [fact.id for fact in again][1:] == [fact.id for fact in facts]
