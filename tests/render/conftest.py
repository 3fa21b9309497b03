"""Two stores for the renderers (one small and neat, one hostile), their reports, and settings to render them in."""

from __future__ import annotations

import io
import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from cpecfacts.analysis.timeline import Period
from cpecfacts.citation.style import Style
from cpecfacts.library import Library
from cpecfacts.model.organization import OrganizationType
from cpecfacts.render.formats import renderer_for
from cpecfacts.render.setting import Format, Setting
from cpecfacts.reports.catalogue import measures_report, projects_report, sources_report
from cpecfacts.reports.citations import bibliography_report, cite_report
from cpecfacts.reports.companies import companies_report
from cpecfacts.reports.compare import compare_report
from cpecfacts.reports.disputes import disputes_report
from cpecfacts.reports.facts import facts_report, investments_report
from cpecfacts.reports.fields import select_fields
from cpecfacts.reports.report import Report
from cpecfacts.reports.show import show_report
from cpecfacts.reports.stats import stats_report
from cpecfacts.reports.timeline import ChartBy, timeline_report
from cpecfacts.store.codec import decode_store
from cpecfacts.store.layers import Layers
from cpecfacts.store.reader import StoreFile

# ---------------------------------------------------------------- the small store


def _organization(name, type_="company", **changes):
    record = {
        "name": name,
        "type": type_,
        "country": "PK",
        "parent": None,
        "sector": None,
        "aliases": [],
        "note": None,
    }
    return record | changes


def _source(publisher, class_, language="en", **changes):
    record = {
        "type": "article-newspaper",
        "title": None,
        "publisher": publisher,
        "issued": None,
        "URL": None,
        "language": language,
        "class": class_,
        "reprint_of": None,
        "accessed": None,
        "note": None,
    }
    return record | changes


def _evidence(source, quote=None, **changes):
    return {"source": source, "quote": quote, "paragraph": None, "asserted_by": None, "stance": "supports"} | changes


def _amount(value, unit, bound="exact", to=None, raw=None):
    return {"value": value, "to": to, "unit": unit, "bound": bound, "raw": raw}


def _fact(company, kind, statement, **changes):
    record = {
        "company": company,
        "parties": [],
        "project": None,
        "kind": kind,
        "measure": None,
        "statement": statement,
        "amount": None,
        "when": None,
        "when_means": None,
        "status": "reported",
        "places": [],
        "tags": [],
        "evidence": [_evidence("wire-2024")],
        "rank": "normal",
        "rank_reason": None,
        "note": None,
    }
    return record | changes


