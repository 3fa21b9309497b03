"""One writer at a time."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from cpecfacts.errors import StoreLockedError
from cpecfacts.store.lock import lock_path, locked

HOLD = """
import sys
from pathlib import Path
from cpecfacts.store.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the lock until it is told to end."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "facts.json")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"held\n"
        yield process
        process.stdin.close()


def test_a_second_writer_is_told_which_process_holds_the_lock(tmp_path, holder):
    with pytest.raises(StoreLockedError) as caught, locked(tmp_path / "facts.json", patience=0.1):
        pass
    assert caught.value.holder == holder.pid
    assert caught.value.exit_code == 5
    assert caught.value.__cause__ is None


def test_the_lock_of_a_killed_process_is_free(tmp_path, holder):
    holder.kill()
    holder.wait()
    with locked(tmp_path / "facts.json", patience=1):
        assert lock_path(tmp_path / "facts.json").read_text() == f"{os.getpid()}\n"


def test_a_second_name_of_the_same_store_has_the_same_lock(tmp_path, holder):
    (tmp_path / "facts.json").write_bytes(b"")
    (tmp_path / "link.json").symlink_to("facts.json")
    with pytest.raises(StoreLockedError), locked(tmp_path / "link.json", patience=0.05):
        pass


def test_the_lock_is_let_go_after_an_error(tmp_path):
    with pytest.raises(KeyError), locked(tmp_path / "facts.json"):
        raise KeyError
    with locked(tmp_path / "facts.json", patience=0.05):
        pass


def test_a_holder_that_wrote_no_id_is_not_known(tmp_path, holder):
    lock_path(tmp_path / "facts.json").write_text("")
    with pytest.raises(StoreLockedError) as caught, locked(tmp_path / "facts.json", patience=0.05):
        pass
    assert caught.value.holder is None


def test_a_folder_that_is_not_there_cannot_be_locked(tmp_path):
    with pytest.raises(OSError, match="No such file"), locked(tmp_path / "gone" / "facts.json", patience=0.05):
        pass
