"""A store with a fault of every sort: one run finds them all, each on its line, and nothing else."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from datetime import date

from cpecfacts.checking import check_store
from cpecfacts.checks.registry import RULES
from cpecfacts.reports.check import NEEDS

TODAY = date(2026, 11, 24)


def line_of(lines, path):
    """Return the number of the line of a path in a file of the format, by nothing but its indentation."""
    steps = re.findall(r"[^.\[\]]+|\[\d+\]", path)
    number, indent = 0, 0
    for step in steps:
        indent += 2
        if step.startswith("["):
            elements = int(step[1:-1]) + 1
            while elements:
                number += 1
                line = lines[number]
                elements -= line[:indent].isspace() and not line[indent].isspace() and line[indent] not in "]}"
        else:
            head = " " * indent + json.dumps(step, ensure_ascii=False) + ":"
            number = next(n for n in range(number + 1, len(lines)) if lines[n].startswith(head))
    return number + 1


class Planting:
    """Breaks a sound store and remembers what must be found: rule, path, and the path at whose line it stands."""

    def __init__(self, store):
        self.store = store
        self.organizations, self.sources, self.facts = store["organizations"], store["sources"], store["facts"]
        self.expected = []

    def expect(self, rule, path, at=None):
        self.expected.append((rule, path, at or path))

    def put(self, key, like="zong-sites-2024", /, **changes):
        statement = f"Zong had {len(self.facts)} other sites for {key}."
        self.facts[key] = deepcopy(self.facts[like]) | {"statement": statement} | changes
        return self.facts[key]

    def money(self, key, raw, value, quote, **changes):
        self.put(key, "zong-invested-2024", project=None)["measure"] = None
        self.facts[key]["amount"] |= {"raw": raw, "value": value} | changes
        self.facts[key]["evidence"][0]["quote"] = quote

    def structure(self):
        self.store["notes"] = {}
        self.expect("not-a-store", "notes")
        self.put("a-extra-field", measure=None)["colour"] = "red"
        self.expect("unknown-field", "facts.a-extra-field", "facts.a-extra-field.colour")
        del self.put("a-missing-field")["tags"]
        self.expect("missing-field", "facts.a-missing-field")
        self.put("a-wrong-type", statement=5)["amount"]["value"] = "14000"
        self.expect("wrong-type", "facts.a-wrong-type.statement")
        self.expect("wrong-type", "facts.a-wrong-type.amount.value")
        self.put("a-unknown-kind", kind="reech", company="zonk")
        self.expect("unknown-value", "facts.a-unknown-kind.kind")
        self.expect("unknown-reference", "facts.a-unknown-kind.company")
        self.sources["a-unknown-class"] = self.sources["dna"] | {"class": "medium", "URL": "https://a.example/"}
        self.expect("unknown-value", "sources.a-unknown-class.class")
        self.put("a-too-large", measure=None, amount=self.facts["zong-sites-2024"]["amount"] | {"value": 10**400})
        self.expect("number-too-large", "facts.a-too-large.amount.value")
        self.put("a-upper-end", measure=None, amount=self.facts["zong-sites-2024"]["amount"] | {"to": 15000})
        self.expect("bad-upper-end", "facts.a-upper-end.amount.to")
        self.put("a-no-evidence", measure=None, evidence=[])
        self.expect("no-evidence", "facts.a-no-evidence.evidence")
        self.put("a-deprecated", rank="deprecated")
        self.expect("deprecated-without-reason", "facts.a-deprecated.rank_reason")
        self.put("a-bad-date", measure=None, when="June 2024")
        self.expect("bad-date", "facts.a-bad-date.when")
        self.sources["a-bad-issue"] = self.sources["dna"] | {"issued": "28/6/2024", "URL": "https://b.example/"}
        self.expect("bad-date", "sources.a-bad-issue.issued")
        self.expect("unused-source", "sources.a-bad-issue")

    def references(self):
        self.put("A_bad_Id", measure=None)
        self.expect("bad-id", "facts.A_bad_Id")
        self.put("a-unknown-source", measure=None)["evidence"][0] |= {"source": "dna-2"}
        self.expect("unknown-reference", "facts.a-unknown-source.evidence[0].source")
        self.put("a-unknown-party", measure=None, parties=["china-mobile", "telenor"])
        self.expect("unknown-reference", "facts.a-unknown-party.parties[1]")
        self.put("a-unknown-project", measure=None, project="zong-5g")
        self.expect("unknown-reference", "facts.a-unknown-project.project")
        self.put("a-unknown-measure", measure="towers")
        self.expect("unknown-reference", "facts.a-unknown-measure.measure")
        self.organizations["a-orphan"] = self.organizations["zong"] | {
            "name": "Orphan",
            "aliases": [],
            "parent": "nobody",
        }
        self.expect("missing-parent", "organizations.a-orphan.parent")
        self.expect("unused-organization", "organizations.a-orphan")
        for one, other in (("ring-one", "ring-two"), ("ring-two", "ring-one")):
            self.organizations[one] = self.organizations["zong"] | {"name": one.upper(), "aliases": [], "parent": other}
        self.expect("parent-ring", "organizations.ring-one.parent")
        self.store["measures"]["dna"] = self.store["measures"]["sites"]
        self.put("a-two-tables", measure="dna")
        self.expect("id-in-two-tables", "sources.dna")

    def amounts(self):
        self.money("b-lost-digits", "over $3 billion", 3_000_000, "invested over $3 billion")
        self.expect("amount-against-raw", "facts.b-lost-digits.amount.value")
        self.money("b-crore", "Rs 2.5 crore", 2_500_000, "paid Rs 2.5 crore", unit="PKR", bound="exact")
        self.expect("amount-against-raw", "facts.b-crore.amount.value")
        self.money("b-wrong-unit", "Rs 3 billion", 3_000_000_000, "paid Rs 3 billion", bound="exact")
        self.expect("unit-against-raw", "facts.b-wrong-unit.amount.unit")
        self.money("b-bound", "over $3 billion", 3_000_000_000, "invested over $3 billion", bound="exact")
        self.expect("bound-against-words", "facts.b-bound.amount.bound")
        self.money("b-bound-in-quote", "$3 billion", 3_000_000_000, "nearly $3 billion", bound="exact")
        self.expect("bound-against-words", "facts.b-bound-in-quote.amount.bound")
        self.money("b-no-raw", None, 3_000_000_000, "invested over $3 billion")
        self.expect("amount-without-raw", "facts.b-no-raw.amount.raw")
        self.put("b-other-unit")["amount"]["unit"] = "towers"
        self.expect("unit-against-measure", "facts.b-other-unit.amount.unit")
        self.put("b-long-quote", measure=None)["evidence"][0]["quote"] = "It has 14,000 sites in all of the country"
        self.expect("quotation-too-long", "facts.b-long-quote.evidence[0].quote")
        self.put("b-no-figure", measure=None)["evidence"][0]["quote"] = "had many sites"
        self.facts["b-no-figure"]["evidence"][0]["quote"] = "had 9,000 sites"
        self.expect("quotation-without-figure", "facts.b-no-figure.evidence[0].quote")
        self.put("b-no-quote", measure=None)["evidence"][0]["quote"] = None
        self.expect("evidence-without-quotation", "facts.b-no-quote.evidence[0].quote")
        self.put("b-paragraph", measure=None)["evidence"][0]["paragraph"] = 0
        self.expect("paragraph-below-one", "facts.b-paragraph.evidence[0].paragraph")
        self.put("b-disputed", measure=None)["evidence"][0]["stance"] = "disputes"
        self.expect("no-support", "facts.b-disputed.evidence")
        self.put("b-evidence-twice", measure=None)["evidence"] *= 2
        self.expect("evidence-twice", "facts.b-evidence-twice.evidence[1]")

    def dates(self):
        self.put("c-after-source", measure=None, when="2025-03")
        self.expect("when-after-sources", "facts.c-after-source.when")
        self.put("c-future", measure=None, when="2031")["evidence"][0]["source"] = "undated"
        self.sources["undated"] = self.sources["dna"] | {"issued": None, "URL": "https://c.example/"}
        self.expect("source-without-date", "sources.undated.issued")
        self.expect("when-in-the-future", "facts.c-future.when")
        self.put("c-no-meaning", measure=None, when_means=None)
        self.expect("when-without-meaning", "facts.c-no-meaning.when_means")
        self.put("c-no-date", "zong-launch-2014", when=None, when_means=None)
        self.expect("date-measure", "facts.c-no-date.when")
        self.put("c-stale", when="2019-05", places=["Gwadar"], company="china-mobile", parties=[])
        self.expect("stale-figure", "facts.c-stale.when")

    def doubles(self):
        self.facts["d-duplicate"] = self.facts["zong-sites-2024"] | {
            "statement": "At mid-year the sites of Zong were 14,000 in number."
        }
        self.facts["zong-sites-2024-again"] = self.facts.pop("d-duplicate")
        self.expect("duplicate-fact", "facts.zong-sites-2024-again")
        self.put("d-near", measure=None, statement="Zong launched a 4G network in Lahore, in April 2014.")
        self.put("d-nearly", measure=None, statement="In April 2014 Zong launched the 4G network in Lahore.")
        self.expect("near-duplicate-statement", "facts.d-nearly.statement")
        self.facts["zong-launch-2014"]["statement"] = "Zong's first 4G customers made calls in Lahore in April 2014."
        self.put("d-listed-twice", measure=None, tags=["4g", "5g", "4g"])
        self.expect("listed-twice", "facts.d-listed-twice.tags[2]")
        self.organizations["zong-two"] = self.organizations["zong"] | {"name": "Second", "aliases": ["cm pak"]}
        self.put("d-about-second", measure=None, company="zong-two")
        self.expect("shared-name", "organizations.zong-two.aliases[0]")

    def texts(self):
        self.put("e-blank", measure=None, note="two  blanks")
        self.expect("untidy-text", "facts.e-blank.note")
        self.put("e-unseen", measure=None, note="zero\u200bwidth")
        self.expect("untidy-text", "facts.e-unseen.note")
        self.put("e-no-stop", measure=None, statement="Zong had sites of its own")
        self.expect("statement-form", "facts.e-no-stop.statement")

    def sources_of_facts(self):
        for key, changes in {
            "s-no-url": {"URL": None},
            "s-bad-url": {"URL": "www.dawn.com/news"},
            "sc-same-url": {"URL": self.sources["sbp"]["URL"]},
            "s-early": {"URL": "https://d.example/", "accessed": "2024-01-01"},
            "s-language": {"URL": "https://e.example/", "language": "English"},
        }.items():
            self.sources[key] = self.sources["dna"] | changes
            self.put(f"f-{key}", measure=None)["evidence"][0]["source"] = key
        self.expect("source-without-url", "sources.s-no-url.URL")
        self.expect("bad-url", "sources.s-bad-url.URL")
        self.expect("url-twice", "sources.sc-same-url.URL")
        self.expect("read-before-issue", "sources.s-early.accessed")
        self.expect("bad-code", "sources.s-language.language")
        self.store["rates"]["usd-pkr-2014-again"] = self.store["rates"]["usd-pkr-2014"] | {"rate": -1.5}
        self.expect("odd-rate", "rates.usd-pkr-2014-again.rate")
        self.expect("odd-rate", "rates.usd-pkr-2014-again")

    def unused(self):
        self.organizations["unused"] = self.organizations["zong"] | {"name": "Unused", "aliases": [], "parent": None}
        self.expect("unused-organization", "organizations.unused")
        self.store["projects"]["unused-project"] = self.store["projects"]["zong-4g"]
        self.expect("unused-project", "projects.unused-project")
        self.store["measures"]["unused-measure"] = self.store["measures"]["sites"]
        self.expect("unused-measure", "measures.unused-measure")
        self.sources["unused-source"] = self.sources["dna"] | {"URL": "https://f.example/"}
        self.expect("unused-source", "sources.unused-source")


def test_every_planted_fault_is_found_in_one_run_on_its_line_and_nothing_else(store, written):
    planting = Planting(store)
    for sort in ("structure", "references", "amounts", "dates", "doubles", "texts", "sources_of_facts", "unused"):
        getattr(planting, sort)()
    expected = planting.expected
    path, lines = written(store)
    # What a dictionary cannot hold: a key twice, half of a character.
    number = line_of(lines, "facts.zong-launch-2014.kind")
    lines.insert(number, lines[number - 1])
    half = line_of(lines, "facts.zong-launch-2014.evidence[0].asserted_by")
    lines[half - 1] = lines[half - 1].replace("null", '"\\ud83d"')
    path.write_text("\n".join(lines) + "\n", "utf-8")
    (path.parent / "texts").mkdir()
    (path.parent / "texts" / "dna.txt").write_text(
        "A title\n\nLAHORE: Zong has invested over $3 billion in all.", "utf-8"
    )
    (path.parent / "texts" / "nobody.txt").write_text("Text.", "utf-8")
    (path.parent / "texts" / "sbp.txt").write_bytes(b"\0\1")

    check = check_store(path, stale="5y", today=TODAY)

    wanted = {(rule, RULES[rule].severity.value, place, line_of(lines, at)) for rule, place, at in expected}
    wanted |= {
        ("double-key", "error", "facts.zong-launch-2014.kind", number + 1),
        ("half-character", "error", "facts.zong-launch-2014", half),
    }
    told = [(p.rule, p.severity.value, p.path, p.line) for p in check.problems]
    assert (wanted - set(told), set(told) - wanted) == (set(), set())
    assert len(told) == len(set(told)) >= 60
    assert {problem.file for problem in check.problems} == {str(path)}
    assert [problem for problem in check.problems if not problem.message or not problem.reason] == []

    # With the texts, each other quotation is missing or in another paragraph; and every rule has been broken by now.
    with_texts = check_store(path, stale="5y", today=TODAY, texts=path.parent / "texts")
    more = {problem.rule for problem in with_texts.problems} - {problem.rule for problem in check.problems}
    assert more == {name for name, option in NEEDS.items() if option == "--texts"}
    broken = {problem.rule for problem in with_texts.problems}
    assert set(RULES) - broken == {"not-json", "unknown-format"}  # of which there can be no other fault beside


def test_in_the_sound_store_no_rule_finds_anything(store, written):
    path, _ = written(store)
    check = check_store(path, stale="5y", today=TODAY)
    assert [(p.rule, p.path, p.message) for p in check.problems] == []
    assert check.facts == 3