SMALL = {
    "meta": {"format": 1, "title": "A small store — 小", "licence": "CC-BY-4.0", "updated": "2024-06-30"},
    "organizations": {
        "china-mobile": _organization("中国移动通信集团", country="CN"),
        "zong": _organization(
            "China Mobile Pakistan (Zong)",
            parent="china-mobile",
            sector="telecommunications",
            aliases=["中国移动巴基斯坦公司", "زونگ", "CMPak"],
            note="The brand is Zong.",
        ),
        "huawei": _organization("Huawei 华为技术有限公司", country="CN"),
        "mingtai": _organization("Cafe\u0301 Mi\u0301ngta\u0301i", country=None),
        "pta": _organization("پاکستان ٹیلی کمیونیکیشن اتھارٹی", "public-body"),
    },
    "projects": {
        "paktel-purchase": {
            "name": "China Mobile's purchase of Paktel (2007)",
            "companies": ["china-mobile", "zong"],
            "summary": "The purchase that brought China Mobile to Pakistan.",
            "places": ["Islamabad", "北京"],
        }
    },
    "measures": {
        "employees": {"label": "Employees", "shape": "level", "meaning": "People employed.", "unit": "people"},
        "launch": {"label": "Market entry", "shape": "date", "meaning": "When it began.", "unit": None},
        "local-share": {"label": "Local share", "shape": "level", "meaning": "Part made here.", "unit": "percent"},
        "purchase-price": {"label": "Purchase price", "shape": "once", "meaning": "What was paid.", "unit": "money"},
        "sites": {"label": "4G sites", "shape": "level", "meaning": "Sites on air.", "unit": "sites"},
        "total-invested": {
            "label": "Total invested",
            "shape": "total",
            "meaning": "All money put in up to a date.",
            "unit": "money",
        },
    },
    "sources": {
        "wire-2024": _source(
            "Daily News Agency",
            "wire",
            title="Chinese firms in Pakistan",
            issued="2024-06-28",
            URL="https://news.example/2024/06?id=1&page=2",
            reprint_of="Gwadar Pro",
            accessed="2024-06-30",
            note="A reprint.",
        ),
        "jang-2018": _source("روزنامہ جنگ", "media", "ur", title="زونگ کی سرمایہ کاری", issued="2018-10"),
        "sasac-2007": _source("国务院国资委", "official", "zh", title="中国移动收购巴科泰尔公司"),
    },
    "rates": {"usd-pkr-2018": {"base": "USD", "quote": "PKR", "year": 2018, "rate": 121.8, "source": "wire-2024"}},
    "facts": {
        "zong-purchase-price": _fact(
            "zong",
            "acquisition",
            "China Mobile bought Paktel for US$284 million on 22 January 2007.",
            parties=["china-mobile", "pta"],
            project="paktel-purchase",
            measure="purchase-price",
            amount=_amount(284000000, "USD", raw="2.84亿美元"),
            when="2007-01-22",
            when_means="event",
            status="completed",
            places=["Islamabad"],
            tags=["acquisition", "paktel"],
            evidence=[
                _evidence("sasac-2007", "以2.84亿美元收购", paragraph=3, asserted_by="china-mobile"),
                _evidence("jang-2018", "28 کروڑ ڈالر", stance="disputes"),
            ],
            rank="preferred",
            rank_reason="The owner's own announcement.",
            note="With debts; see the enterprise value.",
        ),
        "zong-purchase-price-460m": _fact(
            "zong",
            "acquisition",
            "The purchase of Paktel cost about US$460 million with debts.",
            project="paktel-purchase",
            measure="purchase-price",
            amount=_amount(460000000, "USD", "about"),
            when="2007-33",
            when_means="event",
        ),
        "zong-total-2024": _fact(
            "zong",
            "investment",
            "Zong had invested over US$3 billion in Pakistan by June 2024.",
            measure="total-invested",
            amount=_amount(3000000000, "USD", "more-than", raw="over $3 billion"),
            when="2024-06",
            when_means="as-of",
            evidence=[_evidence("wire-2024", "invested over $3 billion", paragraph=8), _evidence("jang-2018")],
        ),
        "zong-plan-2025": _fact(
            "zong",
            "investment",
            "Zong plans to invest US$300–400 million between 2025 and about 2028.",
            measure="total-invested",
            amount=_amount(300000000, "USD", "between", to=400000000),
            when="2025/2028~",
            when_means="period",
            status="planned",
        ),
        "zong-employees-2016": _fact(
            "zong",
            "jobs",
            "Zong had 3,277 employees on 1 October 2016.",
            measure="employees",
            amount=_amount(3277, "people"),
            when="2016-10-01",
            when_means="as-of",
        ),
        "zong-employees-2016-32770": _fact(
            "zong",
            "jobs",
            "Zong had 32,770 employees in 2016.",
            measure="employees",
            amount=_amount(32770, "people"),
            when="2016-XX",
            when_means="as-of",
            rank="deprecated",
            rank_reason="A zero too many.",
        ),
        "zong-undated": _fact(
            "zong", "social", "Zong gave computers to the E\u0301cole No\u0308rd in Lahore (拉合尔)."
        ),
        "huawei-invested": _fact(
            "huawei",
            "investment",
            "华为在巴基斯坦投资约8.5亿元人民币。",
            measure="total-invested",
            amount=_amount(850000000, "CNY", "about", raw="约8.5亿元"),
            when="2017~",
            when_means="as-of",
        ),
        "huawei-sites": _fact(
            "huawei",
            "infrastructure",
            "Huawei had built at least 14,000 sites by spring 2019.",
            measure="sites",
            amount=_amount(14000, "sites", "at-least"),
            when="2019-21",
            when_means="as-of",
        ),
        "huawei-employees": _fact(
            "huawei",
            "jobs",
            "Huawei employed fewer than 2,500 people, perhaps in 2018.",
            measure="employees",
            amount=_amount(2500, "people", "less-than"),
            when="2018?",
            when_means="as-of",
        ),
        "huawei-local-share": _fact(
            "huawei",
            "other",
            "At most 2.5 percent were made locally in the 2010s.",
            measure="local-share",
            amount=_amount(2.5, "percent", "at-most"),
            when="201X",
            when_means="as-of",
        ),
        "huawei-entry": _fact(
            "huawei", "launch", "Huawei has worked in Pakistan since 1998.", measure="launch", when="1998/.."
        ),
        "mingtai-loan": _fact(
            "mingtai",
            "finance",
            "منگ تائی نے 86 کروڑ روپے تک کا قرض لیا۔",
            amount=_amount(860000000, "PKR", "up-to"),
            when="2019-12-XX%",
            when_means="announced",
            status="announced",
        ),
        "mingtai-entry": _fact(
            "mingtai",
            "launch",
            "Cafe\u0301 Mi\u0301ngta\u0301i came to Pakistan some time in the last century.",
            measure="launch",
            when="19XX",
            when_means="event",
        ),
    },
}

