"""Ctrl-C, SIGTERM and closed pipes: whenever they come, the program ends quietly and leaves nothing behind."""

from __future__ import annotations

import contextlib
import os
import pty
import random
import shlex
import shutil
import signal
import subprocess
import sys
import time

import pytest

from cpecfacts.cli.signals import Signals

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends signals")

MANY = 4_000
PRESSES = 5
ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LATER = [(pause / 1000, number) for pause in (1, 5, 20, 60, 200, 400) for number in ENDS]
LONG = {
    "facts": ("facts", "--store", "many.json", "--json", "-o", "out.json"),
    "table": ("facts", "--store", "many.json", "--no-pager"),
    "check": ("check", "many.json", "--csv", "-o", "out.csv"),
    "export": ("export", "datapackage", "--store", "many.json", "-o", "folder"),
    "add": ("add", "organization", "--name", "A bank", "--type", "bank", "--store", "many.json"),
}


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """The bytes of a store that takes a while."""
    import msgspec

    from cpecfacts.store.layout import canonical_bytes
    from cpecfacts.store.location import packaged_store

    tables = msgspec.json.decode(packaged_store().read_bytes())
    facts = list(tables["facts"].items())
    tables["facts"] = {f"{key}-{n}": fact for n in range(MANY // len(facts)) for key, fact in facts}
    return canonical_bytes(tables)


@pytest.fixture
def here(tmp_path, many):
    (tmp_path / "many.json").write_bytes(many)
    return tmp_path


def run_on_terminal(arguments, environment, folder, interrupt_after, number):
    """Run the program on a terminal of its own, send it a signal after a while, and others soon after that.

    Return its end and what it showed.
    """
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "cpecfacts", *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environment,
        cwd=folder,
        start_new_session=True,
    )
    os.close(slave)
    ends = time.monotonic() + interrupt_after
    coming = [(ends, number), *((ends + pause, more) for pause, more in LATER)]
    seen = b""
    os.set_blocking(master, False)
    while True:
        with contextlib.suppress(BlockingIOError):
            try:
                seen += os.read(master, 65536)
            except OSError as error:
                if isinstance(error, BlockingIOError):
                    raise
                break
        while coming and time.monotonic() >= coming[0][0]:
            process.send_signal(coming.pop(0)[1])
        if process.poll() is not None:
            break
        time.sleep(0.001)
    with contextlib.suppress(OSError):
        while chunk := os.read(master, 65536):
            seen += chunk
    os.close(master)
    return process.wait(), seen.decode("utf-8", "replace")


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_at_any_moment_leaves_nothing_behind(environment, here, many, name, number, code):
    before = {path.name for path in here.iterdir()}
    environment |= {"XDG_CACHE_HOME": str(here / "cache")}

    def run_again(interrupt_after):
        """Run on what was there in the beginning, without an index of the store."""
        for made in {path.name for path in here.iterdir()} - before:
            shutil.rmtree(here / made, ignore_errors=True)
            (here / made).unlink(missing_ok=True)
        (here / "many.json").write_bytes(many)
        return run_on_terminal(LONG[name], environment, here, interrupt_after, number)

    for _ in range(2):  # the first run finds nothing in the memory of the system, and takes longer
        started = time.monotonic()
        assert run_again(1000)[0] in (0, 1)
        whole = time.monotonic() - started
    results = {path.name for path in here.iterdir()}
    chance = random.Random(f"{name} {code}")  # noqa: S311  (nothing secret)
    codes = []
    while codes.count(code) < PRESSES and len(codes) < 20 * PRESSES:
        # Before its first lines ran Python itself answers.
        ended, seen = run_again(chance.uniform(whole / 3, whole))
        codes.append(ended)
        assert "Traceback" not in seen
        assert "Exception ignored" not in seen
        assert "\x1b[?25l" not in seen
        left = {path.name for path in here.iterdir()} - results
        # The lock file of a store stays; it holds nothing.
        assert [name for name in left if not name.endswith(".lock")] == []
        unfinished = [path.name for path in here.rglob("*") if ".part" in path.name or path.name.startswith("tmp")]
        assert unfinished == []
    # Of signals that come while Python is not listening, the one with the lowest number is heard first.
    assert set(codes) <= {0, 1, *(128 + one for one in ENDS), *(-one for one in ENDS)}
    assert code in codes


SLOW = """
import sys, time
from cpecfacts.cli.signals import Signals

signals = Signals()
signals.install()
try:
    print("begun", flush=True)
    time.sleep(30)
except KeyboardInterrupt:
    sys.exit(130)
finally:
    print("tidying", flush=True)
    for _ in range(40):
        time.sleep(0.02)
    print("tidied")
    signals.ignore()
"""


@pytest.mark.parametrize("first", ENDS)
def test_no_later_signal_ends_the_tidying_up_that_the_first_began(environment, first):
    with subprocess.Popen(
        [sys.executable, "-c", SLOW], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout.readline() == b"begun\n"
        process.send_signal(first)
        # Which of two signals within a millisecond is heard is left to the system: the handler of one may be interrupted
        # by the other before it has begun. That nothing is left behind then, the test above sees.
        assert process.stdout.readline() == b"tidying\n"
        for pause in (0.001, 0.005, 0.02, 0.1, 0.5):
            time.sleep(pause)
            for number in ENDS:
                process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert (out, err, process.returncode) == (b"tidied\n", b"", 128 + first)


@pytest.mark.parametrize("first", ENDS)
def test_only_the_first_signal_of_a_run_is_raised(first):
    handler = Signals()
    with pytest.raises(KeyboardInterrupt if first == signal.SIGINT else SystemExit):
        handler._stop(first, None)
    for number in ENDS:
        handler._stop(number, None)


PROGRAM = """
import signal, sys, time
from cpecfacts.cli.signals import Signals

signals = Signals()
signals.install()

class Careless:
    def __del__(self):
        signal.raise_signal(signal.{name})

try:
    Careless()
    time.sleep(30)
    print("lost")
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.parametrize(("name", "out", "code"), [("SIGINT", "interrupted\n", 0), ("SIGTERM", "", 143)])
def test_a_signal_that_comes_in_a_destructor_is_not_lost(environment, name, out, code):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(name=name)], capture_output=True, env=environment, check=False
    )
    assert (done.stdout.decode(), done.stderr.decode(), done.returncode) == (out, "", code)


def test_ctrl_c_while_modules_are_loaded_is_as_quiet(environment):
    program = (
        "import sys\n"
        "class Finder:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'cpecfacts.cli.app': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Finder())\n"
        "from cpecfacts.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, env=environment, check=False)
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 130)


def test_other_errors_in_destructors_are_told_as_ever(environment):
    program = (
        "from cpecfacts.cli.signals import Signals\n"
        "Signals().install()\n"
        "class Careless:\n"
        "    def __del__(self): raise KeyError('x')\n"
        "Careless()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, env=environment, check=False)
    assert b"KeyError: 'x'" in done.stderr


@pytest.mark.parametrize("name", ["INT", "TERM", "HUP"])
def test_a_signal_that_is_ignored_stays_ignored(environment, name):
    """As `nohup` and a job in the background of a script want it."""
    program = (
        "import signal\n"
        "from cpecfacts.cli.signals import Signals\n"
        "Signals().install()\n"
        f"signal.raise_signal(signal.SIG{name})\n"
        "print('here')\n"
    )
    line = f"trap '' {name}; exec {shlex.quote(sys.executable)} -c {shlex.quote(program)}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, env=environment, check=False)
    assert (done.stdout, done.stderr, done.returncode) == (b"here\n", b"", 0)


LISTS = {
    "facts": (),
    "investments": (),
    "timeline": (),
    "companies": (),
    "sources": (),
    "projects": (),
    "measures": (),
    "disputes": (),
    "stats": (),
    "compare": ("zong", "huawei"),
    "show": ("zong",),
    "check": ("--notes",),
}
FORMATS = ("table", "json", "jsonl", "csv", "tsv", "markdown")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("command", LISTS)
def test_a_reader_that_is_gone_is_no_error(environment, here, command, form):
    read, write = os.pipe()
    os.close(read)
    store = () if command == "check" else ("--store", "shipped")
    done = subprocess.run(
        [sys.executable, "-m", "cpecfacts", command, *LISTS[command], "--format", form, *store],
        stdin=subprocess.DEVNULL,
        stdout=write,
        stderr=subprocess.PIPE,
        env=environment,
        cwd=here,
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("form", FORMATS)
def test_the_first_line_is_there_at_once_and_the_rest_is_never_made(environment, here, form):
    """`head -1` of many facts: the pipe holds 64 kB, so that whoever goes on writing hears of its end."""
    done = subprocess.run(
        [
            "bash",
            "-c",
            f"{sys.executable} -m cpecfacts facts --store many.json --format {form} | head -1; echo ${{PIPESTATUS[0]}}",
        ],
        capture_output=True,
        env=environment,
        cwd=here,
        check=True,
    )
    assert (done.stdout.decode().splitlines()[1:], done.stderr) == (["141"], b"")
