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


def planted(store):
    """Break a sound store in every way; return what must be found: rule, severity and path, and where it stands."""
    organizations, sources, facts = store["organizations"], store["sources"], store["facts"]
    expected = []

    def expect(rule, path, at=None):
        expected.append((rule, path, at or path))

    def put(key, like="zong-sites-2024", /, **changes):
        facts[key] = deepcopy(facts[like]) | {"statement": f"Zong had {len(facts)} other sites for {key}."} | changes
        return facts[key]

    def money(key, raw, value, quote, **changes):
        put(key, "zong-invested-2024", project=None)["measure"] = None
        facts[key]["amount"] |= {"raw": raw, "value": value} | changes
        facts[key]["evidence"][0]["quote"] = quote

    # Structure
    store["notes"] = {}
    expect("not-a-store", "notes")
    put("a-extra-field", measure=None)["colour"] = "red"
    expect("unknown-field", "facts.a-extra-field", "facts.a-extra-field.colour")
    del put("a-missing-field")["tags"]
    expect("missing-field", "facts.a-missing-field")
    put("a-wrong-type", statement=5)["amount"]["value"] = "14000"
    expect("wrong-type", "facts.a-wrong-type.statement")
    expect("wrong-type", "facts.a-wrong-type.amount.value")
    put("a-unknown-kind", kind="reech", company="zonk")
    expect("unknown-value", "facts.a-unknown-kind.kind")
    expect("unknown-reference", "facts.a-unknown-kind.company")
    sources["a-unknown-class"] = sources["dna"] | {"class": "medium", "URL": "https://a.example/"}
    expect("unknown-value", "sources.a-unknown-class.class")
    put("a-too-large", measure=None, amount=facts["zong-sites-2024"]["amount"] | {"value": 10**400})
    expect("number-too-large", "facts.a-too-large.amount.value")
    put("a-upper-end", measure=None, amount=facts["zong-sites-2024"]["amount"] | {"to": 15000})
    expect("bad-upper-end", "facts.a-upper-end.amount.to")
    put("a-no-evidence", measure=None, evidence=[])
    expect("no-evidence", "facts.a-no-evidence.evidence")
    put("a-deprecated", rank="deprecated")
    expect("deprecated-without-reason", "facts.a-deprecated.rank_reason")
    put("a-bad-date", measure=None, when="June 2024")
    expect("bad-date", "facts.a-bad-date.when")
    sources["a-bad-issue"] = sources["dna"] | {"issued": "28/6/2024", "URL": "https://b.example/"}
    expect("bad-date", "sources.a-bad-issue.issued")
    expect("unused-source", "sources.a-bad-issue")

    # Ids and references
    put("A_bad_Id", measure=None)
    expect("bad-id", "facts.A_bad_Id")
    put("a-unknown-source", measure=None)["evidence"][0] |= {"source": "dna-2"}
    expect("unknown-reference", "facts.a-unknown-source.evidence[0].source")
    put("a-unknown-party", measure=None, parties=["china-mobile", "telenor"])
    expect("unknown-reference", "facts.a-unknown-party.parties[1]")
    put("a-unknown-project", measure=None, project="zong-5g")
    expect("unknown-reference", "facts.a-unknown-project.project")
    put("a-unknown-measure", measure="towers")
    expect("unknown-reference", "facts.a-unknown-measure.measure")
    organizations["a-orphan"] = organizations["zong"] | {"name": "Orphan", "aliases": [], "parent": "nobody"}
    expect("missing-parent", "organizations.a-orphan.parent")
    expect("unused-organization", "organizations.a-orphan")
    for one, other in (("ring-one", "ring-two"), ("ring-two", "ring-one")):
        organizations[one] = organizations["zong"] | {"name": one.upper(), "aliases": [], "parent": other}
    expect("parent-ring", "organizations.ring-one.parent")
    store["measures"]["dna"] = store["measures"]["sites"]
    put("a-two-tables", measure="dna")
    expect("id-in-two-tables", "sources.dna")

    # Amounts, hedges and quotations
    money("b-lost-digits", "over $3 billion", 3_000_000, "invested over $3 billion")
    expect("amount-against-raw", "facts.b-lost-digits.amount.value")
    money("b-crore", "Rs 2.5 crore", 2_500_000, "paid Rs 2.5 crore", unit="PKR", bound="exact")
    expect("amount-against-raw", "facts.b-crore.amount.value")
    money("b-wrong-unit", "Rs 3 billion", 3_000_000_000, "paid Rs 3 billion", bound="exact")
    expect("unit-against-raw", "facts.b-wrong-unit.amount.unit")
    money("b-bound", "over $3 billion", 3_000_000_000, "invested over $3 billion", bound="exact")
    expect("bound-against-words", "facts.b-bound.amount.bound")
    money("b-bound-in-quote", "$3 billion", 3_000_000_000, "nearly $3 billion", bound="exact")
    expect("bound-against-words", "facts.b-bound-in-quote.amount.bound")
    money("b-no-raw", None, 3_000_000_000, "invested over $3 billion")
    expect("amount-without-raw", "facts.b-no-raw.amount.raw")
    put("b-other-unit")["amount"]["unit"] = "towers"
    expect("unit-against-measure", "facts.b-other-unit.amount.unit")
    put("b-long-quote", measure=None)["evidence"][0]["quote"] = "It has 14,000 sites in all of the country"
    expect("quotation-too-long", "facts.b-long-quote.evidence[0].quote")
    put("b-no-figure", measure=None)["evidence"][0]["quote"] = "had many sites"
    facts["b-no-figure"]["evidence"][0]["quote"] = "had 9,000 sites"
    expect("quotation-without-figure", "facts.b-no-figure.evidence[0].quote")
    put("b-no-quote", measure=None)["evidence"][0]["quote"] = None
    expect("evidence-without-quotation", "facts.b-no-quote.evidence[0].quote")
    put("b-paragraph", measure=None)["evidence"][0]["paragraph"] = 0
    expect("paragraph-below-one", "facts.b-paragraph.evidence[0].paragraph")
    put("b-disputed", measure=None)["evidence"][0]["stance"] = "disputes"
    expect("no-support", "facts.b-disputed.evidence")
    put("b-evidence-twice", measure=None)["evidence"] *= 2
    expect("evidence-twice", "facts.b-evidence-twice.evidence[1]")

    # Dates
    put("c-after-source", measure=None, when="2025-03")
    expect("when-after-sources", "facts.c-after-source.when")
    put("c-future", measure=None, when="2031")["evidence"][0]["source"] = "undated"
    sources["undated"] = sources["dna"] | {"issued": None, "URL": "https://c.example/"}
    expect("source-without-date", "sources.undated.issued")
    expect("when-in-the-future", "facts.c-future.when")
    put("c-no-meaning", measure=None, when_means=None)
    expect("when-without-meaning", "facts.c-no-meaning.when_means")
    put("c-no-date", "zong-launch-2014", when=None, when_means=None)
    expect("date-measure", "facts.c-no-date.when")
    put("c-stale", when="2019-05", places=["Gwadar"], company="china-mobile", parties=[])
    expect("stale-figure", "facts.c-stale.when")

    # Doubles
    facts["d-duplicate"] = facts["zong-sites-2024"] | {
        "statement": "At mid-year the sites of Zong were 14,000 in number."
    }
    facts["zong-sites-2024-again"] = facts.pop("d-duplicate")
    expect("duplicate-fact", "facts.zong-sites-2024-again")
    put("d-near", measure=None, statement="Zong launched a 4G network in Lahore, in April 2014.")
    put("d-nearly", measure=None, statement="In April 2014 Zong launched the 4G network in Lahore.")
    expect("near-duplicate-statement", "facts.d-nearly.statement")
    facts["zong-launch-2014"]["statement"] = "Zong's first 4G customers made calls in Lahore in April 2014."
    put("d-listed-twice", measure=None, tags=["4g", "5g", "4g"])
    expect("listed-twice", "facts.d-listed-twice.tags[2]")
    organizations["zong-two"] = organizations["zong"] | {"name": "Second", "aliases": ["cm pak"]}
    put("d-about-second", measure=None, company="zong-two")
    expect("shared-name", "organizations.zong-two.aliases[0]")

    # Texts
    put("e-blank", measure=None, note="two  blanks")
    expect("untidy-text", "facts.e-blank.note")
    put("e-unseen", measure=None, note="zero\u200bwidth")
    expect("untidy-text", "facts.e-unseen.note")
    put("e-no-stop", measure=None, statement="Zong had sites of its own")
    expect("statement-form", "facts.e-no-stop.statement")

    # Sources
    for key, changes in {
        "s-no-url": {"URL": None},
        "s-bad-url": {"URL": "www.dawn.com/news"},
        "sc-same-url": {"URL": sources["sbp"]["URL"]},
        "s-early": {"URL": "https://d.example/", "accessed": "2024-01-01"},
        "s-language": {"URL": "https://e.example/", "language": "English"},
    }.items():
        sources[key] = sources["dna"] | changes
        put(f"f-{key}", measure=None)["evidence"][0]["source"] = key
    expect("source-without-url", "sources.s-no-url.URL")
    expect("bad-url", "sources.s-bad-url.URL")
    expect("url-twice", "sources.sc-same-url.URL")
    expect("read-before-issue", "sources.s-early.accessed")
    expect("bad-code", "sources.s-language.language")
    store["rates"]["usd-pkr-2014-again"] = store["rates"]["usd-pkr-2014"] | {"rate": -1.5}
    expect("odd-rate", "rates.usd-pkr-2014-again.rate")
    expect("odd-rate", "rates.usd-pkr-2014-again")

    # Unused records
    organizations["unused"] = organizations["zong"] | {"name": "Unused", "aliases": [], "parent": None}
    expect("unused-organization", "organizations.unused")
    store["projects"]["unused-project"] = store["projects"]["zong-4g"]
    expect("unused-project", "projects.unused-project")
    store["measures"]["unused-measure"] = store["measures"]["sites"]
    expect("unused-measure", "measures.unused-measure")
    sources["unused-source"] = sources["dna"] | {"URL": "https://f.example/"}
    expect("unused-source", "sources.unused-source")
    return expected


def test_every_planted_fault_is_found_in_one_run_on_its_line_and_nothing_else(store, written):
    expected = planted(store)
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
