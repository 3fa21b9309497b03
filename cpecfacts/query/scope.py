"""Which questions are about everything: their answers can be summed up before anybody asks."""

from __future__ import annotations

from enum import StrEnum

from cpecfacts.query.tree import And, Field, Node, Term


class Scope(StrEnum):
    """The facts that a question which rules nothing out is about."""

    CURRENT = "current"
    """All but the deprecated ones: nothing was asked."""
    ALL = "all"
    """Deprecated ones too: `rank:any`."""


def scope_of(node: Node) -> Scope | None:
    """Return what a resolved question is about if that is everything; None for any other question.

    It is told by the tree, as texts do not tell: that of a question which nothing answers, `Or(())`, is empty too.
    """
    match node:
        case And(items):
            scopes = {scope_of(item) for item in items}
            if None in scopes:
                return None
            return Scope.ALL if Scope.ALL in scopes else Scope.CURRENT
        case Term(Field.RANK, values) if "any" in values:
            return Scope.ALL
        case _:
            return None
