"""Every error the program raises on purpose.

Each class knows its exit code and its slug, takes the data of what went wrong and writes its own sentence.
`docs/errors.md` is generated from the classes below.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar


class CpecfactsError(Exception):
    """What all errors of this package have in common.

    Attributes:
        exit_code: What the command line ends with.
        slug: A stable name of the kind of error, for scripts and documentation.
    """

    exit_code: ClassVar[int] = 70
    slug: ClassVar[str] = "error"

    def __str__(self) -> str:
        """One sentence without a final full stop."""
        return self.sentence()

    def sentence(self) -> str:
        """Say what is wrong and, where possible, what to do instead."""
        return "something went wrong"


def _or_list(words: Sequence[str]) -> str:
    """Join words for a sentence: `a`, `a or b`, `a, b or c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} or {words[-1]}"


class _Placed:
    """What is wrong at a place inside of a file."""

    def __init__(self, path: str, place: str, problem: str) -> None:
        super().__init__(path, place, problem)  # type: ignore[call-arg]  # an exception follows
        self.path = path
        self.place = place
        self.problem = problem

    def sentence(self) -> str:
        """Name the file, the place in it and what is wrong there."""
        return f"{self.path}: {self.place}: {self.problem}" if self.place else f"{self.path}: {self.problem}"


class _Unusable:
    """A file with which something cannot be done, and why."""

    doing: ClassVar[str]

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(path, problem)  # type: ignore[call-arg]  # an exception follows
        self.path = path
        self.problem = problem

    def sentence(self) -> str:
        """Name the file and the reason of the operating system."""
        return f"{self.doing} {self.path}: {self.problem}"


class UsageError(CpecfactsError):
    """The question was put in a way that cannot be answered."""

    exit_code = 2
    slug = "usage"


class UnknownNameError(UsageError):
    """A company, kind, unit, field, format, command or other name that does not exist."""

    slug = "unknown-name"

    def __init__(self, what: str, name: str, suggestions: Sequence[str] = (), see: str = "") -> None:
        super().__init__(what, name, tuple(suggestions), see)
        self.what = what
        self.name = name
        self.suggestions = tuple(suggestions)
        self.see = see

    def sentence(self) -> str:
        """Name what is unknown and the nearest known names."""
        if self.suggestions:
            return f"unknown {self.what} “{self.name}”: did you mean {_or_list(self.suggestions)}?"
        return f"unknown {self.what} “{self.name}”" + (f": {self.see}" if self.see else "")


class AmbiguousNameError(UsageError):
    """A name or id that stands for more than one thing."""

    slug = "ambiguous-name"

    def __init__(self, what: str, name: str, candidates: Sequence[str]) -> None:
        super().__init__(what, name, tuple(candidates))
        self.what = what
        self.name = name
        self.candidates = tuple(candidates)

    def sentence(self) -> str:
        """List the candidates."""
        shown = ", ".join(self.candidates[:12])
        more = len(self.candidates) - 12
        rest = f" and {more} more" if more > 0 else ""
        return f"“{self.name}” could be more than one {self.what}: {shown}{rest}"


class QuerySyntaxError(UsageError):
    """A query text that cannot be read; `column` counts from 1."""

    slug = "query-syntax"

    def __init__(self, text: str, column: int, problem: str) -> None:
        super().__init__(text, column, problem)
        self.text = text
        self.column = column
        self.problem = problem

    def sentence(self) -> str:
        """Point at the column, and show what stands there."""
        rest = self.text[self.column - 1 :]
        there = f"“{rest[:40]}{'…' if len(rest) > 40 else ''}”" if rest else "the end of the query"
        return f"column {self.column} of the query: {self.problem}, at {there}"


class InvalidValueError(UsageError):
    """A value that is not of the form its option or term takes."""

    slug = "invalid-value"

    def __init__(self, what: str, value: str, expected: str) -> None:
        super().__init__(what, value, expected)
        self.what = what
        self.value = value
        self.expected = expected

    def sentence(self) -> str:
        """Say what was expected."""
        return f"{self.what} “{self.value}” cannot be read: expected {self.expected}"


class MappingError(_Placed, UsageError):
    """A mapping file that cannot be used; `place` is the path inside the TOML, or its line."""

    slug = "mapping"


class RefusedError(UsageError):
    """Options or arguments that do not go together."""

    slug = "refused"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def sentence(self) -> str:
        """Give the reason."""
        return self.reason


class RecordRefusedError(UsageError):
    """What was typed makes no record; `problems` are the fields with what is wrong with each."""

    slug = "record-refused"

    def __init__(self, problems: Sequence[tuple[str, str]]) -> None:
        super().__init__(tuple(problems))
        self.problems = tuple(problems)

    def sentence(self) -> str:
        """Name every field that is wrong, and why."""
        return "; ".join(f"{field}: {problem}" if field else problem for field, problem in self.problems)


class TooFewCompaniesError(UsageError):
    """A comparison of fewer than two companies."""

    slug = "too-few-companies"

    def __init__(self, given: Sequence[str], suggestions: Sequence[str]) -> None:
        super().__init__(tuple(given), tuple(suggestions))
        self.given = tuple(given)
        self.suggestions = tuple(suggestions)

    def sentence(self) -> str:
        """Propose companies to compare with."""
        example = " ".join((*self.given, *self.suggestions))
        return f"a comparison needs at least two companies, for example: cpecfacts compare {example}"


class OutputError(_Unusable, UsageError):
    """The output file cannot be written."""

    slug = "output"
    doing = "cannot write"


class UnknownIdError(CpecfactsError):
    """An id that no record of the store has."""

    exit_code = 3
    slug = "unknown-id"

    def __init__(self, name: str, suggestions: Sequence[str] = ()) -> None:
        super().__init__(name, tuple(suggestions))
        self.name = name
        self.suggestions = tuple(suggestions)

    def sentence(self) -> str:
        """Name the nearest ids."""
        near = f": did you mean {_or_list(self.suggestions)}?" if self.suggestions else ""
        return f"nothing in the store is called “{self.name}”{near}"


class StoreNotFoundError(_Unusable, CpecfactsError):
    """The store is missing, is no file or may not be read."""

    exit_code = 3
    slug = "store-not-found"
    doing = "cannot open the store"


class TextsNotFoundError(_Unusable, CpecfactsError):
    """The folder with the texts of sources is missing, is no folder or may not be read."""

    exit_code = 3
    slug = "texts-not-found"
    doing = "cannot open the folder of texts"


class StoreDataError(_Placed, CpecfactsError):
    """What the store holds is not what a store may hold; `place` is the path inside the JSON."""

    exit_code = 4
    slug = "store-data"


class StoreFormatError(StoreDataError):
    """A store written in a format that this version does not know."""

    slug = "store-format"

    def __init__(self, path: str, found: int, known: int) -> None:
        super().__init__(
            path,
            "meta.format",
            f"this store has format {found}, and this version of cpecfacts reads format {known}",
        )
        self.found = found
        self.known = known


class InputNotFoundError(_Unusable, CpecfactsError):
    """A file to be read is missing, is no file or may not be read."""

    exit_code = 3
    slug = "input-not-found"
    doing = "cannot read"


class ImportDataError(_Placed, CpecfactsError):
    """A file to be imported cannot be read as a table or as records; `place` is the line, where there is one."""

    exit_code = 4
    slug = "import-data"


class RowsRefusedError(ImportDataError):
    """Rows of a file were refused, and so nothing of it was imported."""

    slug = "rows-refused"

    def __init__(self, path: str, refused: int, rows: int, rejects: str | None) -> None:
        counts = f"{refused:,} of {rows:,} rows refused" + ("" if rejects is None else f" (they are in {rejects})")
        super().__init__(path, "", f"{counts}, so nothing was imported; --keep-going imports the others")
        self.args = (path, refused, rows, rejects)  # what a copy is made of
        self.refused, self.rows, self.rejects = refused, rows, rejects


class ConflictError(CpecfactsError):
    """Somebody or something else stands in the way of a change."""

    exit_code = 5
    slug = "conflict"


class ReadOnlyStoreError(ConflictError):
    """An attempt to write to a store that is only read; `shipped` tells that it is the one of the program."""

    slug = "read-only-store"

    def __init__(self, path: str, shipped: bool = False) -> None:
        super().__init__(path, shipped)
        self.path = path
        self.shipped = shipped

    def sentence(self) -> str:
        """Name the store, and say how to make one's own."""
        if self.shipped:
            return (
                f"{self.path} comes with the program and is only read; "
                "cpecfacts init mine.json --from-shipped makes a store of your own with the same facts"
            )
        return f"{self.path} is opened for reading only"


class StoreLockedError(ConflictError):
    """Another process is changing the store; `holder` is its id, None if it is not known."""

    slug = "store-locked"

    def __init__(self, path: str, holder: int | None) -> None:
        super().__init__(path, holder)
        self.path = path
        self.holder = holder

    def sentence(self) -> str:
        """Name the store and the process."""
        who = "another process" if self.holder is None else f"process {self.holder}"
        return f"{self.path} is being changed by {who}; try again when it has ended"


class StoreChangedError(ConflictError):
    """The store is no longer what was read: somebody else has changed it meanwhile."""

    slug = "store-changed"

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    def sentence(self) -> str:
        """Name the store and say that nothing was lost."""
        return f"{self.path} was changed by somebody else meanwhile; nothing was written, please look again and repeat"


class IndexDamagedError(ConflictError):
    """The index of a store cannot be read: something else than this program has written to it, or the disk fails."""

    slug = "index-damaged"

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    def sentence(self) -> str:
        """Name the file and say what is done about it."""
        return f"the index {self.path} was damaged and is removed; nothing is lost, ask again and it is made anew"


class StillReferredToError(ConflictError):
    """A record cannot go while others refer to it; `referrers` are their ids."""

    slug = "still-referred-to"

    def __init__(self, name: str, referrers: Sequence[str]) -> None:
        super().__init__(name, tuple(referrers))
        self.name = name
        self.referrers = tuple(referrers)

    def sentence(self) -> str:
        """Name the record and some of those that refer to it."""
        shown = ", ".join(self.referrers[:5])
        more = len(self.referrers) - 5
        rest = f" and {more} more" if more > 0 else ""
        verb = "refers" if len(self.referrers) == 1 else "refer"
        return f"{self.name} is still needed: {shown}{rest} {verb} to it"


class MergeConflictError(ConflictError):
    """Two stores have different records under the same ids, and nobody has decided which are to stay."""

    slug = "merge-conflict"

    def __init__(self, path: str, count: int) -> None:
        super().__init__(path, count)
        self.path = path
        self.count = count

    def sentence(self) -> str:
        """Say how many there are, and how to decide."""
        records = "1 record differs" if self.count == 1 else f"{self.count} records differ"
        return (
            f"{records} between {self.path} and the other store; nothing was written: decide with --mine ID, "
            "--theirs ID or --prefer mine"
        )
