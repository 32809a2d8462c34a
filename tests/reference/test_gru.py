"""The gated recurrent unit against autograd, torch's own, differences, and what its gates are for."""

import copy

import numpy as np
import pytest

from reference import gru_backward, gru_cell_backward, gru_cell_forward, gru_forward, numerical_gradient

RESETS = pytest.mark.parametrize("reset", ["before", "after"])


def by_loops(x, a0, params, reset):
    """The lecture's equations, one example, one unit and one number at a time."""

    def product(W, row, columns):
        return sum(W[row, k] * value for k, value in columns)

    def opened(z):
        return 1 / (1 + np.exp(-z))

    m, T_x, _ = x.shape
    n_a = a0.shape[1]
    a = np.empty((m, T_x, n_a))
    for i in range(m):
        state = list(a0[i])
        for t in range(T_x):
            both = list(enumerate([*state, *x[i, t]]))
            u = [opened(product(params["Wu"], j, both) + params["bu"][j]) for j in range(n_a)]
            r = [opened(product(params["Wr"], j, both) + params["br"][j]) for j in range(n_a)]
            gated = list(enumerate([r[k] * state[k] for k in range(n_a)]))
            candidate = []
            for j in range(n_a):
                z = product(params["Wc"], j, both[n_a:]) + params["bc"][j]
                if reset == "before":
                    z += product(params["Wc"], j, gated)
                else:
                    z += r[j] * (product(params["Wc"], j, both[:n_a]) + params["bhc"][j])
                candidate.append(np.tanh(z))
            state = [u[j] * candidate[j] + (1 - u[j]) * state[j] for j in range(n_a)]
            a[i, t] = state
    return a


def autograd(gru, reset):
    """What torch's autograd gives for loss = sum(a * da), in float64."""
    torch = pytest.importorskip("torch")
    unused = {"bhc"} if reset == "before" else set()
    leaves = {"x": gru.x, "a0": gru.a0} | {k: v for k, v in gru.params.items() if k not in unused}
    leaves = {name: torch.tensor(value, requires_grad=True) for name, value in leaves.items()}
    Wca, Wcx = leaves["Wc"].split(gru.a0.shape[1], dim=1)[0], leaves["Wc"][:, gru.a0.shape[1] :]
    a_t, loss = leaves["a0"], 0
    for t in range(gru.x.shape[1]):
        both = torch.cat([a_t, leaves["x"][:, t]], dim=1)
        u = torch.sigmoid(both @ leaves["Wu"].T + leaves["bu"])
        r = torch.sigmoid(both @ leaves["Wr"].T + leaves["br"])
        before, after = (r * a_t) @ Wca.T, r * (a_t @ Wca.T + leaves.get("bhc", 0))
        recurrent = before if reset == "before" else after
        a_t = u * torch.tanh(recurrent + leaves["x"][:, t] @ Wcx.T + leaves["bc"]) + (1 - u) * a_t
        loss = loss + (a_t * torch.tensor(gru.da[:, t])).sum()
    loss.backward()
    return {f"d{name}": leaf.grad.numpy() for name, leaf in leaves.items()}


@RESETS
def test_forward_is_the_lecture_s_equations(gru, reset):
    a, _ = gru_forward(gru.x, gru.a0, gru.params, reset)
    np.testing.assert_allclose(a, by_loops(gru.x, gru.a0, gru.params, reset), rtol=1e-10, atol=1e-12)


@RESETS
def test_forward_is_the_cell_repeated(gru, reset):
    a, _ = gru_forward(gru.x, gru.a0, gru.params, reset)
    a_t = gru.a0
    for t in range(gru.x.shape[1]):
        a_t, _ = gru_cell_forward(gru.x[:, t], a_t, gru.params, reset)
        np.testing.assert_array_equal(a[:, t], a_t)


@RESETS
def test_backward_is_autograd(gru, reset):
    gradients = gru_backward(gru.da, gru_forward(gru.x, gru.a0, gru.params, reset)[1])
    expected = autograd(gru, reset)
    assert gradients.keys() == expected.keys()
    for name, value in expected.items():
        np.testing.assert_allclose(gradients[name], value, rtol=1e-9, atol=1e-10, err_msg=name)


@RESETS
@pytest.mark.parametrize("name", ["x", "a0", "Wu", "Wr", "Wc", "bu", "br", "bc", "bhc"])
def test_backward_agrees_with_differences_of_forward(gru, reset, name):
    if (reset, name) == ("before", "bhc"):
        return
    inputs = {"x": gru.x, "a0": gru.a0} | gru.params

    def loss(value):
        changed = inputs | {name: value}
        return float(np.sum(gru_forward(changed["x"], changed["a0"], changed, reset)[0] * gru.da))

    gradient = gru_backward(gru.da, gru_forward(gru.x, gru.a0, gru.params, reset)[1])[f"d{name}"]
    scale = np.max(np.abs(gradient))
    np.testing.assert_allclose(numerical_gradient(loss, inputs[name]), gradient, atol=1e-6 * scale, rtol=0)


