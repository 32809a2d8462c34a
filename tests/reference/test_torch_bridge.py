"""Weights to and from torch: its own layers say whether they are the same network, and where none is."""

import copy

import numpy as np
import pytest

from reference import (
    gru_forward,
    gru_from_torch,
    gru_to_torch,
    lstm_backward,
    lstm_forward,
    lstm_from_torch,
    lstm_to_torch,
)

LARGE = 3.0  # deviation of the biases: a network with one of them dropped or doubled is far away


def spread(params):
    """The same weights with large biases."""
    return {name: LARGE * value if name.startswith("b") else value for name, value in params.items()}


def drawn(layer, torch, seed):
    """Give a layer generic weights and, in both places, large biases; return them by name."""
    rng = np.random.default_rng(seed)
    state = {
        name: (LARGE if "bias" in name else 1) * rng.normal(size=tuple(value.shape))
        for name, value in layer.state_dict().items()
    }
    layer.load_state_dict({name: torch.tensor(value) for name, value in state.items()})
    return {name.removesuffix("_l0"): value for name, value in state.items()}


def loaded(layer, weights, torch):
    layer.load_state_dict({f"{name}_l0": torch.tensor(value) for name, value in weights.items()})
    return layer


def states_of_gru(layer, x, a0, torch):
    a, _ = layer(torch.tensor(x), torch.tensor(a0)[None])
    return a.detach().numpy()


def states_of_lstm(layer, x, a0, c0, torch):
    a, (_, c_last) = layer(torch.tensor(x), (torch.tensor(a0)[None], torch.tensor(c0)[None]))
    return a.detach().numpy(), c_last[0].detach().numpy()


def make(kind, problem, torch):
    n_x, n_a = problem.x.shape[2], problem.a0.shape[1]
    return getattr(torch.nn, kind)(n_x, n_a, batch_first=True, dtype=torch.float64)


def close(value, expected):
    return np.testing.assert_allclose(value, expected, rtol=1e-9, atol=1e-11)


def test_torch_s_gru_with_our_weights_is_ours(gru):
    torch = pytest.importorskip("torch")
    params = spread(gru.params)
    layer = loaded(make("GRU", gru, torch), gru_to_torch(params, "after"), torch)
    close(gru_forward(gru.x, gru.a0, params, "after")[0], states_of_gru(layer, gru.x, gru.a0, torch))


def test_our_gru_with_torch_s_weights_is_torch_s(gru):
    torch = pytest.importorskip("torch")
    layer = make("GRU", gru, torch)
    params = gru_from_torch(drawn(layer, torch, gru.x.shape))
    close(gru_forward(gru.x, gru.a0, params, "after")[0], states_of_gru(layer, gru.x, gru.a0, torch))


def test_torch_s_lstm_with_our_weights_is_ours(lstm):
    torch = pytest.importorskip("torch")
    params = spread(lstm.params)
    layer = loaded(make("LSTM", lstm, torch), lstm_to_torch(params), torch)
    a, c, _ = lstm_forward(lstm.x, lstm.a0, lstm.c0, params)
    expected_a, expected_c = states_of_lstm(layer, lstm.x, lstm.a0, lstm.c0, torch)
    close(a, expected_a)
    close(c[:, -1], expected_c)


def test_our_lstm_with_torch_s_weights_is_torch_s(lstm):
    torch = pytest.importorskip("torch")
    layer = make("LSTM", lstm, torch)
    params = lstm_from_torch(drawn(layer, torch, lstm.x.shape))
    a, c, _ = lstm_forward(lstm.x, lstm.a0, lstm.c0, params)
    expected_a, expected_c = states_of_lstm(layer, lstm.x, lstm.a0, lstm.c0, torch)
    close(a, expected_a)
    close(c[:, -1], expected_c)


def test_to_torch_and_back_changes_nothing(gru, lstm):
    units = {"u": gru.params, "f": {k: v for k, v in lstm.params.items() if k != "bhc"}}
    back = {
        "u": gru_from_torch(gru_to_torch(units["u"], "after")),
        "f": lstm_from_torch(lstm_to_torch(units["f"])),
    }
    for unit, params in units.items():
        assert back[unit].keys() == params.keys()
        for name, value in params.items():
            np.testing.assert_array_equal(back[unit][name], value, err_msg=name)


def test_from_torch_and_back_only_adds_up_the_biases(gru):
    torch = pytest.importorskip("torch")
    n_a = gru.a0.shape[1]
    weights = drawn(make("GRU", gru, torch), torch, 3)
    again = gru_to_torch(gru_from_torch(weights), "after")
    for name in ("weight_ih", "weight_hh"):
        np.testing.assert_array_equal(again[name], weights[name])
    gates, candidate = slice(2 * n_a), slice(2 * n_a, None)
    np.testing.assert_array_equal(again["bias_hh"][gates], 0)
    np.testing.assert_array_equal(again["bias_ih"][gates], (weights["bias_ih"] + weights["bias_hh"])[gates])
    for name in ("bias_ih", "bias_hh"):
        np.testing.assert_array_equal(again[name][candidate], weights[name][candidate])


@pytest.mark.parametrize("reset", ["before", "After", ""])
def test_a_gru_that_does_not_reset_after_the_product_has_no_weights_in_torch(gru, reset):
    with pytest.raises(ValueError, match=f'there are no weights for reset="{reset}"'):
        gru_to_torch(gru.params, reset)


