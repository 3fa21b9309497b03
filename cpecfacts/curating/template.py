"""A record as text for an editor: TOML with a line of explanation above each field, and the way back.

TOML, because people can type it without minding commas, it takes comments, and Python reads it. Nothing is `""`.
"""

from __future__ import annotations

import re
import textwrap
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from cpecfacts.curating.forms import AMOUNT, EVIDENCE, FORMS, FieldForm, Takes
from cpecfacts.errors import RecordRefusedError

ERROR_MARK = "#!"
"""How the lines begin that tell what is wrong; they are taken away before the text is read or shown again."""

_WIDTH = 100
_ID = FieldForm("id", Takes.TEXT, 'A name of a-z, 0-9 and hyphens; "" takes a proposed one.')
_LISTS = (Takes.TEXTS, Takes.ORGANIZATIONS)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_UNWRITABLE = re.compile(r'[\\"\x00-\x1f\x7f]')


def write_template(table: str, draft: Mapping[str, Any], heading: str) -> str:
    """Return the text in which the fields of a draft can be filled in or changed; `heading` is a comment at its top."""
    lines = [f"# {line}" for line in textwrap.wrap(heading, _WIDTH - 2)]
    lines += [
        '# Lines that begin with # are left out. Text stands between quotes; "" is nothing.',
        "# An empty or unchanged file changes nothing.",
        "",
        *_field_lines(
            "", FieldForm("id", Takes.TEXT, 'A name of a-z, 0-9 and hyphens; "" proposes one.'), draft.get("id")
        ),
    ]
    after: list[str] = []
    for form in FORMS[table]:
        value = draft.get(form.name)
        if form.takes is Takes.AMOUNT:
            amount = value if isinstance(value, Mapping) else {"value": value}
            lines += ["", f"# {form.meaning} amount.value may be a phrase too: over $3 billion."]
            for part in AMOUNT:
                lines += _field_lines("amount.", part, amount.get(part.name))
        elif form.takes is Takes.EVIDENCE:
            after += _evidence_lines(form, value if isinstance(value, Sequence) else [])
        else:
            lines += ["", *_field_lines("", form, value)]
    return "\n".join([*lines, *after, ""])


def _evidence_lines(form: FieldForm, pieces: Sequence[Any]) -> Iterator[str]:
    """Yield the pieces of evidence, the first with explanations; an empty one where there is none."""
    for index, piece in enumerate(pieces or [{}]):
        yield ""
        if not index:
            yield f"# {form.meaning} Repeat all lines from [[evidence]] on for another."
        yield "[[evidence]]"
        for part in EVIDENCE:
            lines = _field_lines("", part, piece.get(part.name))
            yield from lines if not index else lines[-1:]


def _field_lines(prefix: str, form: FieldForm, value: Any) -> list[str]:
    """Return a field below its explanation."""
    need = " (needed)" if form.required and not prefix else ""
    lines = [f"# {line}" for line in textwrap.wrap(form.meaning + need, _WIDTH - 2)]
    if form.words:
        words = f"{', '.join(form.words)}{f' (else {form.default})' if form.default and not form.required else ''}"
        lines += [f"#   {line}" for line in textwrap.wrap(words, _WIDTH - 4)]
    empty: Any = [] if form.takes in _LISTS else ""
    return [*lines, f"{prefix}{form.name} = {_toml(empty if value is None else value)}"]


def _toml(value: Any) -> str:
    """Return a plain value as TOML has it."""
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    return f'"{_UNWRITABLE.sub(_escape, str(value))}"'


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}"


def read_template(text: str) -> dict[str, Any]:
    """Return the draft that a text holds.

    Raises:
        RecordRefusedError: It is no TOML; the error names the line.
    """
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RecordRefusedError([("", _toml_problem(text, str(error)))]) from None


def _toml_problem(text: str, problem: str) -> str:
    """Return what TOML's reader says as the end of a sentence, with the line that it says it of."""
    match = re.fullmatch(r"(?P<problem>.*) \(at line (?P<line>\d+), column \d+\)", problem, re.DOTALL)
    if match is None:
        return f"cannot be read: {problem.lower()}"
    line = text.splitlines()[int(match["line"]) - 1].strip()
    return f"line {match['line']} cannot be read ({match['problem'].lower()}): {line}"


def is_empty(text: str) -> bool:
    """Whether a text holds nothing but comments and blank lines."""
    return all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines())


def without_errors(text: str) -> str:
    """Return a text without the lines that told what was wrong with it."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(ERROR_MARK))


def with_errors(text: str, problems: Iterable[str]) -> str:
    """Return a text with what is wrong with it at its top; everything typed stays as it was."""
    told = ["This cannot be saved yet; what you typed is below, unchanged.", *problems]
    lines = [line for problem in told for line in textwrap.wrap(problem, _WIDTH, subsequent_indent="  ")]
    return "".join(f"{ERROR_MARK} {line}\n" for line in lines) + without_errors(text)
