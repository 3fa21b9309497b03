"""The facts themselves: nothing lost, every reference resolves, and the file is as the format says."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator

from cpecfacts.model.amounts import is_currency
from cpecfacts.model.dates import parse_when
from cpecfacts.model.folding import name_key
from cpecfacts.reports.schema import schema_bytes
from cpecfacts.store.layout import canonical_bytes
from cpecfacts.store.reader import read_store

PATH = Path(__file__).parents[2] / "data" / "facts.json"
DATA = PATH.read_bytes()
STORE = json.loads(DATA)
ORGANIZATIONS, PROJECTS, MEASURES, SOURCES, RATES, FACTS = (
    STORE[table] for table in ("organizations", "projects", "measures", "sources", "rates", "facts")
)
EVIDENCE = [(identifier, piece) for identifier, fact in FACTS.items() for piece in fact["evidence"]]

FIELDS = {
    "meta": "format licence title updated",
    "organizations": "aliases country name note parent sector type",
    "projects": "companies name places summary",
    "measures": "label meaning shape unit",
    "sources": "URL accessed class issued language note publisher reprint_of title type",
    "rates": "base quote rate source year",
    "facts": "amount company evidence kind measure note parties places project rank rank_reason statement status tags "
    "when when_means",
    "amount": "bound raw to unit value",
    "evidence": "asserted_by paragraph quote source stance",
}

# Facts whose unit is not that of their measure, because the source counts otherwise. They are never compared with
# the others of the measure; a new one wants a reason to stand here.
OTHER_UNITS = {
    "alibaba-com-pakistan-listings-2022-09": "listings",
    "hec-huawei-academies-2019-training-slots": "people/year",
    "huawei-training-target-200000-a-year": "people/year",
    "huawei-training-target-300000-a-year": "people/year",
    "kamyab-jawan-huawei-training-target": "people/year",
    "kp-health-card-sims-1-8-million-families-2016": "families",
    "xiaomi-air-link-plant-units-planned-2022": "handsets",
    "zong-5g-trial-2019-speed-1-14-gbs": "GB/s",
    "zong-planned-investment-200m-a-year-2017": "USD/year",
}


def wrong(places):
    """Return the places where something is wrong, as a list that a failing test shows whole."""
    return sorted(places)


def test_nothing_was_lost_and_nothing_was_added():
    counts = {table: len(records) for table, records in STORE.items()}
    assert counts == {
        "meta": 4,
        "organizations": 157,
        "projects": 104,
        "measures": 168,
        "sources": 534,
        "rates": 37,
        "facts": 789,
    }
    assert len(EVIDENCE) == 890


def test_the_file_is_written_in_the_one_way_of_the_format():
    assert DATA.decode() == json.dumps(STORE, sort_keys=True, indent=2, ensure_ascii=False) + "\n"
    assert canonical_bytes(STORE) == DATA


def test_the_program_reads_every_record_of_the_file():
    snapshot = read_store(PATH).snapshot
    for table in ("organizations", "projects", "measures", "sources", "rates", "facts"):
        assert list(getattr(snapshot, table)) == sorted(STORE[table])


def test_the_file_follows_the_schema_that_ships():
    validator = Draft202012Validator(json.loads(schema_bytes("store")))
    assert [error.json_path for error in validator.iter_errors(STORE)] == []


def test_every_record_has_exactly_the_fields_of_the_format():
    records = {"meta": [STORE["meta"]], "evidence": [piece for _, piece in EVIDENCE]}
    records["amount"] = [fact["amount"] for fact in FACTS.values() if fact["amount"] is not None]
    for table in ("organizations", "projects", "measures", "sources", "rates", "facts"):
        records[table] = STORE[table].values()
    found = {name: {" ".join(sorted(record)) for record in those} for name, those in records.items()}
    assert found == {name: {fields} for name, fields in FIELDS.items()}


def test_the_store_says_what_it_is():
    assert STORE["meta"]["format"] == 1
    assert STORE["meta"]["licence"] == "CC-BY-4.0"
    assert date.fromisoformat(STORE["meta"]["updated"]) >= date(2026, 11, 23)


@pytest.mark.parametrize("table", ["organizations", "projects", "measures", "sources", "rates", "facts"])
def test_every_id_is_well_formed(table):
    slug = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
    assert wrong(identifier for identifier in STORE[table] if not slug.fullmatch(identifier)) == []


def test_an_id_stands_for_one_thing_only():
    tables = (ORGANIZATIONS, PROJECTS, MEASURES, SOURCES, RATES, FACTS)
    times = Counter(identifier for table in tables for identifier in table)
    assert wrong(identifier for identifier, number in times.items() if number > 1) == []


def test_every_reference_of_a_fact_resolves():
    dangling = []
    for identifier, fact in FACTS.items():
        dangling += [(identifier, name) for name in (fact["company"], *fact["parties"]) if name not in ORGANIZATIONS]
        dangling += [(identifier, fact["project"])] if fact["project"] not in (*PROJECTS, None) else []
        dangling += [(identifier, fact["measure"])] if fact["measure"] not in (*MEASURES, None) else []
    for identifier, piece in EVIDENCE:
        dangling += [(identifier, piece["source"])] if piece["source"] not in SOURCES else []
        dangling += [(identifier, piece["asserted_by"])] if piece["asserted_by"] not in (*ORGANIZATIONS, None) else []
    assert dangling == []


def test_every_reference_between_other_records_resolves():
    parents = {organization["parent"] for organization in ORGANIZATIONS.values()} - {None}
    companies = {company for project in PROJECTS.values() for company in project["companies"]}
    assert wrong((parents | companies) - set(ORGANIZATIONS)) == []
    assert wrong({rate["source"] for rate in RATES.values()} - set(SOURCES)) == []


def test_no_organization_owns_itself():
    rings = []
    for identifier in ORGANIZATIONS:
        above, owner = {identifier}, ORGANIZATIONS[identifier]["parent"]
        while owner is not None and owner not in above:
            above.add(owner)
            owner = ORGANIZATIONS[owner]["parent"]
        rings += [identifier] if owner is not None else []
    assert rings == []


def test_every_record_is_used():
    facts = FACTS.values()
    organizations = {name for fact in facts for name in (fact["company"], *fact["parties"])}
    organizations |= {piece["asserted_by"] for _, piece in EVIDENCE}
    organizations |= {company for project in PROJECTS.values() for company in project["companies"]}
    organizations |= {organization["parent"] for organization in ORGANIZATIONS.values()}
    sources = {piece["source"] for _, piece in EVIDENCE} | {rate["source"] for rate in RATES.values()}
    assert wrong(set(ORGANIZATIONS) - organizations) == []
    assert wrong(set(SOURCES) - sources) == []
    assert wrong(set(PROJECTS) - {fact["project"] for fact in facts}) == []
    assert wrong(set(MEASURES) - {fact["measure"] for fact in facts}) == []


def test_nothing_is_named_twice_in_a_list():
    doubled = []
    for identifier, fact in FACTS.items():
        pieces = [(piece["source"], piece["quote"]) for piece in fact["evidence"]]
        for those in ([fact["company"], *fact["parties"]], fact["places"], fact["tags"], pieces):
            doubled += [identifier] if len(set(those)) < len(those) else []
    for identifier, organization in ORGANIZATIONS.items():
        names = [organization["name"], *organization["aliases"]]
        doubled += [identifier] if len(set(names)) < len(names) else []
    assert doubled == []


def test_every_name_means_one_organization_only():
    owners = defaultdict(set)
    for identifier, organization in ORGANIZATIONS.items():
        for name in (identifier, organization["name"], *organization["aliases"]):
            owners[name_key(name)].add(identifier)
    assert {name: those for name, those in owners.items() if len(those) > 1} == {}
    assert "" not in owners


# Voices: origins are counted by the names of publishers and of those whom a page reprints

UNNAMED = re.compile(r"(an?|media) .*that (is|are) not named")


def test_what_a_page_reprints_is_a_bare_name_and_remarks_stand_in_its_note():
    remark = re.compile(
        r"[,;]|\b(?:according|apparently|by|citing|copy|credited|follows|quotes|read|reworded|same)\b", re.IGNORECASE
    )
    reprinted = {source["reprint_of"] for source in SOURCES.values()} - {None}
    assert wrong(name for name in reprinted if remark.search(name)) == []
    assert wrong(name for name in reprinted if name[0].islower() and not UNNAMED.fullmatch(name)) == [
        "newspakistan.pk",
        "vivo",
    ]


def test_two_voices_without_a_name_are_not_taken_for_one():
    unnamed = [name for source in SOURCES.values() if (name := source["reprint_of"]) and UNNAMED.fullmatch(name)]
    assert len(unnamed) == 11
    assert wrong(name for name, times in Counter(unnamed).items() if times > 1) == []


def test_one_voice_has_one_name():
    spellings = defaultdict(set)
    for source in SOURCES.values():
        for name in {source["publisher"], source["reprint_of"]} - {None}:
            spellings[name_key(re.sub(r"\([^)]*\)", "", name).removeprefix("The "))].add(name)
    assert {key: names for key, names in spellings.items() if len(names) > 1} == {}


def test_one_site_has_one_publisher():
    edition = re.compile(r"^(www|m|en|urdu|arabic|archive|english|global|hk|staging)\.")
    publishers = defaultdict(set)
    for source in SOURCES.values():
        host = urlsplit(source["URL"] or "").netloc.removesuffix(".")
        publishers[edition.sub("", host)].add(source["publisher"])
    assert {host: names for host, names in publishers.items() if len(names) > 1} == {}


def test_a_publisher_has_one_class_save_for_what_it_reprints():
    classes = defaultdict(set)
    for source in SOURCES.values():
        if source["reprint_of"] is None:
            classes[source["publisher"]].add(source["class"])
    assert {publisher: those for publisher, those in classes.items() if len(those) > 1} == {}


# Quotations


def test_every_quotation_has_words_and_at_most_eight():
    assert wrong(identifier for identifier, piece in EVIDENCE if not 1 <= len(piece["quote"].split()) <= 8) == []


def test_a_quotation_without_spaces_between_its_words_has_at_most_thirty_characters():
    chinese_or_japanese = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
    long = [
        identifier
        for identifier, piece in EVIDENCE
        if chinese_or_japanese.search(piece["quote"]) and len(piece["quote"]) > 30
    ]
    assert long == []


def test_every_fact_has_evidence_that_supports_it():
    lonely = [
        identifier
        for identifier, fact in FACTS.items()
        if not any(piece["stance"] == "supports" for piece in fact["evidence"])
    ]
    assert lonely == []


def test_paragraphs_are_counted_from_one():
    assert wrong(identifier for identifier, piece in EVIDENCE if (piece["paragraph"] or 1) < 1) == []


# Statements


def test_every_statement_is_one_line_of_at_most_two_hundred_characters_and_ends_with_one_full_stop():
    sentence = re.compile(r"\S[^\r\n\v\f\u2028\u2029]{0,197}[^\s.]\.")
    assert wrong(identifier for identifier, fact in FACTS.items() if not sentence.fullmatch(fact["statement"])) == []


def test_no_statement_stands_twice():
    times = Counter(" ".join(fact["statement"].casefold().split()) for fact in FACTS.values())
    assert wrong(statement for statement, number in times.items() if number > 1) == []


def names_of_publisher(publisher):
    """Return a publisher's name as it stands and as people say it: without the part in brackets, without The."""
    plain = re.sub(r"\s*\([^)]*\)", "", publisher)
    return {publisher, plain, plain.removeprefix("The ")}


