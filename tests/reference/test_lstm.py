"""The long short-term memory against autograd, torch's own, differences, and what its gates are for."""

import copy

import numpy as np
import pytest

from reference import lstm_backward, lstm_cell_backward, lstm_cell_forward, lstm_forward, numerical_gradient

OUTPUTS = pytest.mark.parametrize("output", ["tanh", "linear"])


def by_loops(lstm, output):
    """The lecture's equations, one example, one unit and one number at a time."""
    x, params, (m, T_x, _), n_a = lstm.x, lstm.params, lstm.x.shape, lstm.a0.shape[1]

    def score(gate, row, both):
        return sum(params[f"W{gate}"][row, k] * both[k] for k in range(len(both))) + params[f"b{gate}"][row]

    a, c = np.empty((m, T_x, n_a)), np.empty((m, T_x, n_a))
    for i in range(m):
        state, cell = list(lstm.a0[i]), list(lstm.c0[i])
        for t in range(T_x):
            both = [*state, *x[i, t]]
            for j in range(n_a):
                u, f, o = (1 / (1 + np.exp(-score(gate, j, both))) for gate in "ufo")
                cell[j] = u * np.tanh(score("c", j, both)) + f * cell[j]
                state[j] = o * (np.tanh(cell[j]) if output == "tanh" else cell[j])
            a[i, t], c[i, t] = state, cell
    return a, c


def autograd(lstm, output):
    """What torch's autograd gives for loss = sum(a * da) + sum(c<T> * dc), in float64."""
    torch = pytest.importorskip("torch")
    leaves = {"x": lstm.x, "a0": lstm.a0, "c0": lstm.c0} | lstm.params
    del leaves["bhc"]
    leaves = {name: torch.tensor(value, requires_grad=True) for name, value in leaves.items()}
    a_t, c_t, loss = leaves["a0"], leaves["c0"], 0
    for t in range(lstm.x.shape[1]):
        both = torch.cat([a_t, leaves["x"][:, t]], dim=1)
        u, f, o, c = (both @ leaves[f"W{gate}"].T + leaves[f"b{gate}"] for gate in "ufoc")
        c_t = torch.sigmoid(u) * torch.tanh(c) + torch.sigmoid(f) * c_t
        a_t = torch.sigmoid(o) * (torch.tanh(c_t) if output == "tanh" else c_t)
        loss = loss + (a_t * torch.tensor(lstm.da[:, t])).sum()
    (loss + (c_t * torch.tensor(lstm.dc)).sum()).backward()
    return {f"d{name}": leaf.grad.numpy() for name, leaf in leaves.items()}


def forward(lstm, output, **changed):
    inputs = {"x": lstm.x, "a0": lstm.a0, "c0": lstm.c0, **lstm.params, **changed}
    return lstm_forward(inputs["x"], inputs["a0"], inputs["c0"], inputs, output)


