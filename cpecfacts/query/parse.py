r"""Query text to tree.

query   = chunk { chunk }                     every chunk must match
chunk   = item { "or" item }                  `or` joins its neighbours, as in web search
item    = ["-"] ( "(" query ")" | term | word | phrase )
term    = field ":" value { "," value }       company:zong,huawei   kind:investment
        | "date:" range | "amount:" range     date:2014..2018       amount:>1bn
phrase  = '"' text '"'                        a value may be quoted too; \" and \\ stand for themselves
"""

from __future__ import annotations

from difflib import get_close_matches

from cpecfacts.errors import InvalidValueError, QuerySyntaxError, UnknownNameError
from cpecfacts.model.dates import WhenError, parse_when
from cpecfacts.model.folding import words_of
from cpecfacts.query.quantities import parse_quantity
from cpecfacts.query.tree import (
    AMOUNT_FIELD,
    DATE_FIELD,
    EVERYTHING,
    AmountRange,
    And,
    DateRange,
    Field,
    Node,
    Not,
    Or,
    Phrase,
    Term,
    Word,
)

FIELD_NAMES = (*(field.value for field in Field), DATE_FIELD, AMOUNT_FIELD)
DEEPEST = 100  # parentheses inside each other; far below Python's limit for the functions that walk the tree
_DATE_EXPECTED = "an EDTF date such as 2014, 2014-04 or 2014-04-23, or a range such as 2014..2018 or 2014.."


def parse_query(text: str) -> Node:
    """Parse a query text.

    Raises:
        QuerySyntaxError: With the column, counted from 1.
        UnknownNameError: A field that does not exist.
    """
    return _Parser(text).parse()


