"""Errors carried forward: one bug is charged once.

When a check that this one depends on did not pass, an answer earns its points when it equals the
reference, or what the student's own lower functions give (`Own`), provided that those functions
are alive. Without the last condition functions that return zeros would agree with one another.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from autograder.checks.answer import Answer
from autograder.checks.arrays import Credit, Expected, close, values_of
from autograder.checks.call import Call
from autograder.checks.tolerances import ALIVE, VALUES, Tolerances
from autograder.model.finding import finding
from autograder.model.verdict import CheckFailed, Verdict


@dataclass(frozen=True)
class Own:
    """What the student's own lower functions give, and how close an answer must be to it."""

    value: Callable[[], Expected]
    within: Tolerances = VALUES


@dataclass
class Carry:
    """The checks this one depends on that did not pass; `used` tells that credit came in spite of it."""

    failed: tuple[str, ...]
    used: bool = field(default=False, init=False)

    def credit(self, *own: Own, alive: Callable[[], bool]) -> Credit:
        """Return what `expect` asks about an answer that differs from the reference.

        `alive` is asked only when the answer agrees with one of `own`; it may raise CheckFailed.
        """

        def earned(answer: Answer) -> bool:
            agrees = bool(self.failed) and any(_agrees(answer, one) for one in own)
            if agrees and alive():
                self.used = True
                return True
            return False

        return earned


def _agrees(answer: Answer, own: Own) -> bool:
    """Tell whether the own functions give this answer; zeros, errors and exceptions give nothing."""
    try:
        value = own.value()
        return bool(np.any(values_of(value))) and close(answer, value, within=own.within)
    except Verdict:
        return False


def expect_dependence(call: Call, result: str, *inputs: str, rng: np.random.Generator) -> None:
    """Require that a result changes with each of the inputs; "Wya|by" means with both changed.

    Raises:
        CheckFailed: cell_not_alive, with the input that makes no difference.
    """
    before = getattr(call.run(), result)
    for group in inputs:
        names = group.split("|")
        others = {name: _another(call.argument(name), rng) for name in names}
        if close(getattr(call.run(**others), result), before, within=ALIVE):
            raise CheckFailed(finding("cell_not_alive", function=before.function, name=names[0]))


def _another(value: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return np.asarray(value + rng.uniform(0.5, 1.0, value.shape))


def is_linear(call: Call, result: str, name: str, rng: np.random.Generator) -> bool:
    """Tell whether a result is a linear function of one input: f(x + h) + f(x - h) = 2 f(x)."""
    at = call.argument(name)
    step = rng.uniform(1.0, 2.0, at.shape)
    above, below, middle = (
        getattr(call.run(**{name: value}), result).array for value in (at + step, at - step, at)
    )
    return close(above + below, 2 * middle, within=ALIVE)