# ---------------------------------------------------------------- the hostile store

# What every text of the hostile store holds, one of these a record. The tests look for all of them.
RICH_MARKUP = "[red]markup[/red] [/foo] [link=http://evil.example]here[/link] :smile: [bold not closed \\["
LONG_WORD = "Ω" * 10_000
POISONS = (
    "\x1b[31;5mred\x1b[0m \x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\ \x1b]0;title\x07",
    "\u009b31;5mC1 colour \u009d8;;http://evil.example\u009cC1 link\u0085\u0090",
    "\x00nul\x07bell\x08back\x0e\x1f\x7fdel",
    "\u202ereversed\u202c \u202d\u202a\u202b \u2066isolated\u2069 \u2067\u2068",
    "\u200ezero\u200b\u200c\u200d\u200f\u2060\ufeffwidth soft\u00adhyphen\u061c\u180e",
    "line\nbreak\n\n# heading\n\n- item\n",
    "carriage\rreturn\r\n",
    "tab\tstop\t\u2028line\u2029paragraph\x0bvertical\x0cform",
    RICH_MARKUP,
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@x",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "\t=1",
    " =1",
    "\u3000=1",
    "\r\n=1",
    "|=1",
    "%=1",
    "a|b||c\\|d \\ \\\\",
    "<script>alert(1)</script> <!-- comment &lt;&#60;&nbsp;&amp; <http://evil.example>",
    "`code` ``two`` ```three ![x](y) [text](http://evil.example) [ref] [^1]",
    "~~~",
    "~~struck~~ *em* **strong** _em_ __strong__ *** $x$ \\(y\\)",
    "# heading #",
    "- item",
    "> quote",
    "===",
    ';,; "quoted" \'single\' "',
    LONG_WORD,
    "\u0301\u0302lone marks\u0303 \U0001f468\u200d\U0001f469\u200d\U0001f467 family",
    "中文" * 40 + " زونگ کی سرمایہ کاری",
)


