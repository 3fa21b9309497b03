"""Every worked example of the documents and the help texts, asked of the shipped store both ways."""

from __future__ import annotations

import contextlib
import re
import shlex
from pathlib import Path

import pytest

from cpecfacts.cli.app import run
from cpecfacts.cli.grouping import COMMANDS, command_module
from cpecfacts.library import Library
from cpecfacts.query.names import resolve
from cpecfacts.query.order import SortKey
from cpecfacts.query.parse import parse_query

from .answering import Both

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([ROOT / "README.md", *ROOT.glob("docs/*.md")])
ASKING = ("facts", "timeline", "investments", "compare", "sources", "disputes", "stats")
COMMAND = re.compile(r"(?<![\w-])cpecfacts [a-z]+ [^\n|>#`\[]*")
PRINTED = re.compile(r"^```text\n.*?^```$", re.MULTILINE | re.DOTALL)  # what benchmarks print, of stores they made


def _commands():
    """Yield the commands of the documents and help texts that ask the store something and write nothing."""
    texts = [PRINTED.sub("", document.read_text("utf-8")) for document in DOCUMENTS]
    texts += [line for name in COMMANDS for line, _ in command_module(name).EXAMPLES]
    for text in texts:
        for line in COMMAND.findall(text):
            with contextlib.suppress(ValueError):  # a quotation mark that the line does not close is that of a sentence
                arguments = shlex.split(line)[1:]
                if arguments[0] in ASKING and not {"-o", "--output", "--store"} & set(arguments):
                    yield tuple(arguments)


@pytest.fixture(scope="module")
def shipped_both():
    """The shipped store, as records and as an index."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CPECFACTS_STORE", raising=False)
        library = Library.open()
    with contextlib.closing(Both(library.snapshot)) as both:
        yield library, both


@pytest.fixture(scope="module")
def asked():
    """What the examples ask the library: questions with their order and limit."""
    questions = {}
    find = Library.find

    def remember(self, question="", *, sort=SortKey.WHEN, reverse=False, limit=None):
        questions[question, SortKey(sort), reverse, limit] = None
        return find(self, question, sort=sort, reverse=reverse, limit=limit)

    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CPECFACTS_STORE", raising=False)
        patch.setattr(Library, "find", remember)
        for arguments in dict.fromkeys(_commands()):
            run(list(arguments))
    return list(questions)


def test_the_examples_are_answered_by_the_index_as_without_it(asked, shipped_both, capfdbinary):
    library, both = shipped_both
    assert len(asked) >= 30
    for question, sort, reverse, limit in asked:
        node = resolve(parse_query(question) if isinstance(question, str) else question, library.names)
        both.agree(node, sort, reverse, limit)


def test_the_query_texts_of_the_documents_are_answered_by_the_index_as_without_it(shipped_both):
    library, both = shipped_both
    text = (ROOT / "docs/formats.md").read_text("utf-8")
    table = text.partition("## The query text")[2].partition("**Amounts**")[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    texts = [query for cell in cells for query in re.findall(r"`([^`]+)`", cell) if query != "(…)"]
    assert len(texts) >= 8
    for query in texts:
        both.agree(resolve(parse_query(query), library.names))
