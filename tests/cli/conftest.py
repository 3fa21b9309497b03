"""Ways to run the program: inside this process, as a process of its own, and on a pseudo-terminal; and small stores."""

from __future__ import annotations

import csv
import fcntl
import functools
import io
import json
import os
import struct
import subprocess
import sys
import sysconfig
import termios
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cpecfacts.cli.app import run
from cpecfacts.errors import CpecfactsError
from cpecfacts.store import layers
from cpecfacts.store.reader import StoreFile, read_store

OUR_VARIABLES = ("CPECFACTS_STORE", "CPECFACTS_TRACEBACK", "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR")


class Answer(NamedTuple):
    """What a run gives: exit code, stdout and stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def items(self) -> list[Any]:
        return self.json["items"]

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.out, newline=""), strict=True))


Ask = Callable[..., Answer]


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in OUR_VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def ask(capsysbinary: pytest.CaptureFixture[bytes]) -> Ask:
    """Run the command line inside this process, its stdout being no terminal."""

    def ask(*arguments: object) -> Answer:
        capsysbinary.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsysbinary.readouterr()
        return Answer(code, captured.out.decode(), captured.err.decode())

    return ask


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a process: the program on the PATH, UTF-8, a terminal with 256 colours."""
    inherited = {name: value for name, value in os.environ.items() if name not in OUR_VARIABLES}
    scripts = sysconfig.get_path("scripts")
    return inherited | {
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "PYTHONIOENCODING": "utf-8",
        "TERM": "xterm-256color",
        "HOME": str(tmp_path),
    }


@pytest.fixture
def start(environment: dict[str, str], tmp_path: Path) -> Ask:
    """Run the program as a process in an empty folder; `stdout` may be any open file."""

    def start(*arguments: object, stdout: Any = subprocess.PIPE, stderr: Any = subprocess.PIPE, **more: str) -> Answer:
        done = subprocess.run(
            [sys.executable, "-m", "cpecfacts", *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            env=environment | more,
            cwd=tmp_path,
            check=False,
        )
        return Answer(done.returncode, (done.stdout or b"").decode(), (done.stderr or b"").decode())

    return start


@pytest.fixture
def shell(environment: dict[str, str], tmp_path: Path) -> Ask:
    """Run a line of bash with the program on the PATH, in an empty folder."""

    def shell(line: str, **more: str) -> Answer:
        done = subprocess.run(
            ["bash", "-c", line],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=environment | more,
            cwd=tmp_path,
            check=False,
        )
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    return shell


@pytest.fixture
def draw(environment: dict[str, str], tmp_path: Path) -> Ask:
    """Run the program with its stdout on a pseudo-terminal of a width; `out` is what the terminal was sent."""

    def draw(width: int, *arguments: object, **more: str) -> Answer:
        master, slave = os.openpty()
        try:
            fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
            with subprocess.Popen(
                [sys.executable, "-m", "cpecfacts", *map(str, arguments)],
                stdin=subprocess.DEVNULL,
                stdout=slave,
                stderr=subprocess.PIPE,
                env=environment | more,
                cwd=tmp_path,
            ) as process:
                os.close(slave)
                slave = -1
                out = _everything_from(master)
                assert process.stderr is not None
                err = process.stderr.read()
                code = process.wait()
        finally:
            os.close(master)
            if slave >= 0:
                os.close(slave)
        return Answer(code, out.decode().replace("\r\n", "\n"), err.decode())

    return draw


def _everything_from(master: int) -> bytes:
    """Read a pseudo-terminal to its end, which Linux tells with an error and others with nothing."""
    read: list[bytes] = []
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        read.append(part)
    return b"".join(read)


@functools.cache
def _read_once(path: Path, changed: int, size: int) -> StoreFile:
    """Return a store as it is; one that changes has another time or size."""
    del changed, size
    return read_store(path)


@pytest.fixture(autouse=True)
def _read_stores_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read each store once for the hundreds of questions that are asked inside this process."""

    def read(path: Path) -> StoreFile:
        try:
            stat = path.stat()
            return _read_once(path.absolute(), stat.st_mtime_ns, stat.st_size)._replace(path=path)
        except (OSError, CpecfactsError):
            return read_store(path)

    monkeypatch.setattr(layers, "read_store", read)


def _organization(name: str, **more: Any) -> dict[str, Any]:
    nothing = {"country": None, "parent": None, "sector": None, "aliases": [], "note": None}
    return {"name": name, "type": "company", **nothing, **more}


def _fact(company: str, **more: Any) -> dict[str, Any]:
    return {
        "company": company,
        "parties": [],
        "project": None,
        "kind": "launch",
        "measure": None,
        "statement": f"{company} did something.",
        "amount": None,
        "when": None,
        "when_means": None,
        "status": "completed",
        "places": [],
        "tags": [],
        "evidence": [
            {"source": "paper-1", "quote": None, "paragraph": None, "asserted_by": None, "stance": "supports"}
        ],
        "rank": "normal",
        "rank_reason": None,
        "note": None,
        **more,
    }


SMALL = {
    "meta": {"format": 1, "title": "A small store", "licence": "CC0-1.0", "updated": "2026-11"},
    "organizations": {
        "alpha": _organization("Alpha", aliases=["Common"]),
        "beta": _organization("Beta", aliases=["Common"]),
        "watchdog": _organization("Watchdog", type="public-body"),
    },
    "projects": {"rank": {"name": "Project Rank", "companies": ["alpha"], "summary": "A project.", "places": []}},
    "measures": {"rank": {"label": "Place", "shape": "level", "meaning": "Place in a ranking.", "unit": "rank"}},
    "sources": {
        "paper-1": {
            "type": "article",
            "title": None,
            "publisher": "The Paper",
            "issued": "2014",
            "URL": None,
            "language": "en",
            "class": "media",
            "reprint_of": None,
            "accessed": None,
            "note": None,
        }
    },
    "rates": {},
    "facts": {
        "alpha-launch-2013": _fact("alpha", when="2013", when_means="event"),
        "alpha-launch-2014": _fact("alpha", when="2014", when_means="event", project="rank"),
        "beta-rank": _fact(
            "beta",
            kind="ranking",
            measure="rank",
            when="2015-06",
            when_means="as-of",
            amount={"value": 2, "to": None, "unit": "rank", "bound": "exact", "raw": "second"},
        ),
        "beta-old": _fact("beta", rank="deprecated", rank_reason="It was a misprint."),
    },
}


@pytest.fixture
def tables() -> dict[str, Any]:
    """The tables of a small sound store, to be changed at will."""
    return deepcopy(SMALL)


@pytest.fixture
def save(tmp_path: Path) -> Callable[[Any], Path]:
    """Write tables, or any bytes, as a store file and return its path."""

    def save(contents: Any, name: str = "store.json") -> Path:
        path = tmp_path / name
        data = contents if isinstance(contents, bytes) else json.dumps(contents, ensure_ascii=False).encode()
        path.write_bytes(data)
        return path

    return save


@pytest.fixture
def small(tables: dict[str, Any], save: Callable[[Any], Path]) -> Path:
    """The path of the small sound store."""
    return save(tables)
