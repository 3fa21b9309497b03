"""The façade over store, query and analysis, and the public Python API."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from cpecfacts.errors import TooFewCompaniesError, UnknownIdError
from cpecfacts.holdings import Holdings
from cpecfacts.model.fact import Fact
from cpecfacts.model.organization import OrganizationType
from cpecfacts.query.finding import Findings, find_facts
from cpecfacts.query.names import near_names
from cpecfacts.query.order import SortKey
from cpecfacts.query.parse import parse_query
from cpecfacts.query.tree import Field, Mark, Node, Term, all_of

if TYPE_CHECKING:
    # Each command needs one of these at most; all of them take 3 ms to import.
    from cpecfacts.analysis.companies import CompanySummary
    from cpecfacts.analysis.comparison import ComparisonRow
    from cpecfacts.analysis.conversion import Conversion
    from cpecfacts.analysis.disputes import Dispute
    from cpecfacts.analysis.exchange import Rates
    from cpecfacts.analysis.tallies import Tally
    from cpecfacts.analysis.timeline import TimelineGroup
    from cpecfacts.analysis.totals import Total
    from cpecfacts.analysis.trust import Appraiser, Trust
    from cpecfacts.citation.citation import Citation
    from cpecfacts.index.summaries import StoredCatalogue

FEWEST_COMPANIES = 2
_OF_ANY_RANK = Term(Field.RANK, ("any",))
__all__ = ["Findings", "Library"]


class Library(Holdings):
    """A store, open for questions.

    >>> library = Library.open()
    >>> findings = library.find("company:zong measure:total-invested amount:>=US$3bn")
    >>> findings.description
    'facts about China Mobile Pakistan (Zong), of the measure “Total invested”, with an amount of at least 3bn USD'
    >>> findings.facts[-1].statement
    "Zong had invested over US$3 billion in Pakistan's digital infrastructure by June 2024."
    """

    def find(
        self,
        question: str | Node = "",
        *,
        sort: SortKey = SortKey.WHEN,
        reverse: bool = False,
        limit: int | None = None,
    ) -> Findings:
        """Return the facts that answer a question, given as a query text or a tree.

        Other methods take these findings in place of a question. Deprecated facts are left out and counted, unless the
        question says something of the rank (`rank:any`).

        Raises:
            ValueError: A negative limit, or nothing to sort by of that name.
            QuerySyntaxError: The text cannot be read.
            UnknownNameError: A name in it means nothing; the error has the nearest names.
            AmbiguousNameError: A name in it means several things.

        >>> library = Library.open()
        >>> library.find("company:cmpak measure:4g-launch").facts[0].when
        '2013'
        >>> library.find("company:zong amount:>=1tn").hidden["other_unit"] > 0
        True
        """
        key = SortKey(sort)
        node = parse_query(question) if isinstance(question, str) else question
        if self._indexed is not None:
            return self._indexed.find(node, sort=key, reverse=reverse, limit=limit)
        return find_facts(
            node,
            self.snapshot,
            self.names,
            self._bears,
            sort=key,
            key_of=self.appraiser.sort_key(key) if key in (SortKey.ORIGINS, SortKey.QUALITY) else None,
            reverse=reverse,
            limit=limit,
        )

    def _bears(self, fact: Fact, mark: Mark) -> bool:
        """Whether a fact bears a mark; it takes the whole store to know, so only questions that ask pay for it."""
        return self.appraiser.is_disputed(fact) if mark is Mark.DISPUTED else self.trust(fact).self_reported

    def _findings(self, question: str | Node | Findings) -> Findings:
        """Return what was found, or find it."""
        return question if isinstance(question, Findings) else self.find(question)

    def _facts(self, question: str | Node | Findings) -> Sequence[Fact]:
        return self._findings(question).facts

    def companies(
        self, question: str | Node | Findings = "", *, types: Collection[OrganizationType] | None = None
    ) -> tuple[CompanySummary, ...]:
        """Return the companies that the facts answering a question are about, those with most facts first.

        With `types`, all organizations of these types that take part in such a fact.

        >>> [company.id for company in Library.open().companies()][:2]
        ['zong', 'huawei']
        """
        from cpecfacts.analysis.companies import summarize_companies

        findings = self._findings(question)
        known = None if self._indexed is None else self._indexed.companies(findings, types)
        return tuple(summarize_companies(findings.facts, self.appraiser, types)) if known is None else known

    def participants(self, question: str | Node | Findings = "") -> int:
        """Return how many organizations take part in the facts that answer a question, as subject or party.

        >>> Library.open().participants("measure:4g-launch company:zong")
        1
        """
        findings = self._findings(question)
        known = None if self._indexed is None else self._indexed.participants(findings)
        if known is not None:
            return known
        return len({organization for fact in findings.facts for organization in fact.companies})

    def tallies(self, question: str | Node | Findings = "") -> list[Tally]:
        """Return counts of the facts that answer a question: by company, kind, year, class of source and more.

        >>> [tally.facts for tally in Library.open().tallies("company:tencent")][:1]
        [8]
        """
        from cpecfacts.analysis.tallies import tally_facts

        findings = self._findings(question)
        known = None if self._indexed is None else self._indexed.tallies(findings)
        return tally_facts(findings.facts, self.appraiser) if known is None else known

    def timeline(self, question: str | Node | Findings = "", *, by: str = "year") -> tuple[TimelineGroup, ...]:
        """Return the dated facts that answer a question, the oldest first, grouped by month, year or decade.

        Raises:
            ValueError: `by` is no such period.

        >>> [group.period for group in Library.open().timeline("company:tencent")]
        ['2020', '2021', '2022', '2024']
        """
        from cpecfacts.analysis.timeline import Period, group_by_period

        return tuple(group_by_period(self._facts(question), Period(by)))

    def catalogue(self, findings: Findings, kind: str) -> StoredCatalogue | None:
        """Return the items of `projects`, `measures` or `sources` with their facts, where an index keeps them ready."""
        return None if self._indexed is None else self._indexed.catalogue(findings, kind)

    def compare(
        self, companies: Sequence[str], question: str | Node | Findings = "", *, all_figures: bool = False
    ) -> tuple[ComparisonRow, ...]:
        """Return a row for each measure of which at least one of the companies has a figure.

        Raises:
            TooFewCompaniesError: Fewer than two different companies.
            UnknownNameError: A company that the store does not know.
            AmbiguousNameError: A name that several organizations have.

        >>> rows = Library.open().compare(["zong", "huawei"], "measure:employees")
        >>> rows[0].values["zong"].amount.value, rows[0].comparable
        (3277, True)
        """
        from cpecfacts.analysis.comparison import compare_companies

        ids, findings = self.resolve_companies(companies), self._findings(question)
        known = None if self._indexed is None or all_figures else self._indexed.compare(ids, findings)
        if known is not None:
            return tuple(known)
        return tuple(compare_companies(ids, findings.facts, self.appraiser, all_figures=all_figures))

    def count_unmeasured(self, companies: Sequence[str], question: str | Node | Findings = "") -> int:
        """Return how many facts that answer a question are about these companies, given by ids, and have no measure.

        >>> Library.open().count_unmeasured(["tencent"])
        3
        """
        findings = self._findings(question)
        known = None if self._indexed is None else self._indexed.count_unmeasured(companies, findings)
        if known is not None:
            return known
        return sum(fact.company in companies and fact.measure is None for fact in findings.facts)

    def resolve_companies(self, companies: Sequence[str]) -> tuple[str, ...]:
        """Return the ids of companies to compare, each once.

        Raises:
            TooFewCompaniesError: Fewer than two different ones; the error proposes others.
            UnknownNameError: One that the store does not know.
        """
        ids = tuple(dict.fromkeys(self.names.organization(name) for name in companies))
        if len(ids) < FEWEST_COMPANIES:
            others = [company.id for company in self.companies() if company.id not in ids]
            raise TooFewCompaniesError(ids, others[: 3 - len(ids)])
        return ids

    @cached_property
    def appraiser(self) -> Appraiser:
        """What works out disputes, origins and grades of the store's facts, and keeps them."""
        from cpecfacts.analysis.trust import Appraiser

        return Appraiser(self.snapshot) if self._indexed is None else self._indexed.appraiser

    def trust(self, fact: Fact) -> Trust:
        """Return who stands behind a fact, how good its sources are and which facts it disagrees with.

        >>> library = Library.open()
        >>> trust = library.trust(library.fact("zong-total-invested-over-3bn-2024"))
        >>> trust.origins, trust.quality
        (('Gwadar Pro',), 1)
        """
        return self.appraiser.trust(fact)

    def disputes(self, question: str | Node | Findings = "") -> Sequence[Dispute]:
        """Return the disputes in which at least one fact that answers the question takes part, with all its rivals.

        >>> [dispute.why for dispute in Library.open().disputes("company:zong measure:4g-launch")]
        ['it has one date: 2013, 2014 or 2015']
        """
        findings = self._findings(question)
        known: Sequence[Dispute] | None = None if self._indexed is None else self._indexed.disputes(findings)
        return self.appraiser.disputes_among(findings.facts) if known is None else known

    @cached_property
    def rates(self) -> Rates:
        """The exchange rates of the store."""
        from cpecfacts.analysis.exchange import Rates

        return Rates(self.snapshot.rates.values())

    def convert(self, fact: Fact, currency: str) -> Conversion:
        """Return the amount of a fact in another currency, by the average rate of its year, or the reason why not.

        Raises:
            UnknownNameError: There are no rates for the currency.

        >>> library = Library.open()
        >>> library.convert(library.fact("zong-4g-licence-2014-price-210m"), "rupees").value
        21231000000
        """
        return self.rates.convert_fact(fact, self.rates.known(currency))

    def totals(self, question: str | Node | Findings = "", *, currency: str | None = None) -> tuple[Total, ...]:
        """Return sums of payments by company and currency, each payment once (docs/money.md).

        Raises:
            RefusedError: The question asks to add what cannot be added.

        >>> Library.open().totals("company:daraz kind:investment")[0].amount.value
        155600000
        """
        from cpecfacts.analysis.totals import totals

        findings = question if isinstance(question, Findings) else self.find(question)
        return totals(findings, self.names, self.appraiser, self.rates, currency)

    def cite(self, *names: str, style: str = "apa", accessed: date | None = None) -> tuple[Citation, ...]:
        """Return the citations of facts and sources, each once, in the order given.

        `style` is one of `cpecfacts.citation.style.Style`; `accessed` is the day on which the facts were seen, today
        unless given.

        Raises:
            ValueError: There is no such style.
            AmbiguousNameError: A name means several records.
            UnknownIdError: A name means nothing.
            RefusedError: It means something that is not cited, such as a company.

        >>> Library.open().cite("dna-2024-06-28")[0].text
        'Daily News Agency (DNA). (2024, June 28). Chinese tech giants drive innovation in Pakistan: Report.'
        """
        from cpecfacts.citation.citer import Citer, citable

        records = {record.id: citable(record) for record in map(self.record, names)}
        return Citer.of(self.snapshot, self.digest, style, accessed).cite(records.values())

    def references(self, sources: Iterable[str], *, style: str = "apa", as_given: bool = False) -> tuple[Citation, ...]:
        """Return the list of references of sources, given by their ids: in the order of the style, or `as_given`.

        Raises:
            ValueError: There is no such style.
            UnknownIdError: There is no such source.

        >>> library = Library.open()
        >>> taxes = library.find("company:zong kind:tax").facts
        >>> references = library.references(source for fact in taxes for source in fact.source_ids)
        >>> references[0].text.partition(". http")[0]
        "People's Daily Online. (2011, December 30). China Mobile makes 1.5 bln USD investment in Pakistan"
        """
        from cpecfacts.citation.citer import Citer

        table = self.snapshot.sources
        ids = dict.fromkeys(sources)
        for source_id in ids:
            if source_id not in table:
                raise UnknownIdError(source_id, near_names(source_id, self.names.sources))
        return Citer.of(self.snapshot, self.digest, style).references([table[i] for i in ids], as_given=as_given)

    def kin(self, fact: Fact) -> list[Fact]:
        """Return the other facts that answer the same question, deprecated ones too, in the order of their dates."""
        from cpecfacts.analysis.kin import kin_of

        if fact.measure is None:
            return []
        whose = (Field.COMPANY, fact.company) if fact.project is None else (Field.PROJECT, fact.project)
        return kin_of(fact, self.having({Field.MEASURE: fact.measure, whose[0]: whose[1]}))

    def having(self, values: Mapping[Field, str]) -> Sequence[Fact]:
        """Return the facts that have ids in fields of a query, deprecated ones too, in the order of their dates.

        >>> [fact.when for fact in Library.open().having({Field.MEASURE: "4g-launch", Field.COMPANY: "zong"})]
        ['2013', '2014', '2015']
        """
        return self.find(all_of(*(Term(field, (value,)) for field, value in values.items()), _OF_ANY_RANK)).facts
