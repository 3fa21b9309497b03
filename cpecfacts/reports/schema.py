"""The JSON Schemas that ship with the package, and how they are made from the types.

The files in `cpecfacts/schemas/` are written by `python tools/generate.py`; a test compares them with the types.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from cpecfacts.analysis.companies import CompanySummary
from cpecfacts.analysis.comparison import ComparisonRow
from cpecfacts.analysis.tallies import Tally
from cpecfacts.analysis.totals import Total
from cpecfacts.checks.problem import Problem
from cpecfacts.citation.citation import Citation
from cpecfacts.index.state import IndexStatus
from cpecfacts.model.snapshot import RECORDS, Meta
from cpecfacts.reports.changes import FieldChangeItem
from cpecfacts.reports.check import CheckedStore, RuleItem
from cpecfacts.reports.imports import ImportItem
from cpecfacts.reports.items import (
    DisputeItem,
    FactCard,
    FactItem,
    MeasureCard,
    MeasureItem,
    OrganizationCard,
    ProjectCard,
    ProjectItem,
    SourceCard,
    SourceItem,
)
from cpecfacts.reports.new_store import NewStore
from cpecfacts.reports.report import CONTRACT, StoreStamp

SCHEMAS = {"answer": "answer.schema.json", "store": "store.schema.json"}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_REF = "#/$defs/{name}"
# The types of the items of each command.
_ITEMS: dict[str, tuple[type[msgspec.Struct], ...]] = {
    "companies": (CompanySummary,),
    "investments": (FactItem, Total),
    "timeline": (FactItem,),
    "compare": (ComparisonRow, Total),
    "disputes": (DisputeItem,),
    "facts": (FactItem,),
    "show": (FactCard, OrganizationCard, ProjectCard, MeasureCard, SourceCard),
    "cite": (Citation,),
    "sources": (SourceItem, Citation),
    "projects": (ProjectItem,),
    "measures": (MeasureItem,),
    "stats": (Tally,),
    "import": (ImportItem,),
    "check": (Problem, RuleItem),
    "init": (NewStore,),
    "index": (IndexStatus,),
    **dict.fromkeys(("add", "edit", "deprecate", "remove", "diff", "merge"), (FieldChangeItem,)),
}


def schema_bytes(name: str) -> bytes:
    """Return a schema of the package as it ships."""
    return (Path(__file__).parent.parent / "schemas" / SCHEMAS[name]).read_bytes()


def build_schema(name: str) -> bytes:
    """Make a schema from the types, as its file should be."""
    schema = build_answer_schema() if name == "answer" else build_store_schema()
    return msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n"


def build_answer_schema() -> dict[str, Any]:
    """Return the schema of every answer in JSON.

    It lets further properties pass, so that an addition breaks nobody; what is described is always there.
    """
    types = tuple({item: None for items in _ITEMS.values() for item in items})
    schemas, definitions = msgspec.json.schema_components((*types, StoreStamp, CheckedStore), ref_template=_REF)
    for definition in definitions.values():
        definition.pop("additionalProperties", None)
        _drop_defaults(definition)
    refs = dict(zip(types, schemas, strict=False))
    return {
        "$schema": _DIALECT,
        "title": "Answers of cpecfacts --json",
        "description": "Items chosen with --fields have only these fields.",
        "type": "object",
        "properties": {
            "format": {"const": CONTRACT},
            "command": {"enum": list(_ITEMS)},
            "query": {"type": "string"},
            "description": {"type": "string"},
            "count": {"type": "integer", "minimum": 0},
            "hidden": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}},
            "warnings": {"type": "array", "items": {"type": "string"}},
            "store": schemas[-2],
            "checked": {"type": "array", "items": schemas[-1]},
            "items": {"type": "array"},
        },
        "required": ["format", "command", "query", "description", "count", "hidden", "warnings", "items"],
        "allOf": [
            {
                "if": {"properties": {"command": {"const": command}}},
                "then": {"properties": {"items": {"items": _one_of([refs[item] for item in items])}}},
            }
            for command, items in _ITEMS.items()
        ],
        "$defs": definitions,
    }


def build_store_schema() -> dict[str, Any]:
    """Return the schema of a store file; the references between its records cannot be put in a schema."""
    types = (Meta, *RECORDS.values())
    schemas, definitions = msgspec.json.schema_components(types, ref_template=_REF)
    for definition in definitions.values():
        definition.get("properties", {}).pop("id", None)
    meta, *records = schemas
    tables = {name: {"type": "object", "additionalProperties": ref} for name, ref in zip(RECORDS, records, strict=True)}
    return {
        "$schema": _DIALECT,
        "title": "A store of cpecfacts, format 1",
        "type": "object",
        "properties": {"meta": meta, **tables},
        "required": ["meta", *RECORDS],
        "additionalProperties": False,
        "$defs": definitions,
    }


def _one_of(refs: list[Any]) -> Any:
    return refs[0] if len(refs) == 1 else {"oneOf": refs}


def _drop_defaults(definition: dict[str, Any]) -> None:
    """An item always has its id; the default is only for records that are still without one."""
    properties = definition.get("properties", {})
    if "default" in properties.get("id", {}):
        del properties["id"]["default"]
        definition["required"] = ["id", *definition.get("required", ())]