def names_of_actors(fact):
    """Return the names of a fact's organizations: a company that publishes its own news may be named."""
    actors = [ORGANIZATIONS[identifier] for identifier in (fact["company"], *fact["parties"])]
    return {name.casefold() for actor in actors for name in (actor["name"], *actor["aliases"])}


def test_no_statement_names_the_publisher_of_its_own_sources():
    named = [
        (identifier, name)
        for identifier, piece in EVIDENCE
        for name in names_of_publisher(SOURCES[piece["source"]]["publisher"])
        if name.casefold() not in names_of_actors(FACTS[identifier])
        # With its capitals: “the nation” and “dawn” are words too.
        and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", FACTS[identifier]["statement"])
    ]
    assert named == []


# Dates


def test_every_date_of_a_fact_and_of_a_source_is_read():
    for record in (*FACTS.values(), *SOURCES.values()):
        text = record["when"] if "when" in record else record["issued"]
        if text is not None:
            assert parse_when(text).text == text


def test_a_date_has_a_meaning_and_only_a_date_has_one():
    assert wrong(key for key, fact in FACTS.items() if (fact["when"] is None) != (fact["when_means"] is None)) == []


def test_every_source_was_read_on_a_day_after_its_issue_and_before_the_update():
    updated = date.fromisoformat(STORE["meta"]["updated"])
    early = []
    for identifier, source in SOURCES.items():
        accessed = date.fromisoformat(source["accessed"])
        issued = parse_when(source["issued"]).earliest if source["issued"] else None
        early += [identifier] if accessed > updated or (issued is not None and issued > accessed) else []
    assert early == []