@OUTPUTS
def test_forward_is_the_lecture_s_equations(lstm, output):
    a, c, _ = forward(lstm, output)
    expected_a, expected_c = by_loops(lstm, output)
    np.testing.assert_allclose(a, expected_a, rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(c, expected_c, rtol=1e-10, atol=1e-12)


@OUTPUTS
def test_forward_is_the_cell_repeated(lstm, output):
    a, c, _ = forward(lstm, output)
    a_t, c_t = lstm.a0, lstm.c0
    for t in range(lstm.x.shape[1]):
        a_t, c_t, _ = lstm_cell_forward(lstm.x[:, t], a_t, c_t, lstm.params, output)
        np.testing.assert_array_equal(a[:, t], a_t)
        np.testing.assert_array_equal(c[:, t], c_t)


@OUTPUTS
def test_backward_is_autograd(lstm, output):
    gradients = lstm_backward(lstm.da, lstm.dc, forward(lstm, output)[2])
    expected = autograd(lstm, output)
    assert gradients.keys() == expected.keys()
    for name, value in expected.items():
        np.testing.assert_allclose(gradients[name], value, rtol=1e-9, atol=1e-10, err_msg=name)


@OUTPUTS
@pytest.mark.parametrize("name", ["x", "a0", "c0", *(f"{kind}{gate}" for kind in "Wb" for gate in "ufoc")])
def test_backward_agrees_with_differences_of_forward(lstm, output, name):
    def loss(value):
        a, c, _ = forward(lstm, output, **{name: value})
        return float(np.sum(a * lstm.da) + np.sum(c[:, -1] * lstm.dc))

    gradient = lstm_backward(lstm.da, lstm.dc, forward(lstm, output)[2])[f"d{name}"]
    value = {"x": lstm.x, "a0": lstm.a0, "c0": lstm.c0, **lstm.params}[name]
    scale = np.max(np.abs(gradient))
    np.testing.assert_allclose(numerical_gradient(loss, value), gradient, atol=1e-6 * scale, rtol=0)


@OUTPUTS
def test_backward_over_one_step_is_the_cell_s(lstm, output):
    x, da = lstm.x[:, :1], lstm.da[:, :1]
    _, _, kept = lstm_cell_forward(x[:, 0], lstm.a0, lstm.c0, lstm.params, output)
    cell = lstm_cell_backward(da[:, 0], lstm.dc, kept)
    sequence = lstm_backward(da, lstm.dc, lstm_forward(x, lstm.a0, lstm.c0, lstm.params, output)[2])
    names = {"dx_t": "dx", "da_prev": "da0", "dc_prev": "dc0"}
    for name, value in cell.items():
        np.testing.assert_array_equal(sequence[names.get(name, name)].reshape(value.shape), value)


def test_no_gradient_of_the_last_cell_is_one_of_zeros(lstm):
    _, _, cache = forward(lstm, "tanh")
    for name, value in lstm_backward(lstm.da, None, cache).items():
        np.testing.assert_array_equal(lstm_backward(lstm.da, np.zeros_like(lstm.dc), cache)[name], value)


def test_a_sequence_in_two_pieces_has_the_gradients_of_the_whole(lstm):
    half = lstm.x.shape[1] // 2
    if not half:
        return
    whole = lstm_backward(lstm.da, lstm.dc, forward(lstm, "tanh")[2])
    a, c, first = lstm_forward(lstm.x[:, :half], lstm.a0, lstm.c0, lstm.params)
    _, _, second = lstm_forward(lstm.x[:, half:], a[:, -1], c[:, -1], lstm.params)
    later = lstm_backward(lstm.da[:, half:], lstm.dc, second)
    da = lstm.da[:, :half].copy()
    da[:, -1] += later["da0"]
    earlier = lstm_backward(da, later["dc0"], first)
    np.testing.assert_allclose(earlier["dc0"], whole["dc0"], rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(earlier["dWf"] + later["dWf"], whole["dWf"], rtol=1e-9, atol=1e-12)


def test_the_output_tanh_is_torch_s_lstm(lstm):
    torch = pytest.importorskip("torch")
    n_a, n_x = lstm.a0.shape[1], lstm.x.shape[2]
    layer = torch.nn.LSTM(n_x, n_a, batch_first=True, dtype=torch.float64)
    W = np.concatenate([lstm.params[f"W{gate}"] for gate in "ufco"])
    bias = np.concatenate([lstm.params[f"b{gate}"] for gate in "ufco"])
    state = {"weight_hh_l0": W[:, :n_a], "weight_ih_l0": W[:, n_a:], "bias_ih_l0": bias}
    state["bias_hh_l0"] = np.zeros_like(bias)
    layer.load_state_dict({name: torch.tensor(value) for name, value in state.items()})
    before = (torch.tensor(lstm.a0)[None], torch.tensor(lstm.c0)[None])
    expected, (_, cell) = layer(torch.tensor(lstm.x), before)
    a, c, _ = forward(lstm, "tanh")
    np.testing.assert_allclose(a, expected.detach().numpy(), rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(c[:, -1], cell[0].detach().numpy(), rtol=1e-10, atol=1e-12)


def test_the_output_is_bounded_under_tanh_and_not_under_linear(lstm):
    large = lstm.c0 * 1e6
    assert np.max(np.abs(forward(lstm, "tanh", c0=large)[0])) <= 1
    assert np.max(np.abs(forward(lstm, "linear", c0=large)[0])) > 1


@OUTPUTS
def test_an_open_forget_gate_and_a_closed_update_gate_keep_the_cell(lstm, output):
    wide = np.full_like(lstm.params["bf"], 1e4)
    _, c, cache = forward(lstm, output, bf=wide, bu=-wide)
    np.testing.assert_array_equal(c, np.repeat(lstm.c0[:, None], lstm.x.shape[1], axis=1))
    silent = np.zeros_like(lstm.da)
    np.testing.assert_array_equal(lstm_backward(silent, lstm.dc, cache)["dc0"], lstm.dc)


@OUTPUTS
def test_nothing_is_written_into_the_arguments(lstm, output):
    kept = copy.deepcopy(lstm)
    _, _, cache = forward(lstm, output)
    before = copy.deepcopy(cache)
    lstm_backward(lstm.da, lstm.dc, cache)
    for name in ("x", "a0", "c0", "da", "dc"):
        np.testing.assert_array_equal(getattr(kept, name), getattr(lstm, name))
    for name in lstm.params:
        np.testing.assert_array_equal(kept.params[name], lstm.params[name])
    for was, step in zip(before.steps, cache.steps, strict=True):
        np.testing.assert_array_equal(was.told, step.told)
