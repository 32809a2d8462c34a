"""A call as a function of each argument."""

import numpy as np
import pytest

from autograder.checks.call import Call
from autograder.errors import GraderError


def test_arguments_are_replaced_by_name_and_by_key(student, rng):
    inputs = student().layer_forward.draw(rng, m=2, n_x=3, n_y=4)
    call = Call(student().layer_forward, inputs)
    x, b = np.zeros((2, 3)), np.full(4, 0.5)
    assert call.argument("x") is inputs[0]
    assert call.argument("b") is inputs[1]["b"]
    assert np.allclose(call.run(x=x, b=b).y.array, np.tanh(0.5))


def test_an_unknown_argument_is_the_suites_error(student):
    with pytest.raises(GraderError, match="has no argument z"):
        Call(student().norm, (np.ones(2),)).argument("z")
