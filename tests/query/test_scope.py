"""Which questions are about everything."""

from __future__ import annotations

import pytest

from cpecfacts.query.parse import parse_query
from cpecfacts.query.scope import Scope, scope_of
from cpecfacts.query.tree import And, Field, Not, Or, Term, Word


@pytest.mark.parametrize(
    ("asked", "scope"),
    [
        ("", Scope.CURRENT),
        ("rank:any", Scope.ALL),
        ("rank:normal,any", Scope.ALL),
        ("rank:any rank:any", Scope.ALL),
        ("rank:normal", None),
        ("company:zong", None),
        ("rank:any company:zong", None),
        ("rank:any or company:zong", None),
        ("-rank:any", None),
    ],
)
def test_a_question_of_any_text_is_about_everything_or_not(asked, scope):
    assert scope_of(parse_query(asked)) is scope


@pytest.mark.parametrize("node", [Or(()), And((Or(()),)), Not(And(())), Word("rank:any"), Word(""), Or((And(()),))])
def test_what_only_looks_like_it_is_not(node):
    assert scope_of(node) is None


def test_conjunctions_of_everything_are_about_everything():
    assert scope_of(And((And(()), And(())))) is Scope.CURRENT
    assert scope_of(And((And(()), Term(Field.RANK, ("any",))))) is Scope.ALL
