"""The questions in the words of other programs, each with what its answer is not.

`<COMPANY>` and the like stand for what is asked about, `FACTS` for DuckDB's source. `same` tells that the ids have to
be those of the program: if they are not, the comparison fails.
"""

from __future__ import annotations

from typing import NamedTuple


class Asked(NamedTuple):
    """A question in another program's words; `lacks` is what the answer does not have or mean."""

    text: str
    lacks: str
    same: bool = False
    double_quotes: bool = False


_NO_NAMES = "an id only, no other names; no origins, quality or disputes"
_NO_HEDGES = "no hedges (“over $90 million”), dates by their first year, nothing said of what is left out"
_STATEMENTS = "words of statements only, not of names, quotations and titles"
_LATEST = "the latest figures only: not whether they can be compared, are disputed, or who says so"
_COUNTS = "numbers of facts only"
_PLAIN = "facts as they are stored: no bounds of dates, origins, quality or disputes"

_EACH = ".facts as $f | $f | keys_unsorted[] as $k | $f[$k]"
_KEPT = '.rank != "deprecated"'
_YEAR = '(.when | capture("(?<y>[0-9]{4})").y)'
_FIRST_YEAR = "dates by their first year; "
_BY_TEXT = "sorted by the text of the date; "


def _of_jq(company: str) -> str:
    about = f'(.company == "{company}" or (.parties | index("{company}")))'
    return f"{_EACH} | select({about} and {_KEPT}) | {{id: $k}} + ."


def _jq_latest(companies: str) -> str:
    kept = f"select((.company | IN({companies})) and .measure and .amount and .when and {_KEPT})"
    return f"[.facts[] | {kept}] | group_by([.measure, .company]) | map(max_by(.when))[]"


def _jq_words(words: str) -> str:
    return f'{_EACH} | select((.statement | test("\\\\b{words}\\\\b"; "i")) and {_KEPT}) | {{id: $k}} + .'


JQ = {
    "facts": Asked(_of_jq("<COMPANY>"), _NO_NAMES, same=True),
    "middle": Asked(_of_jq("<MIDDLE>"), _NO_NAMES, same=True),
    "timeline": Asked(
        f"[{_of_jq('<COMPANY>')} | select(.when)] | sort_by(.when) | .[:20][]",
        _BY_TEXT + _PLAIN,
    ),
    "compare": Asked(_jq_latest("<COMPANIES>"), _LATEST, double_quotes=True),
    "word": Asked(_jq_words("<WORD>"), _STATEMENTS, same=True),
    "investments": Asked(
        f'{_EACH} | select((.kind | IN("investment", "acquisition", "licence")) and .amount.unit == "USD" '
        f'and .amount.value >= 100000000 and .when and {_YEAR} >= "2015" and {_KEPT})'
        " | {id: $k} + .",
        _NO_HEDGES,
    ),
    "phrase": Asked(_jq_words("<PHRASE>"), _STATEMENTS),
    "companies-since": Asked(
        f'[.facts[] | select(.when and {_YEAR} >= "2015" and {_KEPT}) | .company] | group_by(.)'
        " | map({company: .[0], facts: length})[]",
        _FIRST_YEAR + _COUNTS,
    ),
    "timeline-first": Asked(
        f"[{_EACH} | select(.when and {_KEPT}) | {{id: $k}} + .] | sort_by(.when) | .[:20][]", _BY_TEXT + _PLAIN
    ),
    "compare-largest": Asked(_jq_latest("<LARGEST>"), _LATEST, double_quotes=True),
    "stats": Asked("[.facts[].kind] | group_by(.) | map({kind: .[0], facts: length})[]", "facts by kind only"),
    "companies": Asked(
        f"[.facts[] | select({_KEPT}) | .company] | group_by(.) | map({{company: .[0], facts: length}})[]", _COUNTS
    ),
    "everything": Asked(f"{_EACH} | select({_KEPT}) | {{id: $k}} + .", _PLAIN, same=True),
}
ONE_PASS = ".facts | length"  # noqa: S105
"""jq's one pass over the store, which is what the aims are counted in."""


def _of_miller(company: str) -> str:
    about = f'($company == "{company}" || any($parties, func(p) {{return p == "{company}"}}))'
    return f'filter\n{about} && $rank != "deprecated"'


def _miller_words(words: str) -> str:
    return f'filter\n$statement =~ "\\b{words}\\b"i && $rank != "deprecated"'


