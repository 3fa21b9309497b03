"""Files of references: what they hold, each once, and nothing else."""

from __future__ import annotations

import io
import json
import unicodedata

import bibtexparser
import mwparserfromhell
import pytest

from cpecfacts.errors import RefusedError
from cpecfacts.render.formats import renderer_for
from cpecfacts.render.setting import Format, Setting

FILES = (Format.BIBTEX, Format.CSL_JSON, Format.WIKIPEDIA)


def written(report, chosen):
    out = io.BytesIO()
    renderer_for(chosen, Setting())(report, out, Setting())
    return out.getvalue().decode()


def harmful(text):
    return {c for c in set(text) - {"\n"} if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}}


def test_bibtex_has_every_source_and_fact_once(small, small_report):
    text = written(small_report("cite-bibtex"), Format.BIBTEX)
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    keys = [entry.key for entry in library.entries]
    assert sorted(keys) == sorted([*small.snapshot.facts, *small.snapshot.sources])
    assert text.endswith("}\n")
    assert "\n\n\n" not in text
    assert text.count("\n\n") == len(keys) - 1


def test_csl_json_is_an_array_of_every_source_and_fact_once(small, small_report):
    items = json.loads(written(small_report("cite-csl-json"), Format.CSL_JSON))
    ids = [item["id"] for item in items]
    assert sorted(ids) == sorted([*small.snapshot.facts, *small.snapshot.sources])


def test_wikipedia_has_a_template_a_line_and_remarks(small, small_report):
    lines = written(small_report("cite-wikipedia"), Format.WIKIPEDIA).splitlines()
    assert len(lines) == len(set(lines))
    for line in lines:
        kinds = {type(node).__name__ for node in mwparserfromhell.parse(line).nodes}
        assert kinds <= {"Template", "Comment", "Text"}
        assert line.startswith(("{{cite ", "<!-- "))
    assert sum(line.startswith("<!-- ") for line in lines) == len(small.snapshot.facts)


@pytest.mark.parametrize("chosen", FILES)
def test_nothing_harmful_gets_out(hostile_report, chosen):
    text = written(hostile_report(f"cite-{chosen}"), chosen)
    assert harmful(text) == set()
    assert text.count("{") == text.count("}") or chosen is Format.CSL_JSON


def test_a_hostile_store_is_still_read_by_others(hostile, hostile_report):
    library = bibtexparser.parse_string(written(hostile_report("cite-bibtex"), Format.BIBTEX))
    assert library.failed_blocks == []
    assert len(library.entries) == len(hostile.snapshot.facts) + len(hostile.snapshot.sources)
    json.loads(written(hostile_report("cite-csl-json"), Format.CSL_JSON))
    for line in written(hostile_report("cite-wikipedia"), Format.WIKIPEDIA).splitlines():
        outside = "".join(str(n) for n in mwparserfromhell.parse(line).nodes if type(n).__name__ == "Text")
        assert outside.strip() == ""


@pytest.mark.parametrize("chosen", FILES)
def test_what_is_no_reference_is_refused_before_anything_is_written(small_report, chosen):
    out = io.BytesIO()
    with pytest.raises(RefusedError) as caught:
        renderer_for(chosen, Setting())(small_report("facts"), out, Setting())
    assert str(caught.value) == (
        f"{chosen.value} is for references, which “facts” has none of: "
        f"cpecfacts sources --format {chosen.value}, or cpecfacts cite ID --style {chosen.value}"
    )
    assert out.getvalue() == b""


def test_no_references_are_an_empty_file_or_array(small):
    from cpecfacts.reports.citations import cite_report

    empty = cite_report((), small)
    assert [written(empty, chosen) for chosen in FILES] == ["", "[]\n", ""]
