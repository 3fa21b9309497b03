"""Texts with columns in them: `"{Investor} invested {@amount}[ in {Partner}], {Year}."`.

`{Column}` is the cell of a column, `{@name}` something that was worked out before. What stands in square brackets is
left out when a cell inside it is empty. `{{ }} [[ ]]` are the signs themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_SIGN = re.compile(r"\{\{|\}\}|\[\[|\]\]|[{}\[\]]")
_DEEPEST = 5
_ENCLOSED = 2
"""Brackets around a text, from which on “]]” closes two of them and is not the sign itself."""

Look = Callable[[str], str]
"""Gives the text of a column or of an `@name`."""


class TemplateError(ValueError):
    """A text that is no template; the message tells why, as the end of a sentence."""


class Slot(NamedTuple):
    """A place for a cell."""

    name: str


class Optional(NamedTuple):
    """Parts that are there only if every slot among them has something."""

    parts: tuple[Part, ...]


Part = str | Slot | Optional


class Template(NamedTuple):
    """A text with slots."""

    parts: tuple[Part, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Columns and `@names`, as often as they stand in it."""
        return tuple(_names(self.parts))

    @property
    def constant(self) -> str | None:
        """The text, if there is no slot in it."""
        return None if self.names else _filled(self.parts, lambda name: name)[0]

    def fill(self, look: Look) -> str:
        """Return the text with the cells in it."""
        return _filled(self.parts, look)[0]


def parse_template(text: str) -> Template:
    """Parse a template.

    Raises:
        TemplateError: A brace or bracket is not closed or never opened, or braces are empty.
    """
    parts, rest = _parse(text, 0, 0)
    if rest < len(text):
        raise TemplateError("“]” is never opened; for the sign itself write “]]”")
    return Template(parts)


def _parse(text: str, position: int, depth: int) -> tuple[tuple[Part, ...], int]:
    """Parse up to the end, or to the bracket that closes this part; return the parts and where it stopped."""
    parts: list[Part] = []
    while True:
        sign = _SIGN.search(text, position)
        if sign is None:
            if depth:
                raise TemplateError("“[” is never closed; for the sign itself write “[[”")
            _add(parts, text[position:])
            return tuple(parts), len(text)
        _add(parts, text[position : sign.start()])
        position = sign.end()
        if sign[0] == "]]" and depth >= _ENCLOSED:
            return tuple(parts), sign.start()
        match sign[0]:
            case "{":
                end = text.find("}", position)
                name = " ".join(text[position:end].split())
                if end < 0 or not name:
                    raise TemplateError("“{” needs the name of a column and “}”; for the sign itself write “{{”")
                parts.append(Slot(name))
                position = end + 1
            case "[":
                if depth == _DEEPEST:
                    raise TemplateError("brackets stand too deep inside one another")
                inside, position = _parse(text, position, depth + 1)
                parts.append(Optional(inside))
                position += 1
            case "]":
                return tuple(parts), sign.start()
            case "}":
                raise TemplateError("“}” is never opened; for the sign itself write “}}”")
            case doubled:
                _add(parts, doubled[0])


def _add(parts: list[Part], text: str) -> None:
    """Add text, to the text before it if there is some."""
    if not text:
        return
    if parts and isinstance(parts[-1], str):
        parts[-1] += text
    else:
        parts.append(text)


def _names(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        match part:
            case Slot(name):
                yield name
            case Optional(inside):
                yield from _names(inside)


def _filled(parts: tuple[Part, ...], look: Look) -> tuple[str, bool]:
    """Return the text of parts, and whether every slot had something."""
    texts: list[str] = []
    complete = True
    for part in parts:
        if isinstance(part, str):
            texts.append(part)
        elif isinstance(part, Slot):
            found = look(part.name)
            complete = complete and bool(found)
            texts.append(found)
        else:
            text, whole = _filled(part.parts, look)
            if whole:
                texts.append(text)
    return "".join(texts), complete
