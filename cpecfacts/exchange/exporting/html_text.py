"""Text of the data inside of HTML."""

from __future__ import annotations

import re
from html import escape

from cpecfacts.wording.safety import make_visible

# An address that can be followed and holds nothing that could end an attribute.
_ADDRESS = re.compile(r"https?://[!#-&(-;=?-~]+", re.IGNORECASE)


def html_text(text: str) -> str:
    """Return text that a browser shows as it is: nothing in it is a tag, an entity or invisible."""
    return escape(make_visible(text))


def html_link(text: str, address: str | None) -> str:
    """Return text that leads to an address of the web; text alone if there is none, or it is something else."""
    if address is None or _ADDRESS.fullmatch(address) is None:
        return html_text(text)
    return f'<a href="{escape(address)}">{html_text(text)}</a>'