MILLER = {
    "facts": Asked(_of_miller("<COMPANY>"), _NO_NAMES, same=True),
    "middle": Asked(_of_miller("<MIDDLE>"), _NO_NAMES, same=True),
    "timeline": Asked(
        f"{_of_miller('<COMPANY>')} && is_not_null($when)\nthen\nsort\n-f\nwhen\nthen\nhead\n-n\n20",
        _BY_TEXT + _PLAIN,
    ),
    "word": Asked(_miller_words("<WORD>"), _STATEMENTS, same=True),
    "investments": Asked(
        'filter\n$rank != "deprecated" && ($kind == "investment" || $kind == "acquisition" || $kind == "licence") '
        '&& $amount["unit"] == "USD" && $amount["value"] >= 100000000 && sub($when, "^[^0-9]*", "")[1:4] >= "2015"',
        _NO_HEDGES,
    ),
    "phrase": Asked(_miller_words("<PHRASE>"), _STATEMENTS),
    "companies-since": Asked(
        'filter\n$rank != "deprecated" && sub($when, "^[^0-9]*", "")[1:4] >= "2015"\nthen\ncount\n-g\ncompany',
        _FIRST_YEAR + _COUNTS,
    ),
    "timeline-first": Asked(
        'filter\n$rank != "deprecated" && is_not_null($when)\nthen\nsort\n-f\nwhen\nthen\nhead\n-n\n20',
        _BY_TEXT + _PLAIN,
    ),
    "stats": Asked("count\n-g\nkind", "facts by kind only"),
    "companies": Asked('filter\n$rank != "deprecated"\nthen\ncount\n-g\ncompany', _COUNTS),
    "everything": Asked('filter\n$rank != "deprecated"', _PLAIN, same=True),
}


def _of_duckdb(company: str) -> str:
    about = f"(company = '{company}' or list_contains(parties, '{company}'))"
    return f"select * from FACTS where {about} and rank <> 'deprecated'"


def _duckdb_latest(companies: str) -> str:
    return (
        'select measure, company, max_by(amount, "when") as amount, max("when") as "when" from FACTS '
        f"where company in ({companies}) and measure is not null and amount is not null and rank <> 'deprecated' "
        "group by all"
    )


def _duckdb_words(words: str) -> str:
    return f"select * from FACTS where regexp_matches(statement, '\\b{words}\\b', 'i') and rank <> 'deprecated'"


DUCKDB = {
    "facts": Asked(_of_duckdb("<COMPANY>"), _NO_NAMES, same=True),
    "middle": Asked(_of_duckdb("<MIDDLE>"), _NO_NAMES, same=True),
    "timeline": Asked(
        _of_duckdb("<COMPANY>") + ' and "when" is not null order by "when", id limit 20',
        _BY_TEXT + _PLAIN,
    ),
    "compare": Asked(_duckdb_latest("<COMPANIES>"), _LATEST),
    "word": Asked(_duckdb_words("<WORD>"), _STATEMENTS, same=True),
    "investments": Asked(
        "select * from FACTS where kind in ('investment', 'acquisition', 'licence') and amount.unit = 'USD' "
        "and amount.value >= 100000000 and regexp_extract(\"when\", '[0-9]{4}') >= '2015' and rank <> 'deprecated'",
        _NO_HEDGES,
    ),
    "phrase": Asked(_duckdb_words("<PHRASE>"), _STATEMENTS),
    "companies-since": Asked(
        "select company, count(*) as facts from FACTS "
        "where regexp_extract(\"when\", '[0-9]{4}') >= '2015' and rank <> 'deprecated' group by company",
        _FIRST_YEAR + _COUNTS,
    ),
    "timeline-first": Asked(
        'select * from FACTS where rank <> \'deprecated\' and "when" is not null order by "when", id limit 20',
        _BY_TEXT + _PLAIN,
    ),
    "compare-largest": Asked(_duckdb_latest("<LARGEST>"), _LATEST),
    "stats": Asked("select kind, count(*) as facts from FACTS group by kind", "facts by kind only"),
    "companies": Asked(
        "select company, count(*) as facts from FACTS where rank <> 'deprecated' group by company", _COUNTS
    ),
    "everything": Asked("select * from FACTS where rank <> 'deprecated'", _PLAIN, same=True),
}

_WORKED_OUT = (
    "has the bounds of dates, origins and quality, worked out when it was exported; an id only, no other names"
)
_BY_FIRST_DAY = "sorted by the first day that is possible"


def _of_exported(company: str) -> str:
    return f"select * from facts where id in (select fact from fact_companies where organization = '{company}')"


def _exported_latest(companies: str) -> str:
    return (
        "select measure, company, amount_value, amount_unit, max(latest) as latest from facts "
        f"where company in ({companies}) and measure is not null and amount_value is not null group by measure, company"
    )


def _exported_words(words: str) -> str:
    return f"select * from facts where rowid in (select rowid from facts_fts where statement match '{words}')"


