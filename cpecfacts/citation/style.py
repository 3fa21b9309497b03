"""The styles of a citation. This module is light: the command line needs the names at every start."""

from __future__ import annotations

from enum import StrEnum


class Style(StrEnum):
    """How a citation is written: three styles for readers, then three forms for programs and Wikipedia."""

    APA = "apa"
    CHICAGO_AUTHOR_DATE = "chicago-author-date"
    MLA = "mla"
    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"
    WIKIPEDIA = "wikipedia"


FORMATTED = (Style.APA, Style.CHICAGO_AUTHOR_DATE, Style.MLA)
"""The styles that are sentences for readers. The others are files or markup, to be copied letter by letter."""
