"""The comparison itself: every question to every program, in turn."""

from __future__ import annotations

import hashlib
import json
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from bench.asked import ONE_PASS
from bench.peers import PEERS, Peer, words_of
from bench.processes import Run, run_program
from bench.questions import Kind, Question, Subjects, questions_about
from bench.workplace import PROGRAM, Workplace, subjects_of

WARM, PLAIN, SHIPPED = "cpecfacts", "cpecfacts, no index", "cpecfacts, shipped store"
_SLOW, _VERY_SLOW = 2.0, 15.0  # seconds; a slow program is asked three times, a very slow one once


class Figure(NamedTuple):
    """What one program took for one question: medians over `rounds` runs.

    `told` says whether its facts are those of the program, `lacks` what its answer does not have or mean.
    """

    program: str
    seconds: float
    first: float | None
    peak: int
    size: int
    rounds: int
    told: str
    lacks: str


class Answered(NamedTuple):
    """A question and what each program took for it; `ids` is how many facts the program answered with, if it did."""

    key: str
    line: str
    kind: Kind
    ids: int | None
    figures: tuple[Figure, ...]
    refused: tuple[str, ...]

    def seconds(self, program: str) -> float | None:
        """Return the median time of a program, None if it was not asked."""
        return next((figure.seconds for figure in self.figures if figure.program == program), None)


class Build(NamedTuple):
    """What building the index took; `cold` is a first command that has to build it. Sizes are bytes."""

    seconds: float
    peak: int
    size: int
    cold: float


class Result(NamedTuple):
    """All of one size."""

    size: int
    store: int
    jq_pass: Figure | None
    build: Build | None
    made: dict[str, tuple[float, int]]
    answered: tuple[Answered, ...]
    missing: tuple[str, ...]
    wrong: tuple[str, ...]


class Programs:
    """Asks the questions about one store."""

    def __init__(self, place: Workplace, peers: Sequence[Peer], rounds: int, say: Callable[[str], None]) -> None:
        self._place, self._rounds, self._say = place, rounds, say
        self._subjects: Subjects = subjects_of(place.size)
        self._missing: list[str] = []
        self._wrong: list[str] = []
        self._peers = [peer for peer in peers if self._is_there(peer)]

    def ask_all(self, questions: Iterable[str] | None = None) -> Result:
        """Make what is missing, build the index, ask everything."""
        place = self._place
        self._say("store")
        place.make_store()
        self._prepare()
        build = self._build() if place.has_index() else None
        if build is None:
            self._missing.append("an index: this version has none, every time is one without it")
        jq_pass = None
        if any(peer.name == "jq" for peer in self._peers):
            self._say("jq, one pass")
            jq_pass = self._figure("jq, one pass", ["jq", ONE_PASS, str(place.files.store)])
        wanted = None if questions is None else set(questions)
        asked = [question for question in questions_about(self._subjects) if wanted is None or question.key in wanted]
        return Result(
            size=place.size,
            store=place.files.store.stat().st_size,
            jq_pass=jq_pass,
            build=build,
            answered=tuple(self._answered(question, indexed=build is not None) for question in asked),
            made=place.made,
            missing=tuple(self._missing),
            wrong=tuple(self._wrong),
        )

    def _is_there(self, peer: Peer) -> bool:
        told = peer.version()
        if told is None:
            self._missing.append(f"{peer.name}: not installed")
        elif peer.limit is not None and self._place.size > peer.limit:
            self._missing.append(f"{peer.name}: {peer.reason}; asked up to {peer.limit:,} facts")
            return False
        return told is not None

    def _prepare(self) -> None:
        """Make what the others read; who cannot have it is left out, and that is said."""
        place = self._place
        for names, what, make in (
            ({"Miller", "DuckDB, lines"}, "lines", place.make_lines),
            ({"sqlite3"}, "export to SQLite", place.make_exported),
            ({"sqlite-utils"}, "sqlite-utils insert", place.make_inserted),
        ):
            if names.isdisjoint(peer.name for peer in self._peers):
                continue
            self._say(what)
            try:
                make()
            except RuntimeError as error:
                self._missing += [f"{peer.name}: {error}" for peer in self._peers if peer.name in names]
                self._peers = [peer for peer in self._peers if peer.name not in names]

    def _build(self) -> Build:
        place = self._place
        self._say("index")
        rebuilt = run_program([PROGRAM, "index", "--rebuild"], place.environment(), tree=True)
        _refuse_failure(rebuilt, "index --rebuild")
        size = sum(path.stat().st_size for path in place.cache.rglob("*") if path.is_file())
        _refuse_failure(run_program([PROGRAM, "index", "--clear"], place.environment()), "index --clear")
        command = [PROGRAM, "facts", "--company", self._subjects.company, "--json"]
        cold = run_program(command, place.environment())
        _refuse_failure(cold, "the first command")
        return Build(rebuilt.seconds, rebuilt.peak, size, cold.seconds)

    def _answered(self, question: Question, *, indexed: bool) -> Answered:
        place = self._place
        self._say(" ".join(question.arguments))
        commands: dict[str, tuple[list[str], dict[str, str] | None, str]] = {}
        commands[WARM] = [PROGRAM, *question.arguments], place.environment(), ""
        if indexed:
            commands[PLAIN] = [PROGRAM, *question.arguments], place.environment(index=False), ""
        commands[SHIPPED] = [PROGRAM, *question.shipped], place.environment(store=False), _other(question)
        refused = []
        for peer in self._peers:
            asked = peer.asked.get(question.key)
            if asked is None:
                refused.append(peer.name)
                continue
            commands[peer.name] = peer.command(words_of(asked, self._subjects), place.files), None, asked.lacks
        ours, told, runs = self._check(question, commands)
        for _ in range(self._rounds):
            for name, (command, environment, _) in commands.items():
                if len(runs[name]) < _rounds_for(runs[name], self._rounds):
                    runs[name].append(run_program(command, environment))
        return Answered(
            key=question.key,
            line=" ".join(["cpecfacts", *(f"'{word}'" if " " in word else word for word in question.arguments)]),
            kind=question.kind,
            ids=ours,
            figures=tuple(
                _figure_of(name, runs[name], told.get(name, ""), lacks) for name, (_, _, lacks) in commands.items()
            ),
            refused=tuple(refused),
        )

    def _check(
        self, question: Question, commands: dict[str, tuple[list[str], dict[str, str] | None, str]]
    ) -> tuple[int | None, dict[str, str], dict[str, list[Run]]]:
        """Run every program once and compare the ids of its facts with ours; leave out one that fails.

        Of a very slow program this run, whose output goes to a file, is the one that counts.
        """
        runs: dict[str, list[Run]] = {name: [] for name in commands}
        told: dict[str, str] = {}
        ours: set[str] | None = None
        failed: set[str] = set()
        whole = ""
        with tempfile.TemporaryDirectory(dir=self._place.cache.parent) as folder:
            kept = Path(folder) / "answer"
            for name, (command, environment, _) in commands.items():
                if name == SHIPPED:
                    continue
                run = run_program(command, environment, kept=kept)
                if run.code != 0:
                    self._wrong.append(f"{name}, {question.key}: ended with {run.code}: {run.errors[-300:]}")
                    failed.add(name)
                    continue
                if run.seconds > _VERY_SLOW:
                    runs[name].append(run)
                if name == WARM:
                    whole = _digest(kept)
                elif name == PLAIN and _digest(kept) != whole:
                    self._wrong.append(f"{name}, {question.key}: another answer than with the index")
                if not (question.has_ids or question.key == "everything"):
                    continue
                try:
                    found = _ids(kept)
                except (ValueError, KeyError) as error:
                    self._wrong.append(f"{name}, {question.key}: facts cannot be read out of its answer: {error!r}")
                    continue
                if ours is None:
                    ours = found
                    continue
                told[name] = _compared(found, ours)
                peer = next((peer for peer in self._peers if peer.name == name), None)
                if found != ours and (peer is None or peer.asked[question.key].same):
                    self._wrong.append(f"{name}, {question.key}: {told[name]}")
        for name in failed:
            del commands[name]
        return None if ours is None else len(ours), told, runs

    def _figure(self, name: str, command: list[str]) -> Figure:
        runs: list[Run] = []
        while len(runs) < _rounds_for(runs, self._rounds):
            runs.append(run_program(command))
        _refuse_failure(runs[0], name)
        return _figure_of(name, runs, "", "")