def test_resetting_before_is_another_network_than_torch_s_with_the_same_weights(gru):
    torch = pytest.importorskip("torch")
    params = gru.params | {"bhc": np.zeros_like(gru.params["bc"])}
    layer = loaded(make("GRU", gru, torch), gru_to_torch(params, "after"), torch)
    a, _ = gru_forward(gru.x, gru.a0, params, "before")
    same = np.allclose(a, states_of_gru(layer, gru.x, gru.a0, torch), atol=1e-6)
    assert same == (gru.a0.shape[1] == 1)  # one number in the block is a diagonal block


def test_resetting_before_is_torch_s_where_each_unit_s_candidate_reads_its_own_state_alone(gru):
    torch = pytest.importorskip("torch")
    n_a = gru.a0.shape[1]
    params = gru.params | {"bhc": np.zeros(n_a), "Wc": gru.params["Wc"].copy()}
    params["Wc"][:, :n_a] *= np.eye(n_a)
    layer = loaded(make("GRU", gru, torch), gru_to_torch(params, "after"), torch)
    close(gru_forward(gru.x, gru.a0, params, "before")[0], states_of_gru(layer, gru.x, gru.a0, torch))


def test_resetting_before_is_torch_s_where_the_reset_gate_is_open(gru):
    torch = pytest.importorskip("torch")
    params = gru.params | {"bhc": np.zeros_like(gru.params["bc"]), "br": np.full_like(gru.params["br"], 1e4)}
    layer = loaded(make("GRU", gru, torch), gru_to_torch(params, "after"), torch)
    close(gru_forward(gru.x, gru.a0, params, "before")[0], states_of_gru(layer, gru.x, gru.a0, torch))


def test_a_bias_inside_the_product_makes_a_difference_even_to_a_diagonal_block(gru):
    torch = pytest.importorskip("torch")
    n_a = gru.a0.shape[1]
    params = gru.params | {"Wc": gru.params["Wc"].copy(), "bhc": np.full(n_a, LARGE)}
    params["Wc"][:, :n_a] *= np.eye(n_a)
    layer = loaded(make("GRU", gru, torch), gru_to_torch(params, "after"), torch)
    a, _ = gru_forward(gru.x, gru.a0, params, "before")
    assert not np.allclose(a, states_of_gru(layer, gru.x, gru.a0, torch), atol=1e-6)


def linear_by_autograd(lstm, torch):
    """The recurrence as the notes print it, a = gate_o * c, and autograd's gradient of sum(a * da)."""
    leaves = {"x": lstm.x, "a0": lstm.a0, "c0": lstm.c0}
    leaves |= {name: value for name, value in lstm.params.items() if name != "bhc"}
    leaves = {name: torch.tensor(value, requires_grad=True) for name, value in leaves.items()}
    a_t, c_t, states = leaves["a0"], leaves["c0"], []
    for x_t in leaves["x"].unbind(1):
        both = torch.cat([a_t, x_t], dim=1)
        z = {gate: both @ leaves[f"W{gate}"].T + leaves[f"b{gate}"] for gate in "ufoc"}
        c_t = torch.sigmoid(z["u"]) * torch.tanh(z["c"]) + torch.sigmoid(z["f"]) * c_t
        a_t = torch.sigmoid(z["o"]) * c_t
        states.append(a_t)
    a = torch.stack(states, dim=1)
    (a * torch.tensor(lstm.da)).sum().backward()
    return a.detach().numpy(), {f"d{name}": leaf.grad.numpy() for name, leaf in leaves.items()}


def test_the_linear_output_is_the_recurrence_of_the_notes_and_no_layer_of_torch(lstm):
    torch = pytest.importorskip("torch")
    a, _, cache = lstm_forward(lstm.x, lstm.a0, lstm.c0, lstm.params, "linear")
    expected, gradients = linear_by_autograd(lstm, torch)
    close(a, expected)
    found = lstm_backward(lstm.da, None, cache)
    assert found.keys() == gradients.keys()
    for name, value in gradients.items():
        np.testing.assert_allclose(found[name], value, rtol=1e-9, atol=1e-10, err_msg=name)
    layer = loaded(make("LSTM", lstm, torch), lstm_to_torch(lstm.params), torch)
    assert not np.allclose(a, states_of_lstm(layer, lstm.x, lstm.a0, lstm.c0, torch)[0], atol=1e-6)


def test_the_linear_output_leaves_the_range_that_torch_s_cannot_leave(lstm):
    torch = pytest.importorskip("torch")
    wide = np.full_like(lstm.params["bf"], 1e4)
    params = lstm.params | {"bf": wide, "bo": wide}  # the cell is kept and shown
    layer = loaded(make("LSTM", lstm, torch), lstm_to_torch(params), torch)
    a, _, _ = lstm_forward(lstm.x, lstm.a0, lstm.c0 + 5, params, "linear")
    assert np.abs(a).max() > 1
    assert np.abs(states_of_lstm(layer, lstm.x, lstm.a0, lstm.c0 + 5, torch)[0]).max() <= 1


def test_what_a_bridge_returns_is_no_view_of_what_it_was_given(gru, lstm):
    weights = gru_to_torch(gru.params, "after")
    kept = copy.deepcopy((gru.params, lstm.params, weights))
    results = [weights, gru_from_torch(weights), lstm_to_torch(lstm.params)]
    results.append(lstm_from_torch(results[2]))
    given = [gru.params, weights, lstm.params, results[2]]
    for source, result in zip(given, results, strict=True):
        for one in source.values():
            assert not any(np.shares_memory(one, other) for other in result.values())
    for before, after in zip(kept, (gru.params, lstm.params, weights), strict=True):
        for name, value in before.items():
            np.testing.assert_array_equal(after[name], value, err_msg=name)
