"""Every option, once. A command takes whole bundles of them as parameters of these types.

The annotations here are objects, not postponed: to evaluate them again at every start takes 1 ms.
"""

import inspect
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from cpecfacts.cli.completion import (
    complete_company,
    complete_currency,
    complete_measure,
    complete_project,
    complete_word,
)

FILTERS, ORDER, MONEY, OUTPUT = "Filters (all must hold)", "Order and extent", "Money", "Output"


def _filter(*names: str, help: str, **more: Any) -> Any:
    return typer.Option(*names, help=help, rich_help_panel=FILTERS, **more)


def _order(*names: str, help: str, **more: Any) -> Any:
    return typer.Option(*names, help=help, rich_help_panel=ORDER, **more)


def _money(*names: str, help: str, **more: Any) -> Any:
    return typer.Option(*names, help=help, rich_help_panel=MONEY, **more)


def _output(*names: str, help: str, **more: Any) -> Any:
    return typer.Option(*names, help=help, rich_help_panel=OUTPUT, **more)


Names = list[str] | None
QueryArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[QUERY]...",
        help='Words, "phrases", -leftout, a or b, and terms such as company:zong kind:launch date:2014..2018 amount:>1bn; put -- before a query that begins with -.',
        show_default=False,
    ),
]


StyleOption = Annotated[
    str | None,
    _output(
        "--style",
        metavar="STYLE",
        help="Citations as apa, chicago-author-date, mla, bibtex, csl-json or wikipedia.",
        autocompletion=complete_word("style"),
    ),
]


class Filters(NamedTuple):
    """Which facts; each is also a term of the query text."""

    company: Annotated[
        Names,
        _filter(
            "--company",
            metavar="NAME",
            help="Subject or party: id, name or alias; repeat for any of several.",
            autocompletion=complete_company,
        ),
    ] = None
    kind: Annotated[
        Names,
        _filter(
            "--kind",
            metavar="KIND",
            help="investment, acquisition, licence, infrastructure, launch, training …",
            autocompletion=complete_word("kind"),
        ),
    ] = None
    measure: Annotated[
        Names,
        _filter(
            "--measure",
            metavar="ID",
            help="What is counted or dated; cpecfacts measures lists them.",
            autocompletion=complete_measure,
        ),
    ] = None
    project: Annotated[
        Names,
        _filter(
            "--project",
            metavar="ID",
            help="A deal, programme or asset; cpecfacts projects lists them.",
            autocompletion=complete_project,
        ),
    ] = None
    status: Annotated[
        Names,
        _filter(
            "--status",
            metavar="STATUS",
            help="planned, announced, under-way, completed, cancelled, reported.",
            autocompletion=complete_word("status"),
        ),
    ] = None
    since: Annotated[
        str | None,
        _filter("--since", metavar="DATE", help="Facts that may be of this date or later: 2014, 2014-04, 2014-04-23."),
    ] = None
    until: Annotated[
        str | None, _filter("--until", metavar="DATE", help="Facts that may be of this date or earlier.")
    ] = None
    min: Annotated[
        str | None,
        _filter(
            "--min",
            metavar="AMOUNT",
            help="Least amount: 100m, 1.5bn, 2.5 crore, 50 lakh, Rs5bn; US dollars unless said.",
        ),
    ] = None
    max: Annotated[str | None, _filter("--max", metavar="AMOUNT", help="Greatest amount.")] = None
    unit: Annotated[
        str | None,
        _filter(
            "--unit",
            metavar="UNIT",
            help="Currency or unit of the amount: USD, PKR, percent, subscribers …",
            autocompletion=complete_word("unit"),
        ),
    ] = None
    place: Annotated[
        Names,
        _filter("--place", metavar="PLACE", help="Islamabad, Lahore, Gwadar …", autocompletion=complete_word("place")),
    ] = None
    tag: Annotated[
        Names, _filter("--tag", metavar="TAG", help="4g, safe-city, e-commerce …", autocompletion=complete_word("tag"))
    ] = None
    source: Annotated[
        Names,
        _filter(
            "--source",
            metavar="ID",
            help="A source that is evidence for the fact.",
            autocompletion=complete_word("source"),
        ),
    ] = None
    publisher: Annotated[
        Names,
        _filter(
            "--publisher",
            metavar="NAME",
            help="Who published such a source.",
            autocompletion=complete_word("publisher"),
        ),
    ] = None
    disputed: Annotated[bool, _filter("--disputed", help="Facts that another one disagrees with.")] = False
    self_reported: Annotated[
        bool, _filter("--self-reported", help="Facts that only the company itself stands behind.")
    ] = False
    all: Annotated[bool, _filter("--all", help="Also facts that are deprecated as demonstrably wrong.")] = False


