"""A store is the old one or the new one, whole, whatever happens while it is written.

A process that has all modules loaded forks children that write; each child is stopped at another point. Points are the
lines of our modules that a write passes, and the file's data arrives in pieces, each of them a point too.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cpecfacts.store.reader import read_store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills by signal and fork")

KILLER = '''
import io, json, os, signal, sys
from pathlib import Path
import msgspec
import filelock, tempfile
from cpecfacts.store import atomic_file, lock, writer
from cpecfacts.store.reader import read_store

path, folder, mode = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
old = path.read_bytes()
replacing = writer.replacing


def change(snapshot):
    fact = msgspec.structs.replace(snapshot.facts["zong-x"], note="Changed.")
    return msgspec.structs.replace(snapshot, facts={"zong-x": fact})


new = writer.encode_store(change(read_store(path).snapshot), path).data
OURS = {module.__file__ for module in (atomic_file, lock, writer)}


class Counter:
    """Calls `act` at the point of the given number; counts all."""

    def __init__(self, number, act):
        self.number, self.act, self.passed = number, act, 0

    def point(self):
        self.passed += 1
        if self.passed == self.number:
            self.act()

    def trace(self, frame, event, argument):
        if frame.f_code.co_filename not in OURS:
            return None
        if event == "line":
            self.point()
        return self.trace


def write(counter):
    """Write the store, its data in pieces of 40 bytes that reach the file at once."""
    class Pieces:
        def __init__(self, out):
            self.out = out

        def write(self, data):
            for start in range(0, len(data), 40):
                self.out.write(data[start : start + 40])
                self.out.flush()
                counter.point()

    from contextlib import contextmanager

    @contextmanager
    def in_pieces(target, step):
        with replacing(target, step) as out:
            yield Pieces(out)

    writer.replacing = in_pieces
    sys.settrace(counter.trace)
    try:
        writer.update_store(path, change)
    finally:
        sys.settrace(None)


def kill():
    os.kill(os.getpid(), signal.SIGKILL)


def fail():
    raise OSError(28, os.strerror(28))


def interrupt():
    raise KeyboardInterrupt


act = {"kill": kill, "fail": fail, "interrupt": interrupt}[mode]
counter = Counter(0, kill)
write(counter)
points, outcomes, broken = counter.passed, {"old": 0, "new": 0}, []
for number in range(1, points + 1):
    path.write_bytes(old)
    child = os.fork()
    if child == 0:
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, 2)
        try:
            write(Counter(number, act))
        except BaseException:
            os._exit(3)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    data = path.read_bytes()
    whole = {old: "old", new: "new"}.get(data)
    if whole is None:
        broken.append([number, "torn"])
    else:
        outcomes[whole] += 1
    try:
        read_store(path)
        writer.update_store(path, lambda snapshot: snapshot, patience=2)
    except Exception as error:
        broken.append([number, repr(error)])
    left = sorted(file.name for file in folder.iterdir() if file.name not in (path.name, f".{path.name}.lock"))
    if left:
        broken.append([number, left])
print(json.dumps({"points": points, "outcomes": outcomes, "broken": broken}))
'''


def survive(path: Path, mode: str) -> dict:
    done = subprocess.run(
        [sys.executable, "-c", KILLER, str(path), str(path.parent), mode], capture_output=True, check=True, text=True
    )
    return json.loads(done.stdout)


@pytest.fixture
def path(tmp_path, store, as_bytes):
    """A store of some size in a file of its own."""
    store["facts"]["zong-x"]["statement"] = "It had many words. " * 300
    path = tmp_path / "facts.json"
    path.write_bytes(as_bytes(store))
    return path


@pytest.mark.parametrize("mode", ["kill", "fail", "interrupt"])
def test_a_writer_that_is_stopped_anywhere_leaves_the_old_store_or_the_new_one(path, mode):
    told = survive(path, mode)
    assert told["broken"] == []
    assert told["points"] >= 200
    assert sum(told["outcomes"].values()) == told["points"]
    assert told["outcomes"]["old"] > 150
    assert told["outcomes"]["new"] > 0


FULL = """
import resource, signal, sys
from pathlib import Path
from cpecfacts.errors import CpecfactsError
from cpecfacts.store.writer import update_store

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    update_store(Path(sys.argv[1]), lambda snapshot: snapshot)
except CpecfactsError as error:
    sys.exit(str(error))
"""


@pytest.mark.parametrize("room", [100, 1000, 4096])
def test_where_the_disk_ends_the_old_store_stays(path, room):
    before = path.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path), str(room)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr == f"cannot write {path}: file too large\n"
    assert path.read_bytes() == before
    assert len(read_store(path).snapshot.facts) == 1
    assert sorted(file.name for file in path.parent.iterdir()) == [".facts.json.lock", "facts.json"]