def _hostile():
    """Build a store whose every text is hostile: record number i of each table holds poison number i."""
    tables = {
        "meta": {"format": 1, "title": POISONS[0], "licence": POISONS[5], "updated": "2024"},
        **{name: {} for name in ("organizations", "projects", "measures", "sources", "rates", "facts")},
    }
    for index, poison in enumerate(POISONS):
        key = f"x{index}"
        short = poison[:200]  # the long word stands in the chief texts only: each letter is rendered thousands of times
        tables["organizations"][key] = _organization(
            poison, country=short, parent="x0", sector=short, aliases=[short, short], note=short
        )
        tables["projects"][key] = {"name": poison, "companies": [key], "summary": short, "places": [short]}
        tables["measures"][key] = {"label": poison, "shape": "level", "meaning": short, "unit": short}
        tables["sources"][key] = _source(
            short, "blog", short, type=short, title=poison, URL=short, reprint_of=short, note=short
        )
        tables["rates"][key] = {"base": short, "quote": short, "year": 2000, "rate": 1.5, "source": key}
        both = {
            "project": key,
            "measure": key,
            "places": [short, short],
            "tags": [short],
            "note": short,
            "evidence": [
                _evidence(key, poison, asserted_by=key),
                _evidence("x0", short, stance="disputes", paragraph=2),
            ],
        }
        tables["facts"][f"fact-{key}"] = _fact(
            key,
            "investment",
            poison,
            parties=["x0", "x1"],
            amount=_amount(-5 - index, short, raw=short),
            when="2020-01-02",
            rank="preferred",
            rank_reason=short,
            **both,
        )
        tables["facts"][f"rival-{key}"] = tables["facts"][f"fact-{key}"] | {"amount": _amount(500 + index, short)}
        tables["facts"][f"other-{key}"] = _fact(
            "x0", "launch", short, amount=_amount(1.5, short, raw=short), when="2001/..", status="planned", **both
        )
        tables["facts"][f"wrong-{key}"] = _fact(
            "x1", "other", short, when=None, **both, rank="deprecated", rank_reason=short
        )
    return tables


def _library(tables):
    data = json.dumps(tables, ensure_ascii=False).encode()
    return Library(Layers.of(StoreFile(Path("facts.json"), decode_store(data, "facts.json"), data)))


@pytest.fixture(scope="session")
def small():
    """Library of the small store."""
    return _library(SMALL)


@pytest.fixture(scope="session")
def hostile():
    """Library of the hostile store."""
    return _library(_hostile())


@pytest.fixture(scope="session")
def hostile_tables():
    """Hostile store as it was written."""
    return _hostile()


@pytest.fixture(scope="session")
def poisons():
    """Texts of the hostile store."""
    return POISONS


@pytest.fixture(scope="session")
def markup():
    """Text of the hostile store that Rich would take for markup."""
    return RICH_MARKUP


@pytest.fixture(scope="session")
def long_word():
    """Word of the hostile store that is longer than any line."""
    return LONG_WORD


# ---------------------------------------------------------------- reports

ALL = "rank:any"


def _companies(library):
    return [company.id for company in library.companies()]


REPORTS = {
    "facts": lambda library: facts_report(library.find(ALL), library),
    "investments": lambda library: investments_report(
        library.find("kind:investment,acquisition,licence rank:any"), library
    ),
    "timeline": lambda library: timeline_report(library.find(ALL), library, undated=True),
    "timeline-month": lambda library: timeline_report(library.find(), library, by=Period.MONTH, reverse=True),
    "chart": lambda library: timeline_report(library.find(ALL), library, chart=ChartBy.FACT),
    "chart-company": lambda library: timeline_report(library.find(ALL), library, chart=ChartBy.COMPANY, undated=True),
    "compare": lambda library: compare_report(_companies(library)[:3], library.find(), library),
    "compare-all": lambda library: compare_report(_companies(library)[:2], library.find(), library, all_figures=True),
    "companies": lambda library: companies_report(library.find(), library),
    "companies-all": lambda library: companies_report(library.find(ALL), library, types=OrganizationType),
    "sources": lambda library: sources_report(library.find(), library),
    "projects": lambda library: projects_report(library.find(), library),
    "measures": lambda library: measures_report(library.find(), library),
    "disputes": lambda library: disputes_report(library.find(), library),
    "stats": lambda library: stats_report(library.find(ALL), library),
    "fields": lambda library: select_fields(
        facts_report(library.find(ALL), library), ["id", "statement", "amount", "evidence.quote", "sources", "evidence"]
    ),
    "fields-companies": lambda library: select_fields(
        companies_report(library.find(), library), ["name", "aliases", "total_invested.amount.value"]
    ),
    "empty": lambda library: facts_report(library.find("date:1800"), library),
}
CARDS = {
    "fact": ("facts", "zong-purchase-price"),
    "organization": ("organizations", "zong"),
    "project": ("projects", "paktel-purchase"),
    "measure": ("measures", "total-invested"),
    "source": ("sources", "wire-2024"),
}