Sort = Annotated[
    str | None,
    _order(
        "--sort",
        metavar="FIELD",
        help="Of facts: when, amount, company, kind, measure, project, status, sources, origins, quality, id; of other lists any field of theirs that has one value.",
    ),
]
Reverse = Annotated[bool, _order("--reverse", help="The other way round; what lacks the value stays last.")]
Limit = Annotated[int | None, _order("--limit", min=0, metavar="N", help="At most so many; the others are counted.")]
OutputFile = Annotated[
    Path | None,
    _output("-o", "--output", metavar="FILE", help="Write to a file; it is replaced only when complete."),
]
StoreFiles = Annotated[
    list[Path] | None,
    _output(
        "--store",
        metavar="FILE",
        help="Another store than the one that comes with the program (also CPECFACTS_STORE); repeat to lay stores over one another, “shipped” is that of the program.",
    ),
]


NoIndex = Annotated[
    bool,
    _output("--no-index", help="Read the store itself, not the index of large stores (also CPECFACTS_NO_INDEX=1)."),
]


class View(NamedTuple):
    """In which order, and how many."""

    sort: Sort = None
    reverse: Reverse = False
    limit: Limit = None
    fields: Annotated[
        str | None,
        _order("--fields", metavar="A,B.C", help="Only these fields of the JSON items, as a table or in any format."),
    ] = None


class Money(NamedTuple):
    """In which currency."""

    currency: Annotated[
        str | None,
        _money(
            "--in",
            metavar="CURRENCY",
            help="Amounts also in this currency (USD, PKR, rupees …), by the average rate of their year.",
            autocompletion=complete_currency,
        ),
    ] = None


class Sums(NamedTuple):
    """Whether to add."""

    total: Annotated[
        bool, _money("--total", help="Sums of payments by company and currency, each payment counted once.")
    ] = False
    explain: Annotated[
        bool, _money("--explain", help="With --total: every fact counted, and every one left out and why.")
    ] = False


class Output(NamedTuple):
    """Where to, and how."""

    json: Annotated[bool, _output("--json", help="The same as --format json.")] = False
    jsonl: Annotated[bool, _output("--jsonl", help="The same as --format jsonl.")] = False
    csv: Annotated[bool, _output("--csv", help="The same as --format csv.")] = False
    tsv: Annotated[bool, _output("--tsv", help="The same as --format tsv.")] = False
    markdown: Annotated[bool, _output("--markdown", help="The same as --format markdown.")] = False
    format: Annotated[
        str | None,
        _output(
            "--format",
            metavar="FORMAT",
            help="table, json, jsonl, csv, tsv or markdown; of references also bibtex, csl-json or wikipedia; of check github.",
            autocompletion=complete_word("format"),
        ),
    ] = None
    output: OutputFile = None
    raw: Annotated[
        bool, _output("--raw", help="CSV and TSV: leave text as it is, even what a spreadsheet would run.")
    ] = False
    no_color: Annotated[bool, _output("--no-color", help="No colours (also NO_COLOR=1, TERM=dumb).")] = False
    no_pager: Annotated[
        bool, _output("--no-pager", help="Long tables straight to the terminal, not through $PAGER or less.")
    ] = False
    store: StoreFiles = None
    no_index: NoIndex = False


def _is_bundle(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, tuple) and hasattr(annotation, "_field_defaults")


def expand_bundles(function: Callable[..., None]) -> Callable[..., None]:
    """Return the function as Typer wants it: every parameter that is a bundle replaced by the fields of the bundle.

    A field that two bundles have belongs to the first of them, and keeps its default in the other.
    """
    signature = inspect.signature(function, eval_str=True)
    parameters: dict[str, inspect.Parameter] = {}
    for parameter in signature.parameters.values():
        if _is_bundle(parameter.annotation):
            bundle = parameter.annotation
            for field in bundle._fields:
                option = inspect.Parameter(
                    field,
                    inspect.Parameter.KEYWORD_ONLY,
                    annotation=bundle.__annotations__[field],
                    default=bundle._field_defaults[field],
                )
                parameters.setdefault(field, option)
        else:
            parameters[parameter.name] = parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)

    @wraps(function)
    def with_options(**values: Any) -> None:
        arguments: dict[str, Any] = {}
        for name, parameter in signature.parameters.items():
            bundle = parameter.annotation
            if _is_bundle(bundle):
                defaults = bundle._field_defaults
                arguments[name] = bundle(**{field: values.pop(field, defaults[field]) for field in bundle._fields})
            else:
                arguments[name] = values.pop(name)
        function(**arguments)

    with_options.__signature__ = signature.replace(parameters=list(parameters.values()))  # type: ignore[attr-defined]
    with_options.__annotations__ = {name: parameter.annotation for name, parameter in parameters.items()}
    return with_options
