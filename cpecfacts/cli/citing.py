"""What --style and --format say together."""

from __future__ import annotations

from datetime import date

from cpecfacts.citation.style import FORMATTED, Style
from cpecfacts.cli.options import Output, View
from cpecfacts.cli.outlet import chosen_format, formats_asked
from cpecfacts.errors import InvalidValueError, RefusedError
from cpecfacts.query.names import known_word
from cpecfacts.render.setting import Format

_FILES = {Format(style.value): style for style in Style if style not in FORMATTED}


def chosen_style(named: str | None, output: Output, view: View | None = None) -> tuple[Style | None, Output]:
    """Return the style asked for, also by a format of references, and the output that goes with it.

    A style that is a file (BibTeX, CSL-JSON, Wikipedia's templates) is also the format, unless another is asked for;
    then the file ending does not matter.

    Raises:
        UnknownNameError: There is no such style or format.
        RefusedError: Two options ask for different ones, or for fields of what has none.
    """
    style = None if named is None else Style(known_word("style", named, Style))
    if style is not None and style not in FORMATTED and not formats_asked(output):
        output = output._replace(format=style.value)
    chosen = chosen_format(output)
    implied = _FILES.get(chosen)
    if None not in (style, implied) and style is not implied:
        raise RefusedError(f"the style {style} cannot be written as {chosen.value}")
    if implied is not None and view is not None and view.fields is not None:
        raise RefusedError(f"--fields does not go with {chosen.value}, whose fields are its own; --json has ours")
    return style or implied, output


def parse_day(option: str, text: str | None) -> date | None:
    """Return the day that an option names.

    Raises:
        InvalidValueError: It is no day.
    """
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise InvalidValueError(option, text or "", "a day such as 2026-11-24") from None
