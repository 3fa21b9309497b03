"""The folder in which stores, databases and the index of a comparison lie; what is there is not made again."""

from __future__ import annotations

import json
import os
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

from bench.blocks import read_blocks
from bench.companies import Companies
from bench.copies import make_copies
from bench.peers import Files
from bench.processes import Run, run_program
from bench.questions import Subjects
from cpecfacts.model.snapshot import Snapshot
from cpecfacts.store.location import packaged_store
from cpecfacts.store.reader import read_store

PROGRAM = str(Path(sysconfig.get_path("scripts")) / "cpecfacts")
PHRASE = "safe city"


class Workplace:
    """The files of one size, and the environments in which the program runs.

    `made` has the seconds and the bytes of memory that making them took, also in an earlier run.
    """

    def __init__(self, folder: Path, size: int) -> None:
        self.size = size
        self.cache = folder / f"cache-{size}"  # one for each, so that its size is that of one index
        self.cache.mkdir(parents=True, exist_ok=True)
        self.files = Files(
            store=folder / f"{size}.json",
            lines=folder / f"{size}.jsonl",
            exported=folder / f"{size}.exported.db",
            inserted=folder / f"{size}.inserted.db",
        )
        self._record = folder / f"{size}.made.json"
        self.made: dict[str, tuple[float, int]] = {}
        if self._record.exists():
            self.made = {
                name: (seconds, peak) for name, (seconds, peak) in json.loads(self._record.read_text()).items()
            }

    def environment(self, *, store: bool = True, index: bool = True) -> dict[str, str]:
        """Return the environment of the program: with this store or the shipped one, with its index or without."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CPECFACTS_")}
        kept.pop("PYTHONDONTWRITEBYTECODE", None)
        chosen = {"CPECFACTS_STORE": str(self.files.store)} if store else {}
        return kept | chosen | {"XDG_CACHE_HOME": str(self.cache)} | ({} if index else {"CPECFACTS_NO_INDEX": "1"})

    def has_index(self) -> bool:
        """Whether the program has a command `index`."""
        return run_program([PROGRAM, "index", "--help"], self.environment()).code == 0

    def make_store(self) -> None:
        """Write the store."""
        self._make(self.files.store, lambda to: _generate(self.size, to, "canonical"))

    def make_lines(self) -> None:
        """Write the facts one a line."""
        self._make(self.files.lines, lambda to: _generate(self.size, to, "lines"))

    def make_exported(self) -> None:
        """Let the program export the store to SQLite."""
        command = [PROGRAM, "export", "sqlite", "-o"]
        self._make(self.files.exported, lambda to: run_program([*command, str(to)], self.environment(), tree=True))

    def make_inserted(self) -> None:
        """Let sqlite-utils make a database of the lines."""
        self.make_lines()
        program = str(Path(sys.executable).with_name("sqlite-utils"))

        def make(to: Path) -> Run:
            first = run_program([program, "insert", str(to), "facts", str(self.files.lines), "--nl", "--pk", "id"])
            run_program([program, "create-index", str(to), "facts", "company"])
            last = run_program([program, "enable-fts", str(to), "facts", "statement"])
            return last._replace(seconds=first.seconds + last.seconds, peak=max(first.peak, last.peak))

        self._make(self.files.inserted, make)

    def _make(self, path: Path, make: Callable[[Path], Run]) -> None:
        if path.exists():
            return
        new = path.with_name(f"new-{path.name}")
        new.unlink(missing_ok=True)
        run = make(new)
        if run.code != 0:
            raise RuntimeError(f"{path.name} could not be made: {run.errors[-500:]}")
        new.replace(path)
        self.made[path.name] = run.seconds, run.peak
        self._record.write_text(json.dumps(self.made))


def _generate(size: int, to: Path, layout: str) -> Run:
    """Write a store in a process of its own, so that its memory is not this one's."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-m", "bench", "store", str(size), "-o", str(to), "--layout", layout]
    return run_program(command, environment)


def subjects_of(size: int) -> Subjects:
    """Return whom the questions about a store are about."""
    snapshot = read_store(packaged_store()).snapshot
    companies = Companies(size - len(snapshot.facts))
    ranked = companies.by_rank
    middle = ranked[len(ranked) // 2]
    return Subjects(
        company="zong",
        compared=("zong", "huawei", "alibaba"),
        middle=middle.id,
        largest=(ranked[0].id, ranked[1].id, ranked[2].id),
        word=_rare_word(companies, snapshot),
        phrase=PHRASE,
    )


def _rare_word(companies: Companies, snapshot: Snapshot) -> str:
    """Return the colony of the first programme of a company in the middle or after it, which a few facts name."""
    library = read_blocks(snapshot)
    ranked = companies.by_rank
    for company in [*ranked[len(ranked) // 2 :], *ranked[: len(ranked) // 2][::-1]]:
        made = make_copies(company, companies, library)
        shown = {fact["project"] for _, fact in made.facts if fact["rank"] != "deprecated"}
        for key, project in made.projects:
            if "-programme-" in key and key in shown:
                return str(project["name"]).split()[-1]
    return "Sohbatpur"  # a store so small has no programmes; three shipped facts name it


def machine() -> str:
    """Return the processor, its cores, the memory and the system."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    model = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown processor"
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GB, {os.uname().sysname} {os.uname().release}"
