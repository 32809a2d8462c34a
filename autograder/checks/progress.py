"""The callback that a suite hands to the code that trains, to hear how far it is."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from autograder.model.epoch import Epoch, OnEpoch

MOST_EPOCHS = 1_000_000
MOST_TOLD = 10_000
TELL_EVERY = 0.1
"""Seconds between two epochs that are told: a student's code may call as often as it likes."""


@dataclass
class Progress:
    """The fixture `progress`: `student.train(..., on_epoch=progress)`; it takes an epoch and a loss."""

    check: str
    on_epoch: OnEpoch
    clock: Callable[[], float] = time.monotonic
    told: int = field(default=0, init=False)
    next: float = field(default=float("-inf"), init=False)

    def __call__(self, epoch: object, value: object) -> None:
        """Hear of an epoch, and tell it unless the last one was told a moment ago.

        Raises:
            TypeError, ValueError, OverflowError: it is not two numbers; the student's code is told so.
        """
        heard = Epoch(self.check, _whole(epoch), _number(value))
        now = self.clock()
        if now < self.next or self.told >= MOST_TOLD:
            return
        self.next, self.told = now + TELL_EVERY, self.told + 1
        self.on_epoch(heard)


def _number(value: object) -> float:
    return float(np.asarray(value, dtype=np.float64).reshape(()))


def _whole(value: object) -> int:
    number = _number(value)
    if not 0 <= number <= MOST_EPOCHS:
        message = "not the number of an epoch"
        raise ValueError(message)
    return int(number)
