"""A problem as the user is told of it."""

from __future__ import annotations

import msgspec

from cpecfacts.checks.rule import Severity


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Something wrong in a file.

    `file` and `line` (from 1) are where it stands. `table` and `id` name the record, null where it is none; `path`
    leads to the field inside the JSON. `reason` says why the rule is there, `mend` what would set it right, null where
    nobody but a person can say.
    """

    rule: str
    severity: Severity
    file: str
    line: int
    table: str | None
    id: str | None
    path: str
    message: str
    reason: str
    mend: str | None