class _Parser:
    """A recursive descent over the characters."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.depth = 0

    def fail(self, column: int, problem: str) -> QuerySyntaxError:
        return QuerySyntaxError(self.text, column, problem)

    def skip_space(self) -> None:
        while self.position < len(self.text) and self.text[self.position].isspace():
            self.position += 1

    def parse(self) -> Node:
        node = self.query()
        if self.position < len(self.text):
            raise self.fail(self.position + 1, "this parenthesis was never opened")
        return node

    def query(self) -> Node:
        chunks: list[Node] = []
        while True:
            self.skip_space()
            if self.position >= len(self.text) or self.text[self.position] == ")":
                break
            chunks.append(self.chunk())
        if not chunks:
            return EVERYTHING
        return chunks[0] if len(chunks) == 1 else And(tuple(chunks))

    def chunk(self) -> Node:
        column = self.position + 1
        if self.take_or():
            raise self.fail(
                column, "“or” stands at the beginning, with nothing before it; to search for the word, quote it"
            )
        items = [self.item()]
        while True:
            self.skip_space()
            column = self.position + 1
            if not self.take_or():
                break
            self.skip_space()
            if self.position >= len(self.text) or self.text[self.position] == ")":
                raise self.fail(column, "“or” has nothing after it")
            column = self.position + 1
            if self.take_or():
                raise self.fail(column, "“or” stands after another “or”; to search for the word, quote it")
            items.append(self.item())
        return items[0] if len(items) == 1 else Or(tuple(items))

    def take_or(self) -> bool:
        """Step over the word `or`, if it stands here alone."""
        end = self.position + 2
        if self.text[self.position : end].lower() != "or":
            return False
        if end < len(self.text) and not (self.text[end].isspace() or self.text[end] in '()"'):
            return False
        self.position = end
        return True

    def item(self) -> Node:
        column = self.position + 1
        character = self.text[self.position]
        if character == "-":
            self.position += 1
            if self.position >= len(self.text) or self.text[self.position].isspace() or self.text[self.position] == ")":
                raise self.fail(column, "“-” has nothing right after it to leave out")
            if self.text[self.position] == "-":
                raise self.fail(column, "two minus signs; options go before “--”, and -(-word) is the word itself")
            self.descend(column)
            item = self.item()
            self.depth -= 1
            return Not(item)
        if character == "(":
            self.position += 1
            self.descend(column)
            inside = self.query()
            self.depth -= 1
            if self.position >= len(self.text):
                raise self.fail(column, "this parenthesis is never closed")
            self.position += 1
            if inside == EVERYTHING:
                raise self.fail(column, "there is nothing between the parentheses")
            return inside
        if character == '"':
            text = self.quoted()
            if not words_of(text):
                raise self.fail(column, "the phrase has no word")
            return Phrase(text)
        return self.term_or_word()

    def descend(self, column: int) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.fail(column, f"more than {DEEPEST} parentheses or minus signs inside each other")

    def quoted(self) -> str:
        """Read a quoted text; the position stands on the opening mark."""
        column = self.position + 1
        self.position += 1
        read: list[str] = []
        while self.position < len(self.text):
            character = self.text[self.position]
            self.position += 1
            if character == '"':
                return "".join(read)
            if character == "\\" and self.text[self.position : self.position + 1] in ('"', "\\"):
                character = self.text[self.position]
                self.position += 1
            read.append(character)
        raise self.fail(column, "this quotation mark is never closed")

    def bare(self, stops: str) -> str:
        """Read characters up to a space, a parenthesis, a quotation mark or one of `stops`."""
        start = self.position
        while self.position < len(self.text):
            character = self.text[self.position]
            if character.isspace() or character in '()"' or character in stops:
                break
            self.position += 1
        return self.text[start : self.position]

    def term_or_word(self) -> Node:
        column = self.position + 1
        word = self.bare(":")
        if self.position < len(self.text) and self.text[self.position] == ":":
            if not word:
                raise self.fail(column, "a field name is missing before the colon")
            self.position += 1
            return self.term(word.lower())
        if not words_of(word):
            raise self.fail(column, "there is no word to search for")
        return Word(word)

    def term(self, name: str) -> Node:
        if name not in FIELD_NAMES:
            near = get_close_matches(name, FIELD_NAMES, n=3)
            raise UnknownNameError("field of the query", name, near, f"the fields are {', '.join(FIELD_NAMES)}")
        value_column = self.position + 1
        if name in (DATE_FIELD, AMOUNT_FIELD):
            value = self.value(stops="")
            if not value:
                raise self.fail(value_column, f"“{name}:” has no value")
            return self.range(name, value, value_column)
        values = [self.value(stops=",")]
        while self.position < len(self.text) and self.text[self.position] == ",":
            self.position += 1
            values.append(self.value(stops=","))
        if not all(values):
            raise self.fail(value_column, f"“{name}:” has no value" if len(values) == 1 else "a value is empty")
        return Term(Field(name), tuple(values))

    def value(self, stops: str) -> str:
        if self.position < len(self.text) and self.text[self.position] == '"':
            return self.quoted()
        return self.bare(stops)

    def range(self, name: str, value: str, column: int) -> Node:
        try:
            return parse_dates(value) if name == DATE_FIELD else parse_amounts(value)
        except InvalidValueError as error:
            raise self.fail(column, f"expected {error.expected}") from None


def parse_dates(text: str) -> DateRange:
    """Parse `2014`, `2014..2018`, `2014..` or `..2018`; every date may be any EDTF date.

    Raises:
        InvalidValueError: It is no such range, or ends before it starts.
    """
    if "/" in text or ".." not in text:
        since = until = text
    else:
        since, _, until = text.partition("..")
    if not since and not until:
        raise InvalidValueError("date", text, _DATE_EXPECTED)
    try:
        first = parse_when(since).earliest if since else None
        last = parse_when(until).latest if until else None
    except WhenError:
        raise InvalidValueError("date", text, _DATE_EXPECTED) from None
    if first is not None and last is not None and last < first:
        raise InvalidValueError("date", text, "a range that ends after it starts")
    return DateRange(since or None, until or None)


_EQUALITIES = ((">=", "low", True), ("<=", "high", True), (">", "low", False), ("<", "high", False))


def parse_amounts(text: str) -> AmountRange:
    """Parse `>1bn`, `>=1bn`, `<50m`, `<=50m`, `100m..3bn`, `100m..`, `..3bn` or `1bn`, with or without a unit.

    Raises:
        InvalidValueError: It is no such range, its units differ, or it ends before it starts.
    """
    for sign, side, closed in _EQUALITIES:
        if text.startswith(sign):
            value, unit = parse_quantity(text[len(sign) :])
            if side == "low":
                return AmountRange(value, None, low_closed=closed, unit=unit)
            return AmountRange(None, value, high_closed=closed, unit=unit)
    if ".." not in text:
        value, unit = parse_quantity(text)
        return AmountRange(value, value, unit=unit)
    low_text, _, high_text = text.partition("..")
    low = parse_quantity(low_text) if low_text.strip() else None
    high = parse_quantity(high_text) if high_text.strip() else None
    if low is None and high is None:
        raise InvalidValueError("amount", text, "a number on at least one side of “..”")
    units = {bound.unit for bound in (low, high) if bound is not None and bound.unit is not None}
    if len(units) > 1:
        raise InvalidValueError("amount", text, "the same unit on both sides of “..”")
    if low is not None and high is not None and high.value < low.value:
        raise InvalidValueError("amount", text, "a range whose second number is the greater one")
    return AmountRange(
        None if low is None else low.value,
        None if high is None else high.value,
        unit=units.pop() if units else None,
    )
