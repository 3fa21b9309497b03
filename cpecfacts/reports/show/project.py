"""One project with its facts."""

from __future__ import annotations

from cpecfacts.library import Library
from cpecfacts.model.project import Project
from cpecfacts.query.tree import Field
from cpecfacts.reports.blocks import Block, Heading, Pairs, Paragraph
from cpecfacts.reports.catalogue import project_item
from cpecfacts.reports.conversion import remark_on_rates
from cpecfacts.reports.facts import facts_table
from cpecfacts.reports.items import (
    ProjectCard,
    fact_items,
)
from cpecfacts.reports.report import Report
from cpecfacts.reports.show.card import card_report, current_facts, name_with_id
from cpecfacts.reports.values import DateValue, Faint, Listed


def show_project(project: Project, library: Library, currency: str | None = None) -> Report:
    """Return the card of a project, the amounts also in a currency."""
    snapshot = library.snapshot
    facts, deprecated, where = current_facts(library.having({Field.PROJECT: project.id}), f"project:{project.id}")
    item = project_item(project, facts)
    blocks: tuple[Block, ...] = (
        Heading(project.name, Faint(project.id)),
        Paragraph(project.summary),
        Pairs(
            (
                ("Companies", Listed(tuple(name_with_id(company, snapshot) for company in project.companies))),
                ("Places", Listed(project.places)),
                ("Facts", item.facts),
                ("Deprecated", where),
                ("Sources", item.sources),
                ("Facts since", DateValue(item.first)),
                ("Facts until", DateValue(item.last)),
            )
        ),
        Heading("Facts"),
        facts_table(facts, library, currency),
        *remark_on_rates(facts, library, currency),
    )
    return card_report(
        project, "project", ProjectCard(project=item, facts=fact_items(facts, library, currency)), blocks, deprecated
    )
