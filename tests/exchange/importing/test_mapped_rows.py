from __future__ import annotations

import msgspec
import pytest

from cpecfacts.errors import MappingError
from cpecfacts.exchange.importing.additions import with_additions
from cpecfacts.model.fact import Kind, Status

HEAD = "Company,Partner,Amount,Date\n"


def plain(record):
    return msgspec.json.decode(msgspec.json.encode(record))


MINIMAL = """
[[fact]]
company = "{Company}"
kind = "other"
statement = "{Company} did it."
evidence = [{source = "dna-2024"}]
"""


def test_a_row_becomes_a_fact_with_all_that_the_mapping_says(facts_of):
    (fact,) = facts_of(HEAD + "CMCC,CMPak,460,23.04.2014\n")
    assert plain(fact) == {
        "id": fact.id,
        "company": "china-mobile",
        "parties": [],
        "project": None,
        "kind": "investment",
        "measure": "invested",
        "statement": "China Mobile put in US$460m with CMPak, 23 Apr 2014.",
        "amount": {"value": 460000000, "to": None, "unit": "USD", "bound": "exact", "raw": "460 millions of USD"},
        "when": "2014-04-23",
        "when_means": "event",
        "status": "reported",
        "places": [],
        "tags": [],
        "evidence": [
            {"source": "the-tracker-nd", "quote": None, "paragraph": None, "asserted_by": None, "stance": "supports"}
        ],
        "rank": "normal",
        "rank_reason": None,
        "note": None,
    }
    assert fact.id.startswith("china-mobile-invested-460m-2014-04-23-")


def test_what_a_row_lacks_its_fact_lacks(facts_of):
    (fact,) = facts_of(HEAD + "Zong,,,\n")
    assert (fact.amount, fact.when, fact.when_means, fact.statement) == (None, None, None, "Zong put in .")


def test_only_the_rows_are_taken_that_the_mapping_chooses(plan):
    mapping = MINIMAL + '[where]\nCountry = ["Pakistan", "PK"]\n[unless]\nCompany = "ZTE"\n'
    done = plan("Company,Country\nZong,pakistan \nZong,Iran\nZTE,PK\n中国移动,PK\n", mapping)
    assert (done.rows, done.left_out, len(done.additions["facts"]), done.refusals) == (4, 2, 2, ())


def test_lists_are_split_translated_and_named_once(facts_of):
    mapping = MINIMAL + (
        'parties = [{from = "{Who}", split = "|"}, "zong"]\n'
        'tags = [{from = "{Flags}", split = ";", values = {A = "4G sites", B = ""}, other = "rest"}, "x y"]\n'
        'places = ["{Place}", "Lahore"]\n'
    )
    (fact,) = facts_of("Company,Who,Flags,Place\nZong,CMPak| China Mobile ,A; b;C,Lahore\n", mapping)
    assert fact.parties == ("china-mobile",)
    assert fact.tags == ("4g-sites", "rest", "x-y")
    assert fact.places == ("Lahore",)


def test_values_are_translated_by_a_named_table_whatever_their_case(facts_of, reasons):
    mapping = (
        MINIMAL
        + 'status = {from = "{Status}", values = "st", empty = "planned"}\n[values.st]\n"Pipeline: Pledge" = "announced"\n"—" = "cancelled"\n'
    )
    found = facts_of("Company,Status\nZong,pipeline - pledge\nZong,\nZong,—\n", mapping)
    assert {fact.status for fact in found} == {Status.ANNOUNCED, Status.PLANNED, Status.CANCELLED}
    assert reasons("Company,Status\nZong,Done\n", mapping) == [
        (2, "status: “Done” is not among the values that the mapping translates")
    ]


def test_a_single_field_that_is_split_takes_the_first_part(facts_of):
    mapping = MINIMAL.replace('"{Company}"\nkind', '{from = "{Company}", split = "|"}\nkind')
    (fact,) = facts_of("Company,X\n |Zong|ZTE,\n", mapping)
    assert fact.company == "zong"


def test_a_row_may_give_several_facts_each_only_where_it_applies(facts_of):
    mapping = (
        MINIMAL
        + '[[fact]]\nif = "{Share}"\ncompany = "{Company}"\nkind = "acquisition"\nstatement = "Share {Share}"\nevidence = [{source = "dna-2024"}]\n'
    )
    found = facts_of("Company,Share\nZong,40%\nZong,\n", mapping)
    assert sorted(fact.kind for fact in found) == [Kind.ACQUISITION, Kind.OTHER, Kind.OTHER]
    assert len({fact.id for fact in found}) == 3


