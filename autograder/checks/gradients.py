"""Gradients against central differences of the student's own forward.

With a gradient g of L at w, <g, v> = (L(w + eps v) - L(w - eps v)) / (2 eps) for every direction
v: a few random directions, two calls each, tell whether all of g is right. Only a wrong one is
worth the differences along every entry.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from autograder.checks.answer import Answer
from autograder.checks.arrays import fail
from autograder.checks.call import Call
from autograder.checks.contract import Entries, Function
from autograder.checks.tolerances import DIFFERENCES, EPS, FLOAT32, FLOAT64, precision
from autograder.model.finding import finding
from autograder.model.verdict import CheckFailed

DIRECTIONS = {FLOAT64: 2, FLOAT32: 6}
"""A wrong gradient agrees along one direction with probability about rtol: along all, below 1e-8."""


@dataclass(frozen=True)
class Loss:
    """L = sum(upstream * results) of the student's `forward` at the arguments `at`.

    `upstream` holds dL/d(result) by the name of the result. The gradient by an argument is called
    "d" + its name, be it an argument of its own or an entry of a dict.
    """

    forward: Function
    at: tuple[object, ...]
    upstream: Mapping[str, np.ndarray]

    @property
    def call(self) -> Call:
        """The forward as a function of its arguments."""
        return Call(self.forward, self.at)

    def level(self, name: str, value: np.ndarray) -> float:
        """Return L with another value of one argument."""
        out = self.call.run(**{name: value})
        return float(sum(np.sum(up * _float64(getattr(out, key))) for key, up in self.upstream.items()))

    def slope(self, name: str, direction: np.ndarray, eps: float) -> float:
        """Return the central difference of L along a direction of one argument."""
        at, step = self.call.argument(name), eps * direction
        return (self.level(name, at + step) - self.level(name, at - step)) / (2 * eps)

    def derivative(self, name: str, direction: np.ndarray, kind: str) -> float:
        """Return the slope, in float32 without its error of order eps ** 2, since eps is large there."""
        eps = EPS[kind]
        slope = self.slope(name, direction, eps)
        return slope if kind == FLOAT64 else (4 * self.slope(name, direction, eps / 2) - slope) / 3

    def precision(self) -> str:
        """Return the precision in which the forward answers."""
        out = self.call.run()
        return precision(*(getattr(out, key).array for key in self.upstream))

    def differences(self, name: str) -> np.ndarray:
        """Return the gradient of L by one argument, by central differences along every entry."""
        kind = self.precision()
        gradient = np.zeros(self.call.argument(name).shape)
        for k in np.ndindex(*gradient.shape):
            direction = np.zeros(gradient.shape)
            direction[k] = 1.0
            gradient[k] = self.derivative(name, direction, kind)
        return gradient


def _float64(answer: Answer) -> np.ndarray:
    return answer.array.astype(np.float64)


def expect_gradient(answer: Answer, loss: Loss, rng: np.random.Generator) -> None:
    """Require that an answer, "d" + the name of an argument, is the gradient of the loss by it.

    Raises:
        CheckFailed: it is not; or the loss does not change at all, so that any zeros would agree.
    """
    name, gradient = answer.name.removeprefix("d"), answer.array
    kind = FLOAT32 if FLOAT32 in (precision(gradient), loss.precision()) else FLOAT64
    if np.any(gradient) and _agrees_along_directions(gradient, loss, name, kind, rng):
        return
    differences = loss.differences(name)
    if not np.any(np.abs(differences) > DIFFERENCES.at(kind).atol):
        raise CheckFailed(finding("cell_not_alive", function=loss.forward.name, name=name))
    if not np.all(DIFFERENCES.at(kind).allows(gradient.astype(np.float64), differences)):
        _fail(answer, differences, kind)


def expect_gradient_of_own_forward(answer: Answer, loss: Loss, rng: np.random.Generator) -> None:
    """Require it of a gradient that equals the reference's already.

    Raises:
        CheckFailed: it does not belong to the student's forward, near whose values it is right.
    """
    try:
        expect_gradient(answer, loss, rng)
    except CheckFailed as failed:
        params = failed.findings[0].params
        where = {key: value for key, value in params.items() if key in {"wrong", "errors"}}
        answer.fail("gradient_not_of_own_forward", **where)


def _agrees_along_directions(
    gradient: np.ndarray, loss: Loss, name: str, kind: str, rng: np.random.Generator
) -> bool:
    exact, tolerance = gradient.astype(np.float64), DIFFERENCES.at(kind)
    for _ in range(DIRECTIONS[kind]):
        direction = rng.normal(size=exact.shape)
        difference = loss.derivative(name, direction, kind)
        scale = max(abs(difference), float(np.linalg.norm(exact)))
        if abs(float(np.sum(exact * direction)) - difference) > tolerance.atol + tolerance.rtol * scale:
            return False
    return True


def _fail(answer: Answer, differences: np.ndarray, kind: str) -> None:
    """Raise CheckFailed; without a pattern to name, as a gradient that differs."""
    try:
        fail(answer, differences, DIFFERENCES.at(kind), {})
    except CheckFailed as failed:
        first = failed.findings[0]
        if first.code != "values_differ":
            raise
        raise CheckFailed(finding("gradient_differs", **first.params)) from None


def expect_gradients(answers: Mapping[str, Answer], loss: Loss, rng: np.random.Generator) -> None:
    """Require it of all gradients; when one alone is wrong, say so besides what is wrong with it.

    One that may be left out is nobody's business where the loss is not given what it is by.

    Raises:
        CheckFailed: at least one is wrong.
    """
    optional = answers.optional if isinstance(answers, Entries) else frozenset()
    asked = (name for name in answers if name not in optional or loss.call.takes(name.removeprefix("d")))
    failures = {name: _failure(answers[name], loss, rng) for name in asked}
    wrong = [(name, failed) for name, failed in failures.items() if failed is not None]
    if not wrong:
        return
    name, failed = wrong[0]
    if len(wrong) == 1 and len(failures) > 1:
        only = finding("only_this_wrong", function=answers[name].function, name=name)
        raise CheckFailed(only, *failed.findings)
    raise failed


def _failure(answer: Answer, loss: Loss, rng: np.random.Generator) -> CheckFailed | None:
    try:
        expect_gradient(answer, loss, rng)
    except CheckFailed as failed:
        return failed
    return None