def _card(what):
    table, wanted = CARDS[what]

    def make(library):
        """Show one record; of the hostile store one for each poison, one after the other, as one report."""
        records = getattr(library.snapshot, table)
        if wanted in records:
            return show_report(records[wanted], library)
        keys = [f"fact-x{n}" if what == "fact" else f"x{n}" for n in range(len(POISONS))]
        cards = [show_report(records[key], library) for key in keys]
        return Report(
            command="show",
            query=what,
            description=what,
            items=[item for card in cards for item in card.items],
            item_type=cards[0].item_type,
            make_blocks=lambda: tuple(block for card in cards for block in card.make_blocks()),
        )

    return make


REPORTS |= {f"show-{what}": _card(what) for what in CARDS}


def _cite(style):
    """Cite every fact and every source of a store on a day that stays the same."""
    day = date(2024, 7, 1)

    def make(library):
        names = [*(f"fact:{key}" for key in library.snapshot.facts), *(f"source:{i}" for i in library.snapshot.sources)]
        return cite_report(library.cite(*names, style=style, accessed=day), library)

    return make


REPORTS |= {f"cite-{style}": _cite(style) for style in Style}
REPORTS["references"] = lambda library: bibliography_report(
    sources_report(library.find(), library),
    library.references(library.snapshot.sources, style="chicago-author-date"),
)


@pytest.fixture(scope="session")
def small_report(small):
    """Make a report of the small store by its name."""
    return lambda name: REPORTS[name](small)


@pytest.fixture(scope="session")
def hostile_report(hostile):
    """Make a report of the hostile store by its name, once."""
    return cache(lambda name: REPORTS[name](hostile))


# ---------------------------------------------------------------- renderers

RENDERERS = {
    "plain": (Format.TABLE, Setting()),
    "plain-ascii": (Format.TABLE, Setting(unicode=False)),
    "terminal-160": (Format.TABLE, Setting(width=160)),
    "terminal-80": (Format.TABLE, Setting(width=80)),
    "terminal-40": (Format.TABLE, Setting(width=40)),
    "terminal-30": (Format.TABLE, Setting(width=30)),
    "terminal-80-colour": (Format.TABLE, Setting(width=80, colour=True)),
    "terminal-80-ascii": (Format.TABLE, Setting(width=80, unicode=False)),
    "markdown": (Format.MARKDOWN, Setting()),
    "csv": (Format.CSV, Setting()),
    "tsv": (Format.TSV, Setting()),
    "json": (Format.JSON, Setting()),
    "jsonl": (Format.JSONL, Setting()),
}


def _render(report, name, **changes):
    chosen, setting = RENDERERS[name]
    setting = setting._replace(**changes)
    out = io.BytesIO()
    renderer_for(chosen, setting)(report, out, setting)
    return out.getvalue()


@pytest.fixture(scope="session")
def render():
    """Render a report by the name of a renderer, with changes of its setting."""
    return _render


@pytest.fixture(scope="session")
def hostile_output(hostile_report):
    """Render a report of the hostile store, both by name, once."""
    return cache(lambda report, name, **changes: _render(hostile_report(report), name, **changes))


@pytest.fixture(autouse=True)
def _same_environment_everywhere(monkeypatch):
    """Rich looks at these; what a test shows must not hang on who runs it."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "COLUMNS", "LINES", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def pytest_generate_tests(metafunc):
    """A test that takes a `report_name` runs for every report, one that takes a `renderer_name` for every renderer."""
    if "report_name" in metafunc.fixturenames:
        metafunc.parametrize("report_name", sorted(REPORTS))
    if "renderer_name" in metafunc.fixturenames:
        metafunc.parametrize("renderer_name", sorted(RENDERERS))