def test_an_estimated_date_is_about_its_year_and_parts_make_one_as_exact_as_they_are(facts_of):
    mapping = (
        MINIMAL
        + '[fact.when]\nmeans = "event"\nyear = "{Y}"\nmonth = "{M}"\nestimated = {from = "{E}", values = {yes = "x"}, other = ""}\n'
    )
    found = facts_of("Company,Y,M,E\nZong,2014,May,no\nZong,2014,May,Yes\nZong,2013,,no\nZong,,,\n", mapping)
    assert [fact.when for fact in found] == ["2014-05", "2014~", "2013", None]


def test_evidence_has_its_quote_paragraph_and_voice(facts_of, reasons):
    mapping = MINIMAL.replace(
        '[{source = "dna-2024"}]',
        '[{source = "dna-2024", quote = "{Q}", paragraph = "{P}", asserted_by = "{By}", stance = "{S}"}]',
    )
    head = "Company,Q,P,By,S\n"
    (fact,) = facts_of(head + "Zong,over the top,3,CMPak,disputes\n", mapping)
    assert plain(fact.evidence[0]) == {
        "source": "dna-2024",
        "quote": "over the top",
        "paragraph": 3,
        "asserted_by": "zong",
        "stance": "disputes",
    }
    assert reasons(head + "Zong,a b c d e f g h i,,,supports\nZong,,x,,supports\nZong,,,,against\n", mapping) == [
        (2, "evidence: a quotation has at most 8 words"),
        (3, "evidence: the paragraph “x” is no whole number"),
        (4, "evidence: unknown stance “against”: there are supports, disputes"),
    ]


def test_evidence_needs_a_source(reasons):
    assert reasons("Company\nZong\n", MINIMAL.replace('evidence = [{source = "dna-2024"}]', "")) == [
        (2, "evidence: it has no source")
    ]
    assert reasons("Company\nZong\n", MINIMAL.replace('dna-2024"', 'nobody"'))[0][1].startswith(
        "evidence: unknown source “nobody”"
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",,1,", "company: it is empty"),
        ("Huawei,,1,", "company: no organization is called “Huawei”"),
        ("Zong,,x,", "amount: “x” is no number"),
        ("Zong,,1,soon", "when: “soon” is not a date such as 2014, 2014-04 or 2014-04-23, or as DD.MM.YYYY"),
        ("Zong,,1", "has 3 cells under 4 columns"),
        ("Zong,,1,2014,5", "has 5 cells under 4 columns"),
        (f"Zong,{'x' * 2000},1,2014", "statement: more than 1,000 characters"),
        ("Zong,a\0b,1,2014", "holds a NUL character, which no text has"),
    ],
)  # fmt: skip
def test_a_bad_row_is_refused_with_the_field_and_the_reason(reasons, row, reason):
    assert reasons(f"{HEAD}Zong,,1,2014\n{row}\n") == [(3, reason)]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ('kind = "party"', "kind: unknown kind “party”"),
        ('measure = "nothing"', "measure: unknown measure “nothing”"),
        ('project = "nothing"', "project: unknown project “nothing”"),
        ('id = "—"', "“—” gives no id for the fact: no letter of a to z and no digit"),
    ],
)
def test_names_that_mean_nothing_are_refused(reasons, lines, reason):
    mapping = MINIMAL.replace('kind = "other"', lines if lines.startswith("kind") else f'kind = "other"\n{lines}')
    ((_, found),) = reasons("Company\nZong\n", mapping)
    assert found.startswith(reason)


def test_texts_that_stand_for_nothing_are_empty(facts_of):
    mapping = MINIMAL + 'note = "[Note: {Note}]"\n[file]\nempty = ["n/a", "-"]\n'
    assert [fact.note for fact in facts_of("Company,Note\nZong,N/A\nZong,x\n", mapping)] == [None, "Note: x"]


