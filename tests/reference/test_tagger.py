"""The tagger against autograd in float64, differences of its loss, and what training must do."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference import (
    adam_step,
    gru_forward,
    init_gru,
    init_lstm,
    lstm_forward,
    numerical_gradient,
    orthogonal,
    rnn_forward,
    tag,
    tagger_loss,
    train_tagger,
)

KINDS = [("gru", "tanh"), ("lstm", "tanh"), ("lstm", "linear"), ("rnn", "tanh")]
GATES = {"gru": "urc", "lstm": "ufoc"}
kinds = pytest.mark.parametrize(("kind", "output"), KINDS, ids=["-".join(pair) for pair in KINDS])
SIZES = [(2, 5, 3, 4), (5, 3, 2, 6), (1, 4, 3, 5), (3, 1, 4, 2), (4, 3, 1, 2), (2, 4, 3, 1), (1, 1, 1, 1)]
sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: "m{}_T{}_x{}_a{}".format(*size))


def draw(kind, m, T_x, n_x, n_a):
    """Draw x, y and params, generic and without symmetries."""
    rng = np.random.default_rng((m, T_x, n_x, n_a))
    shapes = {f"W{gate}": (n_a, n_a + n_x) for gate in GATES.get(kind, "")}
    shapes |= {f"b{gate}": (n_a,) for gate in GATES.get(kind, "")}
    if kind == "rnn":
        shapes = {"Waa": (n_a, n_a), "Wax": (n_a, n_x), "ba": (n_a,)}
    shapes |= {"Wya": (1, n_a), "by": (1,)}
    params = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    return rng.normal(size=(m, T_x, n_x)), rng.integers(0, 2, size=(m, T_x)).astype(float), params


def states(kind, x, params, output):
    zeros = np.zeros((len(x), params["Wya"].shape[1]))
    if kind == "gru":
        return gru_forward(x, zeros, params)[0]
    return (
        lstm_forward(x, zeros, zeros, params, output)[0]
        if kind == "lstm"
        else rnn_forward(x, zeros, params)[0]
    )


def autograd(kind, x, y, params, output):
    """The loss by torch's own cross-entropy of logits, and its gradients."""
    torch = pytest.importorskip("torch")
    p = {name: torch.tensor(value, requires_grad=True) for name, value in params.items()}
    n_a, scores = params["Wya"].shape[1], []
    a = c = torch.zeros(len(x), n_a, dtype=torch.float64)
    for x_t in torch.tensor(x).unbind(1):
        if kind == "rnn":
            a = torch.tanh(a @ p["Waa"].T + x_t @ p["Wax"].T + p["ba"])
        else:
            z = {g: torch.cat([a, x_t], dim=1) @ p[f"W{g}"].T + p[f"b{g}"] for g in GATES[kind]}
            u = torch.sigmoid(z["u"])
            if kind == "gru":
                gated = torch.cat([torch.sigmoid(z["r"]) * a, x_t], dim=1)
                a = u * torch.tanh(gated @ p["Wc"].T + p["bc"]) + (1 - u) * a
            else:
                c = u * torch.tanh(z["c"]) + torch.sigmoid(z["f"]) * c
                a = torch.sigmoid(z["o"]) * (torch.tanh(c) if output == "tanh" else c)
        scores.append((a @ p["Wya"].T + p["by"])[:, 0])
    loss = torch.nn.functional.binary_cross_entropy_with_logits(torch.stack(scores, dim=1), torch.tensor(y))
    loss.backward()
    # With one step from a zero state, Waa and the like have no gradient but 0.
    return loss.item(), {f"d{name}": leaf.grad.numpy() for name, leaf in p.items()}


@kinds
@sizes
def test_loss_and_gradients_are_autograd_s(kind, output, size):
    x, y, params = draw(kind, *size)
    loss, grads = tagger_loss(kind, x, y, params, output)
    expected, gradients = autograd(kind, x, y, params, output)
    assert loss == pytest.approx(expected, rel=1e-12)
    assert grads.keys() == gradients.keys()
    for name, value in gradients.items():
        np.testing.assert_allclose(grads[name], value, rtol=1e-9, atol=1e-12, err_msg=name)


@kinds
def test_gradients_agree_with_differences_of_the_loss(kind, output):
    x, y, params = draw(kind, 3, 4, 2, 5)
    _, grads = tagger_loss(kind, x, y, params, output)
    for name, value in params.items():

        def loss(changed, name=name):
            return tagger_loss(kind, x, y, params | {name: changed}, output)[0]

        gradient = grads[f"d{name}"]
        scale = np.abs(gradient).max()
        np.testing.assert_allclose(
            numerical_gradient(loss, value), gradient, atol=1e-6 * scale, rtol=0, err_msg=name
        )


@kinds
def test_the_loss_is_the_mean_cross_entropy_of_the_probabilities(kind, output):
    x, y, params = draw(kind, 3, 4, 2, 5)
    p = tag(kind, x, params, output)
    expected = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    assert tagger_loss(kind, x, y, params, output)[0] == pytest.approx(expected, rel=1e-12)


