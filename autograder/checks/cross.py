"""Cross-examination: is what the student's own function says at some points a function of its arguments?

Who is asked may count, remember what it was asked before, and recognise a question. So a worker that has
heard nothing else is asked about the points, and another about their twins, in which one input is
another, each in an order drawn anew: nothing tells a point from its twin.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import NoReturn

import numpy as np

from autograder.checks.arrays import close
from autograder.checks.call import Call
from autograder.checks.contract import Returned
from autograder.checks.draw import generic
from autograder.checks.tolerances import ALIVE, CURVED, MOVED, Tolerances
from autograder.model.finding import finding
from autograder.model.verdict import CheckFailed

Values = list[np.ndarray]
Outs = list[Returned]
"""One for each point."""
Others = Callable[[Values, np.random.Generator], Values]
"""Gives each point another value of an input."""
ENOUGH = 4
"""Points of which two are not more than half: so many differ by a single value of one kind that moves on."""


@dataclass
class Cross:
    """`result` of the calls that are the points; `start` gives them in a worker of its own each time."""

    start: Callable[[], Sequence[Call]]
    result: str
    rng: np.random.Generator
    calls: Sequence[Call] = field(init=False)
    outs: Outs = field(init=False)
    twins: dict[tuple[str, Others], Outs] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Ask about the points themselves."""
        self.calls = self.start()
        self.outs = self.answers(self.calls, {})

    def of(self, result: str) -> "Cross":
        """Return the examination of another result of the same calls: nobody is asked twice."""
        other = copy(self)
        other.result = result
        return other

    @property
    def said(self) -> Values:
        """What was said at the points."""
        return self.values_in(self.outs)

    def expect_said(self, before: Sequence[np.ndarray]) -> None:
        """Require that it is what was said before.

        Raises:
            CheckFailed: not_repeatable.
        """
        if not all(map(close, self.said, before)):
            self.fail("not_repeatable", self.result)

    def expect_dependence(self, *inputs: str, at_most: bool = True) -> None:
        """Require that the result depends on each of the inputs; "Wya|by" means with both changed.

        Much at one point, and at more than half of them a little; `at_most` False asks for the one alone,
        as of a weight that makes no difference to a state of zeros.

        Raises:
            CheckFailed: cell_not_alive, with the input that makes no difference.
        """
        ways = (mixed, elsewhere) if len(self.calls) >= ENOUGH else (mixed,)
        for group in inputs:
            if not any(self.depends(group, others, at_most=at_most) for others in ways):
                self.fail("cell_not_alive", group.split("|")[0])

    def depends(self, group: str, others: Others, *, at_most: bool) -> bool:
        """Tell whether the result depends on some inputs by what it is at others in their place."""
        alive, moved = self.apart(group, others, ALIVE), self.apart(group, others, MOVED)
        return alive > 0 and (not at_most or 2 * moved > len(self.calls))

    def apart(self, group: str, others: Others, within: Tolerances) -> int:
        """Count the points whose twin differs."""
        if (group, others) not in self.twins:
            changed = {name: others(self.values(name), self.rng) for name in group.split("|")}
            self.twins[group, others] = self.answers(self.start(), changed)
        pairs = zip(self.values_in(self.twins[group, others]), self.said, strict=True)
        return sum(not close(*pair, within=within) for pair in pairs)

    def is_linear(self, name: str) -> bool:
        """Tell whether the result is linear in an input.

        When two values swap some of their entries, their sum stays; of a linear result then, too.
        """
        here = self.values(name)
        there = elsewhere(here, self.rng)
        p, q = np.array(self.said), np.array(self.asked({name: there}))
        r, s = (
            np.array(self.asked({name: list(map(interleaved, *pair))}))
            for pair in ((here, there), (there, here))
        )
        return bool(np.max(np.abs(p + q - r - s)) <= CURVED * np.max(np.abs(p - r) + np.abs(q - s)))

    def asked(self, others: Mapping[str, Values]) -> Values:
        """Ask about the points with other values of some inputs."""
        return self.values_in(self.answers(self.start(), others))

    def answers(self, calls: Sequence[Call], others: Mapping[str, Values]) -> Outs:
        """Make the calls in an order drawn anew."""
        outs: dict[int, Returned] = {}
        for i in map(int, self.rng.permutation(len(calls))):
            changed = {name: values[i] for name, values in others.items()}
            outs[i] = calls[i].run(**changed)
        return [outs[i] for i in range(len(calls))]

    def values_in(self, outs: Outs) -> Values:
        """Return the result in what was returned at each point."""
        return [getattr(out, self.result).array for out in outs]

    def values(self, name: str) -> Values:
        """Return an input's value at each point."""
        return [call.argument(name) for call in self.calls]

    def fail(self, code: str, name: str) -> NoReturn:
        """Raise CheckFailed with a finding about the function."""
        raise CheckFailed(finding(code, function=self.calls[0].function.name, name=name))


def mixed(values: Values, _: np.random.Generator) -> Values:
    """Return the value at each point with its entries in other places."""
    return [twin(value) for value in values]


def elsewhere(values: Values, rng: np.random.Generator) -> Values:
    """Return the value at another point for each; where there is one point, a new one.

    It tells more than `mixed` about a state of one unit that is never negative, for its entries are alike.
    """
    return [*values[1:], values[0]] if len(values) > 1 else [generic(rng, *values[0].shape)]


def twin(value: np.ndarray) -> np.ndarray:
    """Return another array that could as well have been drawn in the place of this one."""
    rolled = np.roll(value, 1, axis=-1 if value.shape[-1] > 1 else 0)
    if np.min(value) < 0 < np.max(value):
        # lest a sum stay the same; of p and -p the same would come back
        return -rolled if value.size > 2 else -value  # noqa: PLR2004
    if np.any(rolled != value):
        return rolled
    return -value if np.any(value) else np.full_like(value, 0.5)


def interleaved(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return every other feature of one array, and the rest of the other."""
    return np.where(np.arange(one.shape[-1]) % 2 == 0, one, other)
