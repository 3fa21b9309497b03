from __future__ import annotations

import io

from cpecfacts.render.progress import progress_bar


def test_a_bar_shows_how_far_it_is_and_is_gone_in_the_end():
    terminal = io.StringIO()
    with progress_bar("Reading [bold]a.csv", terminal, colour=False) as advance:
        advance(500, 2400)
        advance(2400, 2400)
    text = terminal.getvalue()
    assert "Reading [bold]a.csv" in text
    assert "2400/2400" in text
    assert text.rstrip().endswith("\x1b[2K")


def test_control_characters_of_a_file_name_do_not_reach_the_terminal():
    terminal = io.StringIO()
    with progress_bar("Reading \x1b]0;x\x07", terminal, colour=True) as advance:
        advance(1, 2)
    assert "\x1b]0;x" not in terminal.getvalue()
    assert r"\x1b]0;x\x07" in terminal.getvalue()
