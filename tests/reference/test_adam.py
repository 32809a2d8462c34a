"""Adam against torch's, and against its laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference import adam_step

SHAPES = {"W": (3, 4), "b": (3,), "s": (1,)}


def draw(rng, prefix="", scale=1.0):
    return {f"{prefix}{name}": scale * rng.normal(size=shape) for name, shape in SHAPES.items()}


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e4])
@pytest.mark.parametrize("learning_rate", [1e-3, 0.1])
def test_ten_steps_are_torch_s(scale, learning_rate):
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(1)
    params, moments = draw(rng), {}
    leaves = {name: torch.tensor(value, requires_grad=True) for name, value in params.items()}
    optimizer = torch.optim.Adam(leaves.values(), lr=learning_rate)
    for t in range(1, 11):
        grads = draw(rng, "d", scale)
        params, moments = adam_step(params, grads, moments, t, learning_rate)
        for name, leaf in leaves.items():
            leaf.grad = torch.tensor(grads[f"d{name}"])
        optimizer.step()
        for name, leaf in leaves.items():
            np.testing.assert_allclose(params[name], leaf.detach().numpy(), rtol=1e-10, err_msg=name)


@given(st.floats(1e-3, 1e3), st.sampled_from([-1, 1]), st.floats(1e-4, 1))
def test_the_first_step_is_as_long_as_the_learning_rate_however_large_the_gradient(size, sign, learning_rate):
    params, _ = adam_step({"w": np.array([2.0])}, {"dw": np.array([sign * size])}, {}, 1, learning_rate)
    assert params["w"] == pytest.approx([2.0 - sign * learning_rate], rel=1e-4)


def test_moments_are_the_running_means_of_the_gradient_and_of_its_square():
    _, moments = adam_step({"w": np.zeros(1)}, {"dw": np.array([2.0])}, {}, 1, 0.1)
    _, moments = adam_step({"w": np.zeros(1)}, {"dw": np.array([-1.0])}, moments, 2, 0.1)
    first, second = moments["w"]
    assert first == pytest.approx([0.9 * 0.1 * 2 - 0.1])
    assert second == pytest.approx([0.999 * 0.001 * 4 + 0.001])


def test_a_gradient_of_zero_moves_nothing():
    params, _ = adam_step({"w": np.ones(2)}, {"dw": np.array([0.0, 1.0])}, {}, 1, 0.1)
    assert params["w"][0] == 1
    assert params["w"][1] < 1


def test_nothing_is_written_into_the_arguments():
    rng = np.random.default_rng(2)
    params, moments = adam_step(draw(rng), draw(rng, "d"), {}, 1, 0.1)
    grads = draw(rng, "d")
    for array in (*params.values(), *grads.values(), *(m for pair in moments.values() for m in pair)):
        array.flags.writeable = False
    adam_step(params, grads, moments, 2, 0.1)


def test_it_finds_the_bottom_of_a_bowl():
    params, moments = {"w": np.array([3.0, -2.0])}, {}
    for t in range(1, 301):
        params, moments = adam_step(params, {"dw": 2 * (params["w"] - 1)}, moments, t, 0.1)
    np.testing.assert_allclose(params["w"], 1, atol=1e-2)
