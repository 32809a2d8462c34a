"""How far a training is."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Epoch:
    """What a training said after an epoch; the student's code produced both numbers."""

    check: str
    number: int
    value: float


OnEpoch = Callable[[Epoch], None]


def unheard(epoch: Epoch) -> None:
    """Take no notice of an epoch."""