class TestOrganizations:
    MAKING = (
        MINIMAL
        + 'parties = ["{Partner}"]\n[organizations]\naliases = {"Unicom (HK)" = "China Mobile", "ghost" = "Ghost Ltd"}\n[organizations.new.company]\ntype = "company"\ncountry = "{Land}"\nsector = "energy"\nnote = "From a table."\n'
    )
    ROWS = "Company,Partner,Land\nunicom hk,CMPak,CN\nThree Gorges,中国电信,CN\nThree  gorges,ghost,CN\n"

    def test_names_that_nobody_has_are_listed_and_their_rows_refused(self, plan):
        done = plan(self.ROWS + "Thre Gorges,zonk,\n", self.MAKING)
        assert [refusal.line for refusal in done.refusals] == [3, 4, 5]
        assert [(name.name, name.rows, name.near) for name in done.unmatched] == [
            ("Three Gorges", 1, ()), ("Three gorges", 1, ()), ("Thre Gorges", 1, ()),
        ]  # fmt: skip

    def test_names_like_those_of_the_store_are_suggested(self, plan):
        done = plan("Company,Partner,Land\nZogn,,\n", self.MAKING)
        assert done.unmatched == (("Zogn", 1, ("zong",)),)

    def test_they_are_made_when_that_is_asked_for_each_once(self, plan):
        done = plan(self.ROWS, self.MAKING, create=True)
        assert done.refusals == ()
        made = {key: plain(one) for key, one in done.additions["organizations"].items()}
        assert made["three-gorges"] == {
            "id": "three-gorges", "name": "Three Gorges", "type": "company", "country": "CN", "parent": None,
            "sector": "energy", "aliases": [], "note": "From a table.",
        }  # fmt: skip
        assert sorted(one["name"] for one in made.values()) == ["Ghost Ltd", "Three Gorges", "中国电信"]
        assert [fact.company for fact in done.additions["facts"].values()] == [
            "china-mobile",
            "three-gorges",
            "three-gorges",
        ]

    def test_the_mapping_may_ask_for_it_and_the_command_forbid_it(self, plan):
        mapping = self.MAKING.replace("[organizations]", "[organizations]\ncreate = true")
        assert plan(self.ROWS, mapping).refusals == ()
        assert len(plan(self.ROWS, mapping, create=False).refusals) == 2

    def test_those_of_refused_rows_alone_are_not_made(self, plan):
        done = plan("Company,Partner,Land,Status\nGood,,,reported\nBad,,,x\n", self.MAKING + "", create=True)
        assert set(done.additions["organizations"]) == {"good", "bad"}
        done = plan(
            "Company,Partner,Land,S\nGood,,,reported\nBad,,,x\n",
            self.MAKING.replace('kind = "other"', 'kind = "other"\nstatus = "{S}"'),
            create=True,
        )
        assert set(done.additions["organizations"]) == {"good"}

    def test_a_name_of_two_organizations_is_refused(self, snapshot, reasons):
        zong = snapshot.organizations["zong"]
        twice = msgspec.structs.replace(
            snapshot, organizations={**snapshot.organizations, "zong-2": msgspec.structs.replace(zong, id="zong-2")}
        )
        assert reasons("Company\nCMPak\n", MINIMAL, into=twice) == [
            (2, "company: “CMPak” could be more than one company: zong, zong-2")
        ]

    def test_a_type_that_is_none_is_refused(self, reasons):
        mapping = self.MAKING.replace('type = "company"', 'type = "firm"')
        ((_, reason),) = reasons("Company,Partner,Land\nNew,,\n", mapping, create=True)
        assert reason.startswith("company: unknown type of organization “firm”")