def _other(question: Question) -> str:
    return "" if question.shipped == question.arguments else f"asked: {' '.join(question.shipped)}"


def _refuse_failure(run: Run, what: str) -> None:
    if run.code != 0:
        raise RuntimeError(f"{what} ended with {run.code}: {run.errors[-800:]}")


def _rounds_for(runs: Sequence[Run], rounds: int) -> int:
    """Return how often a program is run that took so long the first time."""
    if not runs:
        return 1
    return 1 if runs[0].seconds > _VERY_SLOW else min(3, rounds) if runs[0].seconds > _SLOW else rounds


def _figure_of(name: str, runs: Sequence[Run], told: str, lacks: str) -> Figure:
    firsts = [run.first for run in runs if run.first is not None]
    return Figure(
        program=name,
        seconds=statistics.median(run.seconds for run in runs),
        first=statistics.median(firsts) if firsts else None,
        peak=max(run.peak for run in runs),
        size=runs[-1].size,
        rounds=len(runs),
        told=told,
        lacks=lacks,
    )


def _ids(path: Path) -> set[str]:
    """Return the ids in an answer: one JSON with items, an array, or a record a line."""
    with path.open("rb") as file:
        start = file.read(1)
        file.seek(0)
        if start == b"[":
            return {record["id"] for record in json.load(file)}
        if file.readline() == b"{\n":
            return {item["id"] for item in json.load(_rewound(file))["items"]}
        return {json.loads(line)["id"] for line in _rewound(file)}


def _rewound(file: BinaryIO) -> BinaryIO:
    file.seek(0)
    return file


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()


def _compared(theirs: set[str], ours: set[str]) -> str:
    if theirs == ours:
        return "the same facts"
    return f"{len(theirs & ours):,} of our {len(ours):,} facts and {len(theirs - ours):,} others"


def compare(
    folder: Path, size: int, rounds: int, peers: Iterable[str] | None, questions: Iterable[str] | None, *, quiet: bool
) -> Result:
    """Make the comparison for one size of store, in a folder that keeps what was made."""
    chosen = PEERS if peers is None else [peer for peer in PEERS if peer.name in set(peers)]

    def say(what: str) -> None:
        if not quiet:
            print(f"{size:,} facts: {what}", file=sys.stderr, flush=True)

    return Programs(Workplace(folder, size), chosen, rounds, say).ask_all(questions)
