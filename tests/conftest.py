"""What holds for all tests."""

from __future__ import annotations

import os
import signal
import tempfile

from hypothesis import settings

# A deadline would be a timed assertion, and fail on a busy machine. In CI the examples are always the same, so that a
# change is judged by what it changes; everywhere else they are new in every run.
settings.register_profile("calm", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("calm")

# Indexes of the stores that tests make are not for the cache of whoever runs them; gone with the process.
_CACHE = tempfile.TemporaryDirectory(prefix="cpecfacts-tests-")
os.environ["XDG_CACHE_HOME"] = _CACHE.name

# A job in the background of a script ignores Ctrl-C, one of `nohup` that its terminal is closed, and so would the programs
# that tests start and interrupt: a signal with a handler has the usual one in a new program.
for name in ("SIGINT", "SIGTERM", "SIGHUP"):
    number = getattr(signal, name, None)  # Windows has no SIGHUP
    if number is not None and signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, signal.default_int_handler if name == "SIGINT" else signal.SIG_DFL)