class TestSourcesAndProjects:
    MAKING = """
[source]
publisher = "{Paper}"
class = "media"
URL = "{Link}"
issued = "{Day}"
[project]
name = "{Project}"
summary = "{Project} of {@company}."
[[fact]]
company = "{Company}"
kind = "other"
statement = "{Company} did it on {Day}."
"""
    HEAD = "Company,Paper,Link,Day,Project\n"

    def test_a_source_is_made_once_for_an_address_and_one_of_the_store_is_used(self, plan):
        rows = "Zong,DNA,https://dna.example/1,,\nZong,Dawn,https://dawn.example/a,2024-05,\nZong,Dawn,https://dawn.example/a,2024-05,A\n"
        done = plan(self.HEAD + rows, self.MAKING)
        assert [fact.evidence[0].source for fact in done.additions["facts"].values()] == [
            "dna-2024",
            "dawn-2024-05",
            "dawn-2024-05",
        ]
        assert list(done.additions["sources"]) == ["dawn-2024-05"]

    def test_a_project_is_made_of_its_name_or_not_at_all(self, plan):
        done = plan(self.HEAD + "Zong,Dawn,,,Big Dam\nZong,Dawn,,,\nZong,Dawn,,2014,big dam\n", self.MAKING)
        assert [fact.project for fact in done.additions["facts"].values()] == ["big-dam", None, "big-dam"]
        assert plain(done.additions["projects"]["big-dam"]) == {
            "id": "big-dam", "name": "Big Dam", "companies": ["zong"], "summary": "Big Dam of Zong.", "places": [],
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("row", "reason"),
        [
            ("Zong,,,,", "source: the source has no publisher"),
            ("Zong,Dawn,,soon,", "source: issued: “soon” is no EDTF date that this program reads"),
            ("Zong,Dawn,,,大坝", "project: “大坝” gives no id for the project: no letter of a to z and no digit"),
        ],
    )
    def test_what_makes_none_is_refused(self, reasons, row, reason):
        assert reasons(self.HEAD + row + "\n", self.MAKING) == [(2, reason)]

    def test_two_contents_under_one_id_are_refused(self, reasons):
        mapping = self.MAKING.replace("[source]", '[source]\nid = "s"')
        assert reasons(self.HEAD + "Zong,Dawn,,,\nZong,DNA,,,\n", mapping) == [
            (3, "source: the source “s” is described otherwise in a row before")
        ]

    def test_a_class_that_is_none_is_refused(self, reasons):
        ((_, reason),) = reasons(self.HEAD + "Zong,Dawn,,,\n", self.MAKING.replace('"media"', '"press"'))
        assert reason.startswith("source: unknown class of source “press”")


class TestConstantRecords:
    def test_they_are_added_where_facts_refer_to_them(self, plan):
        mapping = (
            MINIMAL
            + 'measure = "km"\n[records.measures.km]\nlabel = "Length"\nshape = "level"\nmeaning = "In km."\n[records.organizations.aei]\nname = "AEI"\ntype = "research"\n'
        )
        done = plan("Company\nZong\n", mapping)
        assert {table: list(records) for table, records in done.additions.items() if records} == {
            "facts": list(done.additions["facts"]),
            "measures": ["km"],
        }
        assert done.additions["measures"]["km"].unit is None

    @pytest.mark.parametrize(
        ("lines", "sentence"),
        [
            (
                "[records.facts.x]",
                "map.toml: records.facts: there are the tables organizations, projects, measures, sources, rates",
            ),
            ("[records.measures.x]\nlabel = 'L'", "map.toml: records.measures.x: missing field “shape”"),
            (
                "[records.measures.x]\nlabel = 3\nshape = 'level'\nmeaning = ''",
                "map.toml: records.measures.x: label: expected text, found a whole number",
            ),
        ],
    )
    def test_one_that_is_none_is_refused(self, plan, lines, sentence):
        with pytest.raises(MappingError) as caught:
            plan("Company\nZong\n", MINIMAL + lines)
        assert str(caught.value) == sentence


class TestColumns:
    def test_they_are_found_whatever_their_case_and_below_titles(self, facts_of):
        assert len(facts_of("A list of deals\nby us,2024\n\n company ,PARTNER,amount,Date\nZong,,1,2014\n")) == 1

    def test_a_name_of_the_mapping_may_stand_for_several(self, facts_of):
        mapping = MINIMAL.replace("{Company}", "{Who}") + '[columns]\nWho = ["Investor", "Company"]\n'
        assert (
            facts_of("Company\nZong\n", mapping)[0].company
            == facts_of("Investor\nZong\n", mapping)[0].company
            == "zong"
        )

    @pytest.mark.parametrize(
        ("head", "sentence"),
        [
            ("Compny,X", "map.toml: fact[1].company: the file has no column “Company”; did you mean “Compny”?"),
            ("A,B", "map.toml: fact[1].company: the file has no column “Company”; it has “A”, “B”"),
            ("Company,company", "map.toml: fact[1].company: the file has 2 columns called “Company”"),
            (",".join(f"c{n}" for n in range(14)), "it has " + ", ".join(f"“c{n}”" for n in range(12)) + " and 2 more"),
        ],
    )
    def test_a_column_that_is_not_there_or_twice_is_an_error_of_the_mapping(self, plan, head, sentence):
        with pytest.raises(MappingError) as caught:
            plan(f"{head}\nZong,ZTE\n", MINIMAL)
        assert str(caught.value).endswith(sentence)

    def test_a_word_of_ours_that_does_not_exist_is_an_error(self, plan):
        with pytest.raises(MappingError) as caught:
            plan("Company\nZong\n", MINIMAL + 'note = "{@nothing}"')
        assert str(caught.value).startswith(
            "map.toml: fact[1].note: there is no “{@nothing}”; there are @company, @company-id,"
        )

    def test_a_column_of_a_condition_has_to_be_there(self, plan):
        with pytest.raises(MappingError, match=r"map\.toml: where: the file has no column “Land”"):
            plan("Company\nZong\n", MINIMAL + '[where]\nLand = "PK"')