@kinds
def test_probabilities_are_the_sigmoid_of_the_scores_of_the_states(kind, output):
    x, _, params = draw(kind, 3, 4, 2, 5)
    z = states(kind, x, params, output) @ params["Wya"].T + params["by"]
    np.testing.assert_allclose(tag(kind, x, params, output), 1 / (1 + np.exp(-z[..., 0])), rtol=1e-10)


@kinds
@pytest.mark.parametrize("score", [1e3, -1e3, 1e300])
def test_scores_of_any_size_have_a_finite_loss_and_gradients(kind, output, score):
    x, y, params = draw(kind, 3, 4, 2, 5)
    sure = params | {"Wya": np.zeros((1, 5)), "by": np.array([score])}
    loss, grads = tagger_loss(kind, x, y, sure, output)
    wrong = np.mean(y == (score < 0))
    assert loss == pytest.approx(abs(score) * wrong, rel=1e-12)
    assert grads["dby"] == pytest.approx([np.sign(score) * wrong], rel=1e-12)
    assert all(np.isfinite(gradient).all() for gradient in grads.values())


@kinds
def test_the_mean_does_not_change_when_every_example_comes_twice(kind, output):
    x, y, params = draw(kind, 3, 4, 2, 5)
    loss, grads = tagger_loss(kind, x, y, params, output)
    twice, same = tagger_loss(kind, np.tile(x, (2, 1, 1)), np.tile(y, (2, 1)), params, output)
    assert twice == pytest.approx(loss, rel=1e-12)
    for name, value in grads.items():
        np.testing.assert_allclose(same[name], value, rtol=1e-10, atol=1e-15, err_msg=name)


def counting_task(rng, m):
    """Tag 1 where the number of ones so far is odd: a plain look at the input does not tell."""
    x = rng.integers(0, 2, size=(m, 6, 1)).astype(float)
    return x, np.cumsum(x[..., 0], axis=1) % 2


def start(kind, rng, n_a=6, n_x=1):
    plain = {"Waa": orthogonal(n_a, rng), "Wax": rng.normal(size=(n_a, n_x)), "ba": np.zeros(n_a)}
    layer = {"gru": init_gru(n_a, n_x, rng), "lstm": init_lstm(n_a, n_x, rng), "rnn": plain}[kind]
    return layer | {"Wya": rng.normal(size=(1, n_a)), "by": np.zeros(1)}


@kinds
def test_training_is_adam_on_batches_in_a_drawn_order(kind, output):
    x, y = counting_task(np.random.default_rng(1), 7)
    params = start(kind, np.random.default_rng(2))
    trained, losses = train_tagger(kind, x, y, params, np.random.default_rng(3), 2, 3, 0.02, output=output)
    by_hand, moments, rng, t, expected = params, {}, np.random.default_rng(3), 0, []
    for _ in range(2):
        order, epoch = rng.permutation(7), []
        for batch in (order[:3], order[3:6], order[6:]):
            loss, grads = tagger_loss(kind, x[batch], y[batch], by_hand, output)
            t += 1
            by_hand, moments = adam_step(by_hand, grads, moments, t, 0.02)
            epoch += [loss] * len(batch)
        expected.append(np.mean(epoch))
    np.testing.assert_allclose(losses, expected, rtol=1e-12)
    assert trained.keys() == params.keys()
    for name, value in by_hand.items():
        np.testing.assert_allclose(trained[name], value, rtol=1e-12, err_msg=name)


@pytest.mark.parametrize("kind", ["gru", "lstm"])
def test_training_learns_to_count_to_two(kind):
    rng = np.random.default_rng(4)
    x, y = counting_task(rng, 64)
    trained, losses = train_tagger(kind, x, y, start(kind, rng), rng, 60, 16, 0.03)
    assert losses[0] > 0.6
    assert losses[-1] < 0.1
    new_x, new_y = counting_task(np.random.default_rng(5), 64)
    assert np.mean((tag(kind, new_x, trained) > 0.5) == new_y) > 0.95


@given(st.integers(1, 4), st.integers(1, 9))
def test_each_epoch_is_reported_once_with_its_loss(epochs, batch_size):
    x, y = counting_task(np.random.default_rng(6), 5)
    told = []
    _, losses = train_tagger(
        "gru",
        x,
        y,
        start("gru", np.random.default_rng(7), n_a=2),
        np.random.default_rng(8),
        epochs,
        batch_size,
        0.01,
        lambda epoch, loss: told.append((epoch, loss)),
    )
    assert told == list(zip(range(1, epochs + 1), losses.tolist(), strict=True))


def test_training_writes_into_nothing_it_was_given():
    x, y = counting_task(np.random.default_rng(9), 5)
    params = start("lstm", np.random.default_rng(10))
    for array in (x, y, *params.values()):
        array.flags.writeable = False
    trained, _ = train_tagger("lstm", x, y, params, np.random.default_rng(11), 2, 2, 0.1)
    assert all(not np.array_equal(trained[name], params[name]) for name in params)


def test_no_epoch_changes_nothing():
    x, y = counting_task(np.random.default_rng(12), 3)
    params = start("gru", np.random.default_rng(13))
    trained, losses = train_tagger("gru", x, y, params, np.random.default_rng(14), 0, 2, 0.1)
    assert losses.shape == (0,)
    assert trained == params
