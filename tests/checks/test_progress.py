"""Epochs are told to whoever looks, not too often and not too many, and only when they are numbers."""

import numpy as np
import pytest

from autograder.checks import progress
from autograder.checks.progress import Progress
from autograder.model.epoch import Epoch, unheard


def listening(*times: float) -> tuple[Progress, list[Epoch]]:
    heard: list[Epoch] = []
    return Progress("t.a", heard.append, iter(times).__next__), heard


def test_an_epoch_is_told_with_its_check() -> None:
    tell, heard = listening(0.0)
    tell(3, np.float32(0.5))
    assert heard == [Epoch("t.a", 3, 0.5)]


def test_epochs_that_follow_at_once_are_not_told() -> None:
    tell, heard = listening(0.0, 0.05, 0.1, 0.19, 0.2)
    for epoch in range(5):
        tell(epoch, 1.0)
    assert [epoch.number for epoch in heard] == [0, 2, 4]


def test_after_very_many_no_more_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "MOST_TOLD", 2)
    tell, heard = listening(0.0, 1.0, 2.0)
    for epoch in range(3):
        tell(epoch, 1.0)
    assert len(heard) == 2


@pytest.mark.parametrize(
    ("epoch", "value"),
    [("one", 1.0), (1, "low"), (1, [1.0, 2.0]), (-1, 1.0), (10**7, 1.0), (float("nan"), 1.0), (1, 10**400)],
)
def test_what_is_no_epoch_or_no_number_is_refused(epoch: object, value: object) -> None:
    tell, heard = listening(0.0)
    with pytest.raises((TypeError, ValueError, OverflowError)):
        tell(epoch, value)
    assert heard == []


def test_without_anybody_who_looks_nothing_happens() -> None:
    Progress("t.a", unheard)(1, 1.0)