class TestAgain:
    def test_a_row_gives_the_same_fact_again_and_nothing_is_added(self, plan, snapshot):
        rows = HEAD + "Zong,,460,2014\nZong,,470,2014\n"
        first = plan(rows)
        after = with_additions(snapshot, first.additions)
        again = plan(rows, into=after)
        assert (again.adds_nothing, again.present, again.refusals) == (True, 2, ())

    def test_what_was_edited_since_stays(self, plan, snapshot):
        first = plan(HEAD + "Zong,,460,2014\n")
        (fact,) = first.additions["facts"].values()
        first.additions["facts"][fact.id] = msgspec.structs.replace(fact, note="Checked.")
        again = plan(HEAD + "Zong,,460,2014\n", into=with_additions(snapshot, first.additions))
        assert (again.adds_nothing, again.present, again.refusals) == (True, 1, ())

    def test_the_same_row_twice_is_one_fact(self, plan):
        done = plan(HEAD + "Zong,,460,2014\nZong,, 460 ,2014\n")
        assert (len(done.additions["facts"]), done.present) == (1, 1)

    def test_under_an_id_of_the_file_another_content_is_refused(self, plan, snapshot):
        mapping = MINIMAL.replace("{Company} did", "{What} did") + 'id = "ours-{No}"\n'
        first = plan("No,Company,What\n1,Zong,A\n", mapping)
        after = with_additions(snapshot, first.additions)
        assert plan("No,Company,What\n1,Zong,A\n", mapping, into=after).present == 1
        refused = plan("No,Company,What\n1,Zong,B\n2,Zong,C\n2,Zong,D\n", mapping, into=after).refusals
        assert [(refusal.line, refusal.reason) for refusal in refused] == [
            (2, "the store has “ours-1” already, with another statement"),
            (4, "gives the id “ours-2” to another fact than line 3 does: statement"),
        ]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("[records.sources.s]\npublisher = 'P'\ntype = 'webpage'\nlanguage = 'en'\nclass = 'media'\nissued = 'soon'",
         "map.toml: records.sources.s: issued: “soon” is no EDTF date that this program reads"),
        ("[fact.when]\nmeans = 'event'\ndate = '{Company}'\nformat = 'DD'",
         "map.toml: fact[1].when.format: made of YYYY, MM (or MMM for a name) and DD, such as MM/DD/YYYY"),
    ],
)  # fmt: skip
def test_what_is_wrong_inside_of_a_mapping_is_told_with_its_place(plan, lines, sentence):
    with pytest.raises(MappingError) as caught:
        plan("Company\nZong\n", MINIMAL + lines)
    assert str(caught.value) == sentence


def test_a_statement_that_comes_out_empty_refuses_the_row(reasons):
    mapping = MINIMAL.replace('"{Company} did it."', '"{What}"')
    assert reasons("Company,What\nZong,\nZong,x\n", mapping) == [(2, "statement: it is empty")]


def test_a_parent_that_comes_with_the_mapping_comes_along(plan):
    mapping = MINIMAL.replace('"{Company}"\nkind', '"sub"\nkind') + (
        "[records.organizations.sub]\nname = 'Sub'\ntype = 'company'\nparent = 'mother'\n"
        "[records.organizations.mother]\nname = 'Mother'\ntype = 'company'\n"
    )
    assert set(plan("Company\nx\n", mapping).additions["organizations"]) == {"sub", "mother"}
