"""The recurrent network against autograd, against differences, and against its own definition."""

import copy

import numpy as np
import pytest

from reference import (
    many_to_one,
    numerical_gradient,
    one_to_many,
    relative_error,
    rnn_backward,
    rnn_cell_backward,
    rnn_cell_forward,
    rnn_forward,
)


def by_loops(x, a0, params):
    """The lecture's equations, one example, one unit and one number at a time."""
    m, T_x, n_x = x.shape
    n_a, n_y = a0.shape[1], len(params["by"])
    a, y_hat = np.empty((m, T_x, n_a)), np.empty((m, T_x, n_y))
    for i in range(m):
        state = list(a0[i])
        for t in range(T_x):
            z = [
                params["ba"][j]
                + sum(params["Waa"][j, k] * state[k] for k in range(n_a))
                + sum(params["Wax"][j, k] * x[i, t, k] for k in range(n_x))
                for j in range(n_a)
            ]
            state = [np.sinh(v) / np.cosh(v) for v in z]
            e = [
                np.exp(params["by"][j] + sum(params["Wya"][j, k] * state[k] for k in range(n_a)))
                for j in range(n_y)
            ]
            a[i, t], y_hat[i, t] = state, np.array(e) / sum(e)
    return a, y_hat


def autograd(x, a0, params, da):
    """What torch's autograd gives for loss = sum(a * da), in float64."""
    torch = pytest.importorskip("torch")
    leaves = {"x": x, "a0": a0} | {name: params[name] for name in ("Waa", "Wax", "ba")}
    leaves = {name: torch.tensor(value, requires_grad=True) for name, value in leaves.items()}
    a_t, loss = leaves["a0"], 0
    for t in range(x.shape[1]):
        z = a_t @ leaves["Waa"].T + leaves["x"][:, t] @ leaves["Wax"].T + leaves["ba"]
        a_t = torch.tanh(z)
        loss = loss + (a_t * torch.tensor(da[:, t])).sum()
    loss.backward()
    return {f"d{name}": leaf.grad.numpy() for name, leaf in leaves.items()}


