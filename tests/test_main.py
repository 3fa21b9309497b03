"""The entry point ends the process with the exit code of the command."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Iterator

import pytest

from cpecfacts import __main__


@pytest.fixture(autouse=True)
def _signals_as_before() -> Iterator[None]:
    """A process that ends ignores signals; this one goes on, and what it starts would inherit that."""
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = [signal.getsignal(number) for number in numbers]
    hook = sys.unraisablehook
    yield
    sys.unraisablehook = hook
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


@pytest.mark.parametrize(("arguments", "code"), [(["--version"], 0), (["show", "nothing-of-this-name"], 3)])
def test_the_process_ends_with_the_exit_code(
    arguments: list[str], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["cpecfacts", *arguments])
    try:
        with pytest.raises(SystemExit) as ended:
            __main__.main()
        assert not gc.isenabled()
    finally:
        gc.unfreeze()
        gc.enable()
    assert ended.value.code == code
    printed = capsys.readouterr()
    assert bool(printed.out) is (code == 0)


def test_an_unknown_attribute_of_the_package_is_an_attribute_error() -> None:
    import cpecfacts

    with pytest.raises(AttributeError, match="no attribute 'Libary'"):
        cpecfacts.Libary  # noqa: B018  (to look it up is the test)