def test_a_measure_of_dates_has_a_date_and_no_amount():
    dated = {identifier for identifier, measure in MEASURES.items() if measure["shape"] == "date"}
    facts = [(identifier, fact) for identifier, fact in FACTS.items() if fact["measure"] in dated]
    assert wrong(identifier for identifier, fact in facts if fact["when"] is None or fact["amount"] is not None) == []


# Amounts and ranks


def test_between_and_only_between_has_an_upper_end_that_lies_above():
    bad = []
    for identifier, fact in FACTS.items():
        amount = fact["amount"]
        if amount is not None and (
            (amount["bound"] == "between") != (amount["to"] is not None)
            or (amount["to"] is not None and amount["to"] <= amount["value"])
        ):
            bad.append(identifier)
    assert bad == []


def test_every_amount_has_the_words_of_its_source_and_is_not_negative():
    amounts = [(identifier, fact["amount"]) for identifier, fact in FACTS.items() if fact["amount"] is not None]
    assert wrong(identifier for identifier, amount in amounts if not amount["raw"] or amount["value"] < 0) == []


def test_a_whole_number_is_written_without_a_point():
    amounts = [(identifier, fact["amount"]) for identifier, fact in FACTS.items() if fact["amount"] is not None]
    pointed = [
        identifier
        for identifier, amount in amounts
        for number in (amount["value"], amount["to"])
        if isinstance(number, float) and number.is_integer()
    ]
    assert pointed == []


