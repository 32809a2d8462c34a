"""What suites are written with: the student's functions, comparison, gradients, properties.

A test asks `student` for an answer and states what it expects:

    @check("demo.cumulative_sum.values")
    def test_the_last_sum_is_the_total(student, reference, rng):
        steps = generic(rng, 3, 5)
        expect(student.cumulative_sum(steps).sums, reference.cumulative_sum(steps))
"""

import pytest

from autograder.checks.arrays import close, expect, expect_property
from autograder.checks.call import Call
from autograder.checks.carry import Own, expect_dependence
from autograder.checks.cross import Cross
from autograder.checks.draw import generic
from autograder.checks.gradients import (
    Loss,
    expect_gradient,
    expect_gradient_of_own_forward,
    expect_gradients,
)
from autograder.checks.invariants import edge_size, expect_repeatable, expect_unchanged
from autograder.checks.known import fewer_axes, known, more_axes, shaped
from autograder.checks.question import expect_answer
from autograder.checks.tensor import tensor
from autograder.checks.tolerances import DIFFERENCES, GRADIENTS, VALUES

__all__ = [
    "DIFFERENCES",
    "GRADIENTS",
    "VALUES",
    "Call",
    "Cross",
    "Loss",
    "Own",
    "check",
    "close",
    "edge_size",
    "expect",
    "expect_answer",
    "expect_dependence",
    "expect_gradient",
    "expect_gradient_of_own_forward",
    "expect_gradients",
    "expect_property",
    "expect_repeatable",
    "expect_unchanged",
    "fewer_axes",
    "generic",
    "known",
    "more_axes",
    "shaped",
    "tensor",
]


def check(check_id: str) -> pytest.MarkDecorator:
    """Mark a test as the one that decides the check `check_id` of assignment.yaml."""
    return pytest.mark.check(check_id)
