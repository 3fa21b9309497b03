"""All rules, in the order in which they are listed."""

from __future__ import annotations

from cpecfacts.checks import (
    amounts,
    dates,
    duplicates,
    hedges,
    near_duplicates,
    quotations,
    references,
    sources,
    structure,
    texts,
    unused,
    wording,
)
from cpecfacts.checks.rule import Rule

_MODULES = (
    structure,
    references,
    amounts,
    hedges,
    dates,
    quotations,
    duplicates,
    near_duplicates,
    wording,
    sources,
    unused,
    texts,
)
RULES: dict[str, Rule] = {
    found.name: found for module in _MODULES for found in vars(module).values() if isinstance(found, Rule)
}
"""Every rule under its name."""