def test_units_agree_with_their_measures_but_for_those_that_are_known():
    others = {}
    for identifier, fact in FACTS.items():
        unit = MEASURES[fact["measure"]]["unit"] if fact["measure"] else None
        if fact["amount"] is None or unit is None:
            continue
        found = fact["amount"]["unit"]
        if not (is_currency(found) if unit == "money" else found == unit):
            others[identifier] = found
    assert others == OTHER_UNITS


def test_a_deprecated_fact_and_only_such_a_one_has_a_reason():
    told = [key for key, fact in FACTS.items() if (fact["rank"] == "deprecated") != bool(fact["rank_reason"])]
    assert told == []


def test_a_rate_is_called_by_its_currencies_and_its_year():
    for identifier, rate in RATES.items():
        assert identifier == f"{rate['base']}-{rate['quote']}-{rate['year']}".lower()
        assert isinstance(rate["rate"], float)
        assert rate["rate"] > 0


# Texts and addresses


def texts(value, place=""):
    """Yield every text of the store, keys too, with its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{place}.{key}", key
            yield from texts(inner, f"{place}.{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from texts(inner, f"{place}[{index}]")
    elif isinstance(value, str):
        yield place, value


def test_no_text_has_an_invisible_character():
    hidden = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    found = [place for place, text in texts(STORE) if any(unicodedata.category(sign) in hidden for sign in text)]
    assert found == []


def test_no_text_is_empty_or_has_blanks_at_its_ends_or_two_together():
    assert [place for place, text in texts(STORE) if not text or text != " ".join(text.split())] == []


def test_every_text_is_in_unicodes_composed_form():
    assert [place for place, text in texts(STORE) if not unicodedata.is_normalized("NFC", text)] == []


def test_every_address_is_of_the_web_and_belongs_to_one_source():
    addresses = [source["URL"] for source in SOURCES.values() if source["URL"] is not None]
    web = re.compile(r"https?://[^\s/?#]+\.[^\s/?#]+([/?#]\S*)?")
    assert wrong(address for address in addresses if not web.fullmatch(address)) == []
    assert wrong(address for address, number in Counter(addresses).items() if number > 1) == []


def test_only_the_seed_article_has_no_address():
    assert [identifier for identifier, source in SOURCES.items() if source["URL"] is None] == ["dna-2024-06-28"]


def test_languages_and_countries_are_codes_of_two_letters():
    languages = {source["language"] for source in SOURCES.values()}
    countries = {organization["country"] for organization in ORGANIZATIONS.values()} - {None}
    assert wrong(language for language in languages if not re.fullmatch("[a-z]{2}", language)) == []
    assert wrong(country for country in countries if not re.fullmatch("[A-Z]{2}", country)) == []


def test_tags_are_written_like_ids():
    tags = {tag for fact in FACTS.values() for tag in fact["tags"]}
    assert wrong(tag for tag in tags if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", tag)) == []


def test_a_stay_of_a_fine_is_no_second_fine():
    fined = [
        key
        for key, fact in FACTS.items()
        if fact["project"] == "zong-sim-sales-fine-2020" and fact["measure"] == "fine"
    ]
    assert fined == ["zong-sim-sales-fine-2020-100m-rupees"]