EXPORTED = {
    "facts": Asked(_of_exported("<COMPANY>"), _WORKED_OUT, same=True),
    "middle": Asked(_of_exported("<MIDDLE>"), _WORKED_OUT, same=True),
    "timeline": Asked(
        _of_exported("<COMPANY>") + " and when_edtf is not null order by earliest, id limit 20",
        _BY_FIRST_DAY,
    ),
    "compare": Asked(_exported_latest("<COMPANIES>"), _LATEST),
    "word": Asked(_exported_words("<WORD>"), _STATEMENTS, same=True),
    "disputes": Asked(
        "select * from disputes where id in (select dispute from dispute_facts where fact in "
        "(select fact from fact_companies where organization = '<COMPANY>'))",
        "the disputes that were worked out when it was exported, without their evidence",
    ),
    "investments": Asked(
        "select * from facts where kind in ('investment', 'acquisition', 'licence') and amount_unit = 'USD' "
        "and amount_value >= 100000000 and (latest >= '2015-01-01' or (latest is null and when_edtf is not null))",
        "no hedges (“over $90 million”), nothing said of what is left out",
    ),
    "phrase": Asked(_exported_words('"<PHRASE>"'), _STATEMENTS),
    "phrase-first": Asked(_exported_words('"<PHRASE>"') + " order by earliest, id limit 20", _BY_FIRST_DAY),
    "companies-since": Asked(
        "select company, count(*) as facts from facts "
        "where latest >= '2015-01-01' or (latest is null and when_edtf is not null) group by company",
        _COUNTS,
    ),
    "timeline-first": Asked(
        "select * from facts where when_edtf is not null order by earliest, id limit 20", _BY_FIRST_DAY
    ),
    "compare-largest": Asked(_exported_latest("<LARGEST>"), _LATEST),
    "stats": Asked("select kind, count(*) from facts group by kind", "facts by kind only"),
    "companies": Asked("select * from company_list", "no disputes, no latest total invested"),
    "all-disputes": Asked("select * from disputes", "worked out when it was exported, without their evidence"),
    "everything": Asked("select * from facts", "no parties, places, tags and evidence: other tables", same=True),
}


def _of_inserted(company: str) -> str:
    about = f"(company = '{company}' or exists (select 1 from json_each(parties) where value = '{company}'))"
    return f"select * from facts where {about} and rank <> 'deprecated'"


def _inserted_words(words: str) -> str:
    found = f"select rowid from facts_fts where facts_fts match '{words}'"
    return f"select * from facts where rowid in ({found}) and rank <> 'deprecated'"


INSERTED = {
    "facts": Asked(_of_inserted("<COMPANY>"), _NO_NAMES + "; parties without an index", same=True),
    "middle": Asked(_of_inserted("<MIDDLE>"), _NO_NAMES + "; parties without an index", same=True),
    "timeline": Asked(
        _of_inserted("<COMPANY>") + ' and "when" is not null order by "when", id limit 20',
        _BY_TEXT + _PLAIN,
    ),
    "word": Asked(_inserted_words("<WORD>"), _STATEMENTS, same=True),
    "investments": Asked(
        "select * from facts where kind in ('investment', 'acquisition', 'licence') and amount ->> 'unit' = 'USD' "
        "and amount ->> 'value' >= 100000000 and substr(ltrim(\"when\",'./'),1,4) >= '2015' and rank <> 'deprecated'",
        _NO_HEDGES,
    ),
    "phrase": Asked(_inserted_words('"<PHRASE>"'), _STATEMENTS),
    "companies-since": Asked(
        "select company, count(*) as facts from facts "
        "where substr(ltrim(\"when\",'./'),1,4) >= '2015' and rank <> 'deprecated' group by company",
        _FIRST_YEAR + _COUNTS,
    ),
    "timeline-first": Asked(
        'select * from facts where rank <> \'deprecated\' and "when" is not null order by "when", id limit 20',
        _BY_TEXT + _PLAIN,
    ),
    "stats": Asked("select kind, count(*) as facts from facts group by kind", "facts by kind only"),
    "companies": Asked(
        "select company, count(*) as facts from facts where rank <> 'deprecated' group by company", _COUNTS
    ),
    "everything": Asked("select * from facts where rank <> 'deprecated'", _PLAIN, same=True),
}

_TINY = (
    "import json; found = facts.search(({}) & (f.rank != 'deprecated')); "
    "[print(json.dumps({{'id': fact.doc_id, **fact}})) for fact in found]"
)
TINYDB = {
    "facts": Asked(_TINY.format("(f.company == '<COMPANY>') | f.parties.any(['<COMPANY>'])"), _NO_NAMES, same=True),
    "word": Asked(
        "import re; " + _TINY.format("f.statement.search(r'\\b<WORD>\\b', flags=re.I)"), _STATEMENTS, same=True
    ),
}