def test_forward_is_the_lecture_s_equations(problem):
    a, y_hat, _ = rnn_forward(problem.x, problem.a0, problem.params)
    expected_a, expected_y_hat = by_loops(problem.x, problem.a0, problem.params)
    np.testing.assert_allclose(a, expected_a, rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(y_hat, expected_y_hat, rtol=1e-10, atol=1e-12)


def test_forward_is_the_cell_repeated(problem):
    a, y_hat, _ = rnn_forward(problem.x, problem.a0, problem.params)
    a_t = problem.a0
    for t in range(problem.x.shape[1]):
        a_t, y_t, _ = rnn_cell_forward(problem.x[:, t], a_t, problem.params)
        np.testing.assert_array_equal(a[:, t], a_t)
        np.testing.assert_array_equal(y_hat[:, t], y_t)


def test_backward_is_autograd(problem):
    _, _, cache = rnn_forward(problem.x, problem.a0, problem.params)
    gradients = rnn_backward(problem.da, cache)
    expected = autograd(problem.x, problem.a0, problem.params, problem.da)
    assert gradients.keys() == expected.keys()
    for name, value in expected.items():
        np.testing.assert_allclose(gradients[name], value, rtol=1e-10, atol=1e-10, err_msg=name)


def test_cell_backward_is_autograd_of_one_step(problem):
    x, da = problem.x[:, :1], problem.da[:, :1]
    _, _, cache = rnn_cell_forward(x[:, 0], problem.a0, problem.params)
    gradients = rnn_cell_backward(da[:, 0], cache)
    expected = autograd(x, problem.a0, problem.params, da)
    expected = {"dx_t": expected.pop("dx")[:, 0], "da_prev": expected.pop("da0"), **expected}
    assert gradients.keys() == expected.keys()
    for name, value in expected.items():
        np.testing.assert_allclose(gradients[name], value, rtol=1e-10, atol=1e-10, err_msg=name)


@pytest.mark.parametrize("name", ["x", "a0", "Waa", "Wax", "ba"])
def test_backward_agrees_with_differences_of_forward(problem, name):
    inputs = {"x": problem.x, "a0": problem.a0} | problem.params

    def loss(value):
        changed = inputs | {name: value}
        a, _, _ = rnn_forward(changed["x"], changed["a0"], changed)
        return float(np.sum(a * problem.da))

    gradient = rnn_backward(problem.da, rnn_forward(problem.x, problem.a0, problem.params)[2])[f"d{name}"]
    scale = np.max(np.abs(gradient))
    np.testing.assert_allclose(numerical_gradient(loss, inputs[name]), gradient, atol=1e-7 * scale, rtol=0)


def test_backward_over_one_step_is_the_cell_s(draw):
    problem = draw(2, 1, 3, 4, 5)
    cell = rnn_cell_backward(
        problem.da[:, 0], rnn_cell_forward(problem.x[:, 0], problem.a0, problem.params)[2]
    )
    sequence = rnn_backward(problem.da, rnn_forward(problem.x, problem.a0, problem.params)[2])
    np.testing.assert_array_equal(sequence["dWaa"], cell["dWaa"])
    np.testing.assert_array_equal(sequence["da0"], cell["da_prev"])


def test_many_to_one_is_the_last_prediction(problem):
    _, y_hat = by_loops(problem.x, problem.a0, problem.params)
    np.testing.assert_allclose(many_to_one(problem.x, problem.a0, problem.params), y_hat[:, -1], rtol=1e-10)


@pytest.mark.parametrize("n_x", [1, 2, 5])
def test_one_to_many_reads_its_own_predictions(draw, n_x):
    problem = draw(3, 1, n_x, 4, n_x)
    y_hat = one_to_many(problem.x[:, 0], problem.a0, problem.params, 6)
    assert y_hat.shape == (3, 6, n_x)
    read = np.concatenate([problem.x, y_hat[:, :-1]], axis=1)
    np.testing.assert_allclose(by_loops(read, problem.a0, problem.params)[1], y_hat, rtol=1e-10)


def test_arguments_are_left_alone(problem):
    kept = copy.deepcopy(problem)
    _, _, cell_cache = rnn_cell_forward(problem.x[:, 0], problem.a0, problem.params)
    rnn_cell_backward(problem.da[:, 0], cell_cache)
    _, _, cache = rnn_forward(problem.x, problem.a0, problem.params)
    rnn_backward(problem.da, cache)
    many_to_one(problem.x, problem.a0, problem.params)
    for name in ("x", "a0", "da"):
        np.testing.assert_array_equal(getattr(problem, name), getattr(kept, name), err_msg=name)
    assert problem.params.keys() == kept.params.keys()
    for name, value in kept.params.items():
        np.testing.assert_array_equal(problem.params[name], value, err_msg=name)


def test_backward_can_be_called_twice_on_one_cache(problem):
    _, _, cache = rnn_forward(problem.x, problem.a0, problem.params)
    first, second = rnn_backward(problem.da, cache), rnn_backward(problem.da, cache)
    for name, value in first.items():
        np.testing.assert_array_equal(second[name], value, err_msg=name)


def test_float32_inputs_keep_float32_accuracy(problem):
    exact = rnn_backward(problem.da, rnn_forward(problem.x, problem.a0, problem.params)[2])
    params = {name: value.astype(np.float32) for name, value in problem.params.items()}
    a, y_hat, cache = rnn_forward(problem.x.astype(np.float32), problem.a0.astype(np.float32), params)
    gradients = rnn_backward(problem.da.astype(np.float32), cache)
    assert {a.dtype, y_hat.dtype, *(g.dtype for g in gradients.values())} == {np.dtype(np.float32)}
    for name, value in exact.items():
        np.testing.assert_allclose(gradients[name], value, atol=1e-4 * np.max(np.abs(value)), rtol=0)


def test_two_steps_of_training_lower_the_loss_twice(draw):
    problem = draw(3, 6, 2, 4, 5)
    params, target, losses = dict(problem.params), np.tanh(problem.da), []
    for _ in range(3):
        a, _, cache = rnn_forward(problem.x, problem.a0, params)
        losses.append(float(np.sum((a - target) ** 2)))
        gradients = rnn_backward(2 * (a - target), cache)
        for name in ("Waa", "Wax", "ba"):
            params[name] = params[name] - 1e-3 * gradients[f"d{name}"]
    assert losses[0] > losses[1] > losses[2]
    assert relative_error(np.array(losses[0]), np.array(losses[2])) > 1e-3
