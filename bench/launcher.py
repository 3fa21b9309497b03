"""Runs one program and says how long it took, when its first line came, and how much memory it had.

    python -I -S launcher.py SPECIFICATION

Linux counts to the peak memory of a program what the process had that started it. So this is a process of its own
that imports next to nothing (9 MB), and everything is measured in it. The specification and the answer are JSON.
"""

import json
import os
import signal
import sys
import threading
import time


def main() -> None:
    """Read the specification, run the program, write the answer."""
    given = json.loads(sys.argv[1])
    reading, writing = os.pipe()
    errors = os.open(given["errors"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    kept = os.open(given["kept"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC) if given["kept"] else None
    start = time.perf_counter()
    pid = os.posix_spawnp(
        given["command"][0],
        given["command"],
        given["environment"],
        file_actions=[
            (os.POSIX_SPAWN_DUP2, writing, 1),
            (os.POSIX_SPAWN_DUP2, errors, 2),
            (os.POSIX_SPAWN_CLOSE, reading),
        ],
        setsid=True,
    )
    os.close(writing)
    killer = threading.Timer(given["limit"], os.killpg, (pid, signal.SIGKILL))
    killer.daemon = True
    killer.start()
    tree = _Tree(pid) if given["tree"] else None
    first, size = None, 0
    while chunk := os.read(reading, 1 << 18):
        if first is None:
            first = time.perf_counter() - start
        size += len(chunk)
        if kept is not None:
            os.write(kept, chunk)
    _, status, used = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    killer.cancel()
    peak = used.ru_maxrss * 1024
    answer = {
        "seconds": seconds,
        "first": first,
        "size": size,
        "peak": peak if tree is None else max(peak, tree.peak()),
        "code": os.waitstatus_to_exitcode(status),
    }
    print(json.dumps(answer))


class _Tree:
    """Adds up the memory of a session's processes every few milliseconds; what they share counts once."""

    def __init__(self, session: int) -> None:
        self._session, self._peak, self._stopped = session, 0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def peak(self) -> int:
        """Stop watching and return the most bytes that there were at once."""
        self._stopped.set()
        self._thread.join()
        return self._peak

    def _watch(self) -> None:
        while not self._stopped.wait(0.05):
            self._peak = max(self._peak, sum(self._share(pid) for pid in os.listdir("/proc") if pid.isdigit()))

    def _share(self, pid: str) -> int:
        try:
            if os.getsid(int(pid)) != self._session:
                return 0
            with open(f"/proc/{pid}/smaps_rollup", "rb") as lines:
                return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(b"Pss:"))
        except (OSError, StopIteration):  # it has ended meanwhile
            return 0


if __name__ == "__main__":
    main()
