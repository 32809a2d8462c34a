"""Staff read what is printed, if anybody can."""

import os
from pathlib import Path

import pytest

from autograder.container.telling import tell


def test_a_line_is_printed_at_once(capfd: pytest.CaptureFixture[str]) -> None:
    tell("مرحبا")
    assert capfd.readouterr().out == "مرحبا\n"


def test_a_line_that_nobody_can_read_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr("sys.stdout", full)
        tell("words")
        with pytest.raises(OSError, match="No space left"):
            full.flush()
        os.dup2(2, full.fileno())