@RESETS
def test_backward_over_one_step_is_the_cell_s(gru, reset):
    x, da = gru.x[:, :1], gru.da[:, :1]
    cell = gru_cell_backward(da[:, 0], gru_cell_forward(x[:, 0], gru.a0, gru.params, reset)[1])
    sequence = gru_backward(da, gru_forward(x, gru.a0, gru.params, reset)[1])
    names = {"dx_t": "dx", "da_prev": "da0"}
    for name, value in cell.items():
        np.testing.assert_array_equal(sequence[names.get(name, name)].reshape(value.shape), value)


def torch_cell(params, n_a, n_x):
    """nn.GRUCell with the weights of a GRU that resets after: rows r, z, n, and z = 1 - gate_u."""
    torch = pytest.importorskip("torch")
    cell = torch.nn.GRUCell(n_x, n_a, dtype=torch.float64)
    W = [params["Wr"], -params["Wu"], params["Wc"]]
    b = [params["br"], -params["bu"], params["bc"]]
    zeros = np.zeros(n_a)
    state = {
        "weight_hh": np.concatenate([w[:, :n_a] for w in W]),
        "weight_ih": np.concatenate([w[:, n_a:] for w in W]),
        "bias_ih": np.concatenate(b),
        "bias_hh": np.concatenate([zeros, zeros, params["bhc"]]),
    }
    cell.load_state_dict({name: torch.tensor(value) for name, value in state.items()})
    return lambda x_t, a: cell(torch.tensor(x_t), torch.tensor(a)).detach().numpy()


def test_reset_after_is_torch_s_cell(gru):
    cell = torch_cell(gru.params, gru.a0.shape[1], gru.x.shape[2])
    a_next, _ = gru_cell_forward(gru.x[:, 0], gru.a0, gru.params, "after")
    np.testing.assert_allclose(a_next, cell(gru.x[:, 0], gru.a0), rtol=1e-12, atol=1e-14)


def test_reset_before_is_not_torch_s_cell_but_for_a_diagonal_block_without_its_own_bias(gru):
    n_a = gru.a0.shape[1]
    no_bias = gru.params | {"bhc": np.zeros(n_a)}
    cell = torch_cell(no_bias, n_a, gru.x.shape[2])
    a_next, _ = gru_cell_forward(gru.x[:, 0], gru.a0, no_bias, "before")
    assert np.allclose(a_next, cell(gru.x[:, 0], gru.a0), atol=1e-6) == (n_a == 1)
    diagonal = no_bias | {"Wc": no_bias["Wc"].copy()}
    diagonal["Wc"][:, :n_a] *= np.eye(n_a)
    a_next, _ = gru_cell_forward(gru.x[:, 0], gru.a0, diagonal, "before")
    np.testing.assert_allclose(
        a_next, torch_cell(diagonal, n_a, gru.x.shape[2])(gru.x[:, 0], gru.a0), rtol=1e-12, atol=1e-14
    )


@RESETS
def test_a_closed_update_gate_keeps_the_state(gru, reset):
    closed = gru.params | {"bu": np.full_like(gru.params["bu"], -1e4)}
    a, cache = gru_forward(gru.x, gru.a0, closed, reset)
    np.testing.assert_array_equal(a, np.repeat(gru.a0[:, None], gru.x.shape[1], axis=1))
    np.testing.assert_array_equal(gru_backward(gru.da, cache)["da0"], gru.da[:, ::-1].sum(axis=1))


@RESETS
def test_a_closed_reset_gate_and_an_open_update_gate_forget_the_state(gru, reset):
    wide = np.full_like(gru.params["bu"], 1e4)
    forgetful = gru.params | {"bu": wide, "br": -wide}
    a_next, _ = gru_cell_forward(gru.x[:, 0], gru.a0, forgetful, reset)
    another, _ = gru_cell_forward(gru.x[:, 0], gru.a0 + 1, forgetful, reset)
    np.testing.assert_array_equal(a_next, another)


@RESETS
def test_nothing_is_written_into_the_arguments(gru, reset):
    kept = copy.deepcopy(gru)
    a, cache = gru_forward(gru.x, gru.a0, gru.params, reset)
    before = copy.deepcopy((a, cache))
    gru_backward(gru.da, cache)
    for one, other in ((kept.x, gru.x), (kept.a0, gru.a0), (kept.da, gru.da), (before[0], a)):
        np.testing.assert_array_equal(one, other)
    for name in gru.params:
        np.testing.assert_array_equal(kept.params[name], gru.params[name])
    for was, step in zip(before[1].steps, cache.steps, strict=True):
        np.testing.assert_array_equal(was.candidate, step.candidate)
