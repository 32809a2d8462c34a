"""The forecaster against the reference's GRU, in numpy, from the very weights that the model holds."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.checks import check, expect, expect_property, known, tensor
from autograder.checks.tolerances import Tolerance, Tolerances
from autograder.model.finding import finding
from autograder.model.verdict import CheckFailed, StudentFault

SINGLE = Tolerances(*[Tolerance(1e-4, 1e-5, of_largest=True)] * 2)
"""All is computed in float32, whatever form it comes back in."""
RATE = 0.05
PARTS = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")


@check("a3.forecaster.values")
def test_a_prediction_is_a_linear_head_on_the_last_state(networks, rng):
    for n_hidden, m, length in [(5, 4, 7), (3, 1, 6), (4, 3, 1)]:
        network = networks(n_hidden)
        windows = rng.normal(size=(m, length)).astype(np.float32)
        expect(
            network.model(windows),
            network.following(network.state, windows),
            within=SINGLE,
            suspects=network.wrong(windows),
        )


@check("a3.forecaster.train_step")
def test_each_step_is_one_of_adam_on_the_mean_squared_error(student, networks, rng):
    network = networks(5)
    batches = [drawn(rng, 6, 7), drawn(rng, 4, 7)]
    optimizer = student.make_optimizer(network.model, RATE)
    for k, (windows, targets) in enumerate(batches):
        loss = student.train_step(network.model, optimizer, tensor(windows), tensor(targets)).loss
        expected, state = network.trained(batches[: k + 1])
        expect(loss, expected, within=SINGLE, suspects=network.wrong_losses(batches[: k + 1]))
        now = network.model.state_dict()
        for name in network.state:
            expect(
                now[name], state[name], within=SINGLE, suspects=network.wrong_steps(batches[: k + 1], name)
            )


@check("a3.forecaster.loss_is_number")
def test_a_loss_is_a_number_without_its_graph(student, rng):
    model = student.Forecaster(3)
    windows, targets = drawn(rng, 4, 5)
    optimizer = student.make_optimizer(model, RATE)
    loss = student.train_step(model, optimizer, tensor(windows), tensor(targets)).loss
    loss.climb()
    expect_number(loss, loss.raw)


@check("a3.forecaster.predict")
def test_predict_neither_learns_nor_prepares_to_learn(student, networks, rng):
    network = networks(4)
    windows, _ = drawn(rng, 5, 6)
    expected = network.following(network.state, windows)
    network.model.train()
    first, second = (student.predict(network.model, windows.astype(np.float64)) for _ in range(2))
    for out in (first, second):
        expect(out.tolist(), expected, within=SINGLE)
    expect_no_graph(first)
    training = network.model.attribute("training").raw
    if training is not False:
        raise CheckFailed(finding("known_mistake", function="predict", hint="T03"))


@check("a3.forecaster.epochs")
def test_the_loss_of_an_epoch_is_the_mean_over_all_windows(student, rng):
    windows, targets = drawn(rng, 10, 6)
    told = []
    still = (windows.astype(float), targets.astype(float), 4, 3, 4, 0.0)  # a rate of 0 moves no weight
    out = student.train_forecaster(*still, lambda *what: told.append(what))
    errors = (out.model(windows).climb(targets) - targets) ** 2
    losses = out.losses
    expect(
        losses,
        np.full(3, errors.mean()),
        within=SINGLE,
        suspects={"X79": lambda: np.full(3, errors.sum())},
    )
    expect_property(tells(told, losses.array), losses, "tells_epochs")
    for loss in losses.raw:
        expect_number(losses, loss)


@check("a3.forecaster.beats_naive")
def test_a_trained_forecaster_beats_the_season_before(student, reference, trained, measured, data):
    how = measured["settings"]["forecast"]
    series = reference.read_series(data(how["data"]))
    border, length, horizon = len(series) - how["test_size"], how["length"], how["horizon"]
    mean, std = reference.fit_scaler(series[:border])
    model = student.Forecaster(how["n_hidden"])
    model.load_state_dict(dict(trained("forecaster")["state"]))

    def following(window):
        return float(model(window[np.newaxis].astype(np.float32)).climb(np.zeros(1))[0])

    starts = range(border, len(series) - horizon + 1, horizon)
    made = [reference.recursive_forecast(following, series, k, length, horizon, mean, std) for k in starts]
    truth = np.concatenate([series[k : k + horizon] for k in starts])
    error, needed = reference.rmse(np.concatenate(made), truth), measured["thresholds"]["rmse"]
    if error > needed:
        raise CheckFailed(
            finding("forecast_not_better", function="train_forecaster", got=error, expected=needed),
            finding("known_mistake", function="train_forecaster", hint="T10"),
        )


# --------------------------------------------------------------------------------- how to check


def drawn(rng, m, length):
    return rng.normal(size=(m, length)).astype(np.float32), rng.normal(size=m).astype(np.float32)


def expect_number(answer, loss):
    """Require a number; a tensor came as an array, and would hold the graph that made it."""
    if isinstance(loss, np.ndarray):
        raise CheckFailed(finding("known_mistake", function=answer.function, name=answer.name, hint="T02"))


def expect_no_graph(following):
    """Require that no gradient can flow back through a prediction; what is no tensor has none."""
    try:
        graph = following.attribute("requires_grad").raw
    except StudentFault:
        return
    if graph:
        raise CheckFailed(finding("known_mistake", function="predict", hint="T03"))


def tells(told, losses):
    """Tell whether each epoch was told once, in order and with its loss."""
    try:
        numbers, values = np.array(told, dtype=float).T
    except (ValueError, TypeError):
        return False
    in_order = len(numbers) == len(losses) and bool(np.all(np.diff(numbers) == 1))
    return in_order and bool(np.allclose(values, losses, rtol=1e-4))


@dataclass(frozen=True)
class Network:
    """A forecaster with weights of ours; `names` tells which entry of its state is what."""

    model: Any
    state: dict[str, np.ndarray]
    names: dict[str, str]
    reference: Any

    def gru(self, state):
        return self.reference.gru_from_torch({part: state[self.names[part]] for part in PARTS})

    def head(self, state):
        return state[self.names["head"]][0], state[self.names["head_bias"]]

    def states(self, state, windows):
        n_hidden = state[self.names["weight_hh"]].shape[1]
        x = np.asarray(windows, dtype=float)[..., np.newaxis]
        return self.reference.gru_forward(x, np.zeros((len(x), n_hidden)), self.gru(state), "after")

    def following(self, state, windows):
        w, b = self.head(state)
        return self.states(state, windows)[0][:, -1] @ w + b

    def step_back(self, state, windows, targets):
        """Return the loss and its gradients, named as in the state."""
        a, cache = self.states(state, windows)
        w, _ = self.head(state)
        apart = self.following(state, windows) - targets
        d_following = 2 * apart / len(apart)
        da = np.zeros_like(a)
        da[:, -1] = d_following[:, np.newaxis] * w
        layer = {name[1:]: g for name, g in self.reference.gru_backward(da, cache).items()}
        of_weights = self.reference.gru_to_torch(layer, "after")
        n_a = len(w)
        of_weights["bias_hh"][: 2 * n_a] = of_weights["bias_ih"][: 2 * n_a]  # r and z see the sum of both
        head = {"head": d_following[np.newaxis] @ a[:, -1], "head_bias": np.array([d_following.sum()])}
        grads = {f"d{self.names[part]}": g for part, g in (of_weights | head).items()}
        return float(np.mean(apart**2)), grads

    def trained(self, batches, *, gather=lambda _before, grads: grads, step=None, rate=RATE):
        """Return the last loss, and the state after a step of Adam on each batch."""
        step = step or self.reference.adam_step
        state, moments, before, loss = dict(self.state), {}, {}, 0.0
        for t, (windows, targets) in enumerate(batches, start=1):
            loss, grads = self.step_back(state, windows, targets)
            before = gather(before, grads)
            state, moments = step(state, before, moments, t, rate)
        return loss, state

    # ----------------------------------------------------------------------------- known mistakes

    def wrong(self, windows):
        w, b = self.head(self.state)
        a = self.states(self.state, windows)[0]
        return {
            "X80": lambda: [a[:, 0] @ w + b, a.mean(axis=1) @ w + b],
            "X135": lambda: [np.tanh(a[:, -1] @ w + b), np.maximum(a[:, -1] @ w + b, 0)],
        }

    def wrong_losses(self, batches):
        windows, targets = batches[-1]
        _, before = self.trained(batches[:-1])
        _, after = self.trained(batches)

        def apart(state):
            return self.following(state, windows) - targets

        following = self.following(before, windows)
        return {
            "X137": lambda: np.mean(apart(after) ** 2),
            "X139": lambda: [np.sum(apart(before) ** 2), np.mean(np.abs(apart(before)))],
            "X140": lambda: np.mean((following[:, np.newaxis] - targets) ** 2),
        }

    def wrong_steps(self, batches, name):
        def added(before, grads):
            return {key: before.get(key, 0) + g for key, g in grads.items()}

        return {
            "T01": lambda: self.trained(batches, gather=added)[1][name],
            "X138": lambda: self.trained(batches, step=descend)[1][name],
            "X136": lambda: self.trained(batches[:-1])[1][name],
            "X142": lambda: self.trained(batches, rate=1e-3)[1][name],
        }


def descend(params, grads, moments, _t, rate):
    return {name: w - rate * grads[f"d{name}"] for name, w in params.items()}, moments


def names_in(state):
    """Tell which entry is what; None when this is no GRU of one layer with a linear head."""
    found = {part: [key for key in state if part in key] for part in PARTS}
    others = [key for key in state if not any(part in key for part in PARTS)]
    found["head"] = [key for key in others if state[key].array.ndim > 1]
    found["head_bias"] = [key for key in others if state[key].array.ndim == 1]
    if any(len(keys) != 1 for keys in found.values()):
        return None
    return {part: keys[0] for part, keys in found.items()}


def is_gru(state, names):
    """Tell whether the layer has the three blocks of a GRU that reads one feature."""
    n_hidden = state[names["weight_hh"]].array.shape[1]
    return state[names["weight_ih"]].array.shape == (3 * n_hidden, 1)


@pytest.fixture
def networks(student, reference, rng):
    """Give what makes a forecaster and gives it generic weights, biases among them."""

    def make(n_hidden):
        model = student.Forecaster(n_hidden)
        state = model.state_dict()
        names = names_in(state)
        expect_property(names is not None, state, "gru_and_head")
        with known(property_broken="X144"):
            expect_property(is_gru(state, names), state, "gru_and_head")
        drawn_state = {key: rng.normal(scale=0.6, size=state[key].array.shape) for key in state}
        single = {key: value.astype(np.float32) for key, value in drawn_state.items()}
        model.load_state_dict(single)
        return Network(model, {key: value.astype(float) for key, value in single.items()}, names, reference)

    return make


@pytest.fixture
def measured():
    """Give the settings of the trainings and what right ones reach."""
    path = Path(__file__).parents[1] / "public" / "thresholds.json"
    return json.loads(path.read_text(encoding="utf-8"))
