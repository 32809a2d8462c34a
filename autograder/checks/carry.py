"""Errors carried forward: one bug is charged once.

When a check that this one depends on did not pass, an answer earns its points when it equals the
reference, or what the student's own lower functions give (`Own`), provided that those functions
are alive. Without the last condition functions that return zeros would agree with one another.

The own functions are asked in workers of their own (`Carry.start`), that know nothing of the answer
which is judged: else a cell could remember what the loop computed, and repeat it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from autograder.checks.answer import Answer
from autograder.checks.arrays import Credit, Expected, close, values_of
from autograder.checks.call import Call
from autograder.checks.contract import Student
from autograder.checks.tolerances import ALIVE, VALUES, Tolerances
from autograder.model.finding import finding
from autograder.model.verdict import CheckFailed, Verdict


@dataclass(frozen=True)
class Own:
    """What the student's own lower functions give, and how close an answer must be to it.

    `alive` tells whether those functions are functions where they were asked; it may raise CheckFailed.
    """

    value: Callable[[], Expected]
    alive: Callable[[], bool]
    within: Tolerances = VALUES


@dataclass
class Carry:
    """The checks this one depends on that did not pass; `used` tells that credit came in spite of it.

    `start` loads the student's functions anew; those that it loaded before end.
    """

    failed: tuple[str, ...]
    start: Callable[[], Student]
    used: bool = field(default=False, init=False)

    def credit(self, *own: Own) -> Credit:
        """Return what `expect` asks about an answer that differs from the reference.

        Where several of `own` agree it is enough that one is alive; otherwise what the first lacks is said.
        """

        def earned(answer: Answer) -> bool:
            agreeing = (one for one in own if self.failed and _agrees(answer, one))
            dead: list[Verdict] = []
            if any(_lives(one, dead) for one in agreeing):
                self.used = True
                return True
            for verdict in dead:
                raise verdict
            return False

        return earned


def _agrees(answer: Answer, own: Own) -> bool:
    """Tell whether the own functions give this answer; zeros, errors and exceptions give nothing."""
    try:
        value = own.value()
        return bool(np.any(values_of(value))) and close(answer, value, within=own.within)
    except Verdict:
        return False


def _lives(own: Own, dead: list[Verdict]) -> bool:
    """Tell whether the own functions are alive; what they lack is added to `dead`."""
    try:
        return own.alive()
    except Verdict as verdict:
        dead.append(verdict)
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
