"""Query text to tree."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cpecfacts.errors import InvalidValueError, QuerySyntaxError, UnknownNameError, UsageError
from cpecfacts.query.describe import query_text
from cpecfacts.query.parse import DEEPEST, parse_amounts, parse_dates, parse_query
from cpecfacts.query.tree import EVERYTHING, AmountRange, And, DateRange, Field, Not, Or, Phrase, Term, Word

A, B, C, D = Word("a"), Word("b"), Word("c"), Word("d")
ZONG = Term(Field.COMPANY, ("zong",))

WORKED = [
    ("", EVERYTHING),
    ("  \t\n ", EVERYTHING),
    ("a", A),
    ("(a)", A),
    ("((a))", A),
    ("a b", And((A, B))),
    ("a\u3000b\u00a0c", And((A, B, C))),
    ("a or b", Or((A, B))),
    ("a OR b oR c", Or((A, B, C))),
    ("a b or c d", And((A, Or((B, C)), D))),
    ("(a b) or c", Or((And((A, B)), C))),
    ("a or (b c)", Or((A, And((B, C))))),
    ("(a b) c", And((And((A, B)), C))),
    ("(a or b) or c", Or((Or((A, B)), C))),
    ("a or(b)or c", Or((A, B, C))),
    ('a or"b"', Or((A, Phrase("b")))),
    ("-a", Not(A)),
    ("-(-a)", Not(Not(A))),
    ("-(a b)", Not(And((A, B)))),
    ("-(a or b) c", And((Not(Or((A, B))), C))),
    ("-a or -b", Or((Not(A), Not(B)))),
    ("-company:zong", Not(ZONG)),
    ('-"a b"', Not(Phrase("a b"))),
    ("a-b", Word("a-b")),
    ("ornament", Word("ornament")),
    ("oregano or orchid", Or((Word("oregano"), Word("orchid")))),
    ('"or"', Phrase("or")),
    ("4G", Word("4G")),
    ("中国移动", Word("中国移动")),
    ("سپیکٹرم", Word("سپیکٹرم")),
    ('"fibre cable"', Phrase("fibre cable")),
    (r'"say \"hi\" \\ \n"', Phrase('say "hi" \\ \\n')),
    ('"a""b"', And((Phrase("a"), Phrase("b")))),
    ('a"b"(c)', And((A, Phrase("b"), C))),
    ("company:zong", ZONG),
    ("COMPANY:zong", ZONG),
    ("company:zong,huawei", Term(Field.COMPANY, ("zong", "huawei"))),
    ('company:"zong 4g",CMPak', Term(Field.COMPANY, ("zong 4g", "CMPak"))),
    ('company:"a, b: (c)"', Term(Field.COMPANY, ("a, b: (c)",))),
    (r'publisher:"\"Dawn\"",a\b', Term(Field.PUBLISHER, ('"Dawn"', "a\\b"))),
    ("company:中国移动巴基斯坦公司", Term(Field.COMPANY, ("中国移动巴基斯坦公司",))),
    ("tag:a:b", Term(Field.TAG, ("a:b",))),
    ("id:-x", Term(Field.ID, ("-x",))),
    ("date:2014", DateRange("2014", "2014")),
    ("date:2014..2018", DateRange("2014", "2018")),
    ("date:2014~..", DateRange("2014~", None)),
    ("date:..2014-04", DateRange(None, "2014-04")),
    ("date:2007/2011", DateRange("2007/2011", "2007/2011")),
    ("date:../2014", DateRange("../2014", "../2014")),
    ('date:"2014"', DateRange("2014", "2014")),
    ("Date:201X", DateRange("201X", "201X")),
    ("amount:>1bn", AmountRange(10**9, None, low_closed=False)),
    ("amount:>=1bn", AmountRange(10**9, None)),
    ("is:disputed", Term(Field.IS, ("disputed",))),
    ("-is:disputed,self-reported", Not(Term(Field.IS, ("disputed", "self-reported")))),
    ("amount:<50m", AmountRange(None, 50_000_000, high_closed=False)),
    ("amount:<=50m", AmountRange(None, 50_000_000)),
    ("amount:100m..3bn", AmountRange(100_000_000, 3_000_000_000)),
    ("amount:100m..", AmountRange(100_000_000, None)),
    ("amount:..3bn", AmountRange(None, 3_000_000_000)),
    ("amount:14,000", AmountRange(14_000, 14_000)),
    ("amount:US$3bn", AmountRange(3_000_000_000, 3_000_000_000, unit="USD")),
    ("amount:Rs1bn..3bn", AmountRange(10**9, 3 * 10**9, unit="PKR")),
    ("amount:0.0000001", AmountRange(1e-7, 1e-7)),
    ('amount:">2.5 crore rupees"', AmountRange(25_000_000, None, low_closed=False, unit="PKR")),
    ('amount:"10..20 SIM cards"', AmountRange(10, 20, unit="SIM cards")),
    (
        "company:zong kind:investment amount:>1bn date:2014..2018 spectrum",
        And(
            (
                ZONG,
                Term(Field.KIND, ("investment",)),
                AmountRange(10**9, None, low_closed=False),
                DateRange("2014", "2018"),
                Word("spectrum"),
            )
        ),
    ),
]


@pytest.mark.parametrize(("text", "tree"), WORKED)
def test_worked_queries(text, tree):
    assert parse_query(text) == tree


@pytest.mark.parametrize("text", [text for text, _ in WORKED])
def test_the_text_of_a_parsed_query_parses_to_the_same(text):
    tree = parse_query(text)
    assert parse_query(query_text(tree)) == tree
    assert query_text(parse_query(query_text(tree))) == query_text(tree)


# Errors


@pytest.mark.parametrize(
    ("text", "column", "problem"),
    [
        ("(", 1, "never closed"),
        ("(a", 1, "never closed"),
        ("a (b (c)", 3, "never closed"),
        ("a (b (c", 6, "never closed"),
        ("中国 (", 4, "never closed"),
        ("𠀀 (", 3, "never closed"),
        (")", 1, "never opened"),
        ("a )", 3, "never opened"),
        ("(a))", 4, "never opened"),
        ("()", 1, "nothing between"),
        ("a ( )", 3, "nothing between"),
        ("-()", 2, "nothing between"),
        ("-", 1, "“-”"),
        ("a - b", 3, "“-”"),
        ("(-)", 2, "“-”"),
        ("a --", 3, "two minus signs"),
        ('"', 1, "quotation mark"),
        ('a "b', 3, "quotation mark"),
        ('a "b\\"', 3, "quotation mark"),
        ('company:"zo', 9, "quotation mark"),
        ('company:zong,"h', 14, "quotation mark"),
        ('""', 1, "no word"),
        ('a "— !"', 3, "no word"),
        ("—", 1, "no word"),
        ("a 😀", 3, "no word"),
        (":zong", 1, "field name"),
        ("a :", 3, "field name"),
        ("company:", 9, "no value"),
        ("a company:", 11, "no value"),
        ("company: zong", 9, "no value"),
        ('company:""', 9, "no value"),
        ("company:,zong", 9, "empty"),
        ("date:", 6, "no value"),
        ("amount:", 8, "no value"),
        ("amount: >1bn", 8, "no value"),
        ("or", 1, "at the beginning"),
        ("or a", 1, "at the beginning"),
        ("(or a)", 2, "at the beginning"),
        ("a or", 3, "nothing after"),
        ("a OR ", 3, "nothing after"),
        ("(a or) b", 4, "nothing after"),
        ("a or or b", 6, "another “or”"),
        ("a or b or or c", 11, "another “or”"),
        ("date:2014-13", 6, "EDTF date"),
        ("a date:yesterday", 8, "EDTF date"),
        ("date:..", 6, "EDTF date"),
        ("date:2014...2018", 6, "EDTF date"),
        ("date:2014/2015..2018", 6, "EDTF date"),
        ("date:2018..2014", 6, "ends after it starts"),
        ("amount:abc", 8, "a number"),
        ("a b amount:>", 12, "a number"),
        ("amount:-5", 8, "a number"),
        ("amount:..", 8, "a number on at least one side"),
        ("amount:5..3", 8, "second number"),
        ("amount:$5..Rs9", 8, "the same unit"),
    ],
)
def test_a_syntax_error_points_at_its_column(text, column, problem):
    with pytest.raises(QuerySyntaxError) as caught:
        parse_query(text)
    assert caught.value.column == column
    assert problem in caught.value.problem
    assert caught.value.text == text


def test_the_sentence_of_a_syntax_error_shows_what_stands_there():
    with pytest.raises(QuerySyntaxError) as caught:
        parse_query("a date:2014-13 b")
    assert str(caught.value).startswith("column 8 of the query: expected an EDTF date such as 2014")
    assert str(caught.value).endswith("at “2014-13 b”")


def test_the_sentence_of_a_syntax_error_at_the_end_says_so():
    with pytest.raises(QuerySyntaxError) as caught:
        parse_query("company:")
    assert str(caught.value) == "column 9 of the query: “company:” has no value, at the end of the query"


def test_an_unknown_field_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError) as caught:
        parse_query("a compny:zong")
    assert caught.value.what == "field of the query"
    assert caught.value.name == "compny"
    assert caught.value.suggestions == ("company",)


def test_a_field_that_is_like_none_is_refused_with_all_of_them():
    with pytest.raises(UnknownNameError) as caught:
        parse_query("https://example.org")
    assert caught.value.suggestions == ()
    assert caught.value.see == (
        "the fields are company, kind, measure, project, status, unit, place, tag, source, publisher, rank, id, is, "
        "date, amount"
    )


@pytest.mark.parametrize("opening", ["(", "-("])
def test_a_question_may_be_as_deep_as_the_limit_and_no_deeper(opening):
    times = DEEPEST // len(opening)
    tree = parse_query(opening * times + "a" + ")" * times * opening.count("("))
    assert parse_query(query_text(tree)) == tree
    with pytest.raises(QuerySyntaxError) as caught:
        parse_query(opening * (times + 1) + "a")
    assert caught.value.column == DEEPEST + 1


def test_thousands_of_parentheses_are_refused_and_do_not_overflow():
    with pytest.raises(QuerySyntaxError) as caught:
        parse_query("(" * 100_000)
    assert caught.value.column == DEEPEST + 1


def test_depth_counts_what_is_open_and_not_what_was_closed():
    assert parse_query("(a) " * 300) == And((A,) * 300)
    assert parse_query("-a " * 300) == And((Not(A),) * 300)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"amount:{'9' * 5000}", id="5000 digits"),
        pytest.param(f"amount:>{'9' * 400}.5", id="400 digits and a half"),
        pytest.param("amount:m5", id="a scale for a unit"),
        pytest.param('amount:"5 k m"', id="two scales"),
        pytest.param("amount:1,5bn", id="a decimal comma"),
        pytest.param("amount:1e9", id="scientific notation"),
        pytest.param("amount:>1..2", id="a sign and a range"),
    ],
)
def test_values_that_cannot_be_meant_are_refused(text):
    with pytest.raises(QuerySyntaxError) as caught:
        parse_query(text)
    assert caught.value.column == text.index(":") + 2


def parses_or_is_a_usage_error(text):
    """Parse a text; whatever parses has a text that parses to the same."""
    try:
        tree = parse_query(text)
    except UsageError:
        return
    assert parse_query(query_text(tree)) == tree


@given(st.text())
def test_garbage_raises_nothing_but_usage_errors(text):
    parses_or_is_a_usage_error(text)


FRAGMENTS = [
    *(
        "a",
        "or",
        "OR",
        " ",
        " ",
        "-",
        "(",
        ")",
        '"',
        "\\",
        ",",
        ":",
        "..",
        "/",
        "~",
        "中",
        "é",
        "\u200b",
        "\u3000",
        "€",
    ),
    *("company:", "kind:", "date:", "amount:", "zong", "2014", "201X", "9", "1.5", "bn", "k", "Rs", "%", ">", "<="),
]


@given(st.lists(st.sampled_from(FRAGMENTS)).map("".join))
def test_the_parts_of_queries_in_any_order_raise_nothing_but_usage_errors(text):
    parses_or_is_a_usage_error(text)


@example("9" * 400 + "k")
@example("9" * 300 + " lakh")
@given(st.lists(st.sampled_from([*"0123456789.,<>=- $%", "bn", "k", "lakh", "Rs", "sites", ".."])).map("".join))
def test_near_amounts_raise_nothing_but_usage_errors(text):
    parses_or_is_a_usage_error(f'amount:"{text}"')


@given(st.text(alphabet="0129X~?%-/.", max_size=24))
@example("98XX~")
@example("01XX~..")
@example("001X?/2000")
def test_near_dates_raise_nothing_but_usage_errors(text):
    parses_or_is_a_usage_error(f"date:{text}")


# The ranges by themselves


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "an EDTF date"),
        ("..", "an EDTF date"),
        ("x", "an EDTF date"),
        ("2014..x", "an EDTF date"),
        ("2014 .. 2018", "an EDTF date"),
        ("2018..2014", "a range that ends after it starts"),
        ("2014-05..2014-04", "a range that ends after it starts"),
    ],
)
def test_what_is_no_range_of_dates_is_refused(text, expected):
    with pytest.raises(InvalidValueError) as caught:
        parse_dates(text)
    assert caught.value.what == "date"
    assert caught.value.value == text
    assert caught.value.expected.startswith(expected)


def test_a_range_of_dates_may_end_in_the_unit_it_starts_in():
    assert parse_dates("2014..2014-04") == DateRange("2014", "2014-04")
    assert parse_dates("2015~..2014") == DateRange("2015~", "2014")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "a number such as"),
        (">", "a number such as"),
        ("x..5", "a number such as"),
        ("..", "a number on at least one side"),
        (" .. ", "a number on at least one side"),
        ("$1..Rs2", "the same unit on both sides"),
        ("5 sites..9 users", "the same unit on both sides"),
        ("2..1", "a range whose second number is the greater one"),
    ],
)
def test_what_is_no_range_of_amounts_is_refused(text, expected):
    with pytest.raises(InvalidValueError) as caught:
        parse_amounts(text)
    assert caught.value.what == "amount"
    assert caught.value.expected.startswith(expected)


def test_one_unit_is_enough_for_both_ends_of_a_range():
    rupees = AmountRange(1, 2, unit="PKR")
    assert parse_amounts("Rs1..2") == parse_amounts("1..2 rupees") == parse_amounts("Rs1..PKR 2") == rupees


def test_spaces_around_the_dots_and_signs_of_amounts_do_not_matter():
    assert parse_amounts(" 1m .. 2m ") == AmountRange(1_000_000, 2_000_000)
    assert parse_amounts("> 1m") == AmountRange(1_000_000, None, low_closed=False)
