"""The tagger: its loss, its gradients, its answers, and the loop that trains it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import product
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from autograder.checks import (
    GRADIENTS,
    VALUES,
    Call,
    Cross,
    Own,
    check,
    close,
    edge_size,
    expect,
    expect_property,
    expect_unchanged,
    fewer_axes,
    generic,
    known,
)
from autograder.checks.tolerances import Tolerance, Tolerances
from autograder.model.finding import finding
from autograder.model.verdict import CheckFailed

KINDS = ("gru", "lstm")
SIZES = {"m": 3, "T_x": 5, "n_x": 4, "n_a": 6}
EDGES = {"T_x": 1, "m": 1, "n_a": 1, "n_x": 1}
RATE = 0.01
ROUGH = Tolerance(2e-2, 1e-3, of_largest=True)
OF_LARGE_SCORES = Tolerances(ROUGH, ROUGH)
"""Scores of thousands multiply what float32 leaves out of the states."""
LOSSES = Tolerances(VALUES.float32, VALUES.float32)
OF_SCORES = Tolerances(GRADIENTS.float32, GRADIENTS.float32)
"""Losses and gradients in float64 may come from states in float32: a mean of both signs keeps their error."""


@check("a3.tagger_loss.values")
def test_the_loss_is_the_mean_cross_entropy_over_all_places(student, taggers):
    for kind in KINDS:
        tagger = taggers(kind)
        loss = expect_unchanged(student.tagger_loss, *tagger.at).loss
        carried, suspects = tagger.credit(tagger.own_loss), wrong_losses(tagger)
        expect(loss, tagger.loss, within=LOSSES, carried=carried, suspects=suspects)
    for symbol, size in EDGES.items():
        with edge_size(student.tagger_loss, symbol):
            tagger = taggers("gru", **{symbol: size})
            loss = student.tagger_loss(*tagger.at).loss
            expect(loss, tagger.loss, within=LOSSES, carried=tagger.credit(tagger.own_loss))


@check("a3.tagger_loss.gradients")
def test_the_gradients_are_those_of_the_mean(student, taggers):
    for kind in KINDS:
        expect_gradients(student, taggers(kind))
    for symbol, size in EDGES.items():
        with edge_size(student.tagger_loss, symbol), known(wrong_shape=fewer_axes("R22")):
            expect_gradients(student, taggers("lstm", **{symbol: size}))


@check("a3.tagger_loss.stable")
def test_loss_and_gradients_are_finite_for_scores_of_a_thousand(student, taggers):
    for kind, scale in product(KINDS, (3000.0, -3000.0)):  # scores of both signs
        tagger = taggers(kind, scale=scale)
        out = student.tagger_loss(*tagger.at)
        with known(not_finite="M16"):
            expect(
                out.loss,
                tagger.loss,
                within=LOSSES,
                carried=tagger.credit(tagger.own_loss),
                suspects=cut_losses(tagger),
            )
            # dby is zero for as many ones as tags of 1, and zeros carry nothing forward
            expect(
                out.dWya,
                tagger.gradients["dWya"],
                within=OF_LARGE_SCORES,
                carried=tagger.credit(partial(tagger.own_gradient, "dWya")),
            )


@check("a3.tag.values")
def test_tag_gives_the_probability_of_every_step(student, taggers):
    for kind, sizes in [("gru", {}), ("lstm", {}), ("gru", {"m": 1}), ("lstm", {"T_x": 1})]:
        tagger = taggers(kind, **sizes)
        with known(wrong_shape=fewer_axes("R22")):
            expect(
                expect_unchanged(student.tag, kind, tagger.x, tagger.params).probabilities,
                tagger.probabilities,
                within=GRADIENTS,  # float64, and yet of states in float32
                carried=tagger.credit(tagger.own_probabilities),
                suspects={
                    "X127": lambda tagger=tagger: tagger.scores,
                    "X128": lambda tagger=tagger: (tagger.scores > 0).astype(float),
                    "X122": lambda tagger=tagger: sigmoid(tagger.scores - tagger.params["by"]),
                },
            )


@check("a3.train_tagger.first_steps")
def test_the_first_three_steps_are_those_of_adam_on_shuffled_batches(student, taggers, rng):
    for kind in KINDS:
        loop = Loop(taggers(kind, m=7), seed=int(rng.integers(2**31)), epochs=1, batch_size=3)
        trained = expect_unchanged(student.train_tagger, *loop.at())
        expect_params(loop, trained)


@check("a3.train_tagger.epochs")
def test_each_epoch_has_an_order_and_a_mean_loss_of_its_own(student, taggers, rng):
    loop = Loop(taggers("gru", m=5), seed=int(rng.integers(2**31)), epochs=3, batch_size=2)
    told = []
    trained = student.train_tagger(*loop.at(), lambda *what: told.append(what))
    expect_params(loop, trained)
    suspects, carried = wrong_epochs(loop), loop.credit_losses()
    expect(trained.losses, loop.losses(), within=LOSSES, suspects=suspects, carried=carried)
    expect_property(tells(told, trained.losses.array), trained.losses, "tells_epochs")


# --------------------------------------------------------------------------------- how to check


@dataclass(frozen=True)
class Tagger:
    """A tagger on trial: weights, inputs and tags, and what is right of them."""

    kind: str
    x: np.ndarray
    y: np.ndarray
    params: dict[str, np.ndarray]
    student: Any
    reference: ModuleType
    carry: Any
    rng: np.random.Generator
    output: str

    @property
    def at(self):
        return self.kind, self.x, self.y, self.params

    @property
    def zeros(self):
        return np.zeros((len(self.x), self.params["Wya"].shape[1]))

    # ------------------------------------------------------------------------------ reference

    @property
    def loss(self):
        return self.of_reference[0]

    @property
    def gradients(self):
        return self.of_reference[1]

    @property
    def of_reference(self):
        return self.reference.tagger_loss(*self.at, self.output)

    @property
    def layer(self):
        return {name: value for name, value in self.params.items() if name not in {"Wya", "by"}}

    @property
    def states(self):
        if self.kind == "gru":
            return self.reference.gru_forward(self.x, self.zeros, self.layer)
        a, _, cache = self.reference.lstm_forward(self.x, self.zeros, self.zeros, self.layer, self.output)
        return a, cache

    @property
    def scores(self):
        return scores(self.states[0], self.params)

    @property
    def probabilities(self):
        return sigmoid(self.scores)

    def gradients_of(self, dz, weights=None):
        """Return the gradients that follow from those by the scores, dz."""
        a, cache = self.states
        da = dz[..., np.newaxis] * (self.params["Wya"][0] if weights is None else np.full_like(a, weights))
        back = self.reference.gru_backward if self.kind == "gru" else self.reference.lstm_backward
        return head(dz, a) | back(*((da,) if self.kind == "gru" else (da, None)), cache)

    # --------------------------------------------------------------- the student's own functions

    def credit(self, own):
        return self.carry.credit(Own(own, self.is_alive, GRADIENTS))

    def own_forward(self):
        student = self.carry.start()
        if self.kind == "gru":
            return student, student.gru_forward(self.x, self.zeros, self.layer, "before")
        return student, student.lstm_forward(self.x, self.zeros, self.zeros, self.layer)

    def own_scores(self):
        return scores(self.own_forward()[1].a.array, self.params)

    def own_loss(self):
        return cross_entropy(self.own_scores(), self.y).mean()

    def own_probabilities(self):
        return sigmoid(self.own_scores())

    def own_gradient(self, name):
        """Return a gradient that the student's own way forward and way back give."""
        student, out = self.own_forward()
        a = out.a.array
        dz = (sigmoid(scores(a, self.params)) - self.y) / self.y.size
        if name in {"dWya", "dby"}:
            return head(dz, a)[name]
        da = dz[..., np.newaxis] * self.params["Wya"][0]
        if self.kind == "gru":
            return getattr(student.gru_backward(da, out.cache), name).array
        return getattr(student.lstm_backward(da, np.zeros_like(self.zeros), out.cache), name).array

    def is_alive(self):
        """Tell whether the own way forward depends on what it is given."""

        def forward():
            student = self.carry.start()
            if self.kind == "gru":
                return [Call(student.gru_forward, (self.x, self.zeros, self.layer, "before"))]
            return [Call(student.lstm_forward, (self.x, self.zeros, self.zeros, self.layer))]

        Cross(forward, "a", self.rng).expect_dependence("x", "Wu|Wc")
        return True


@dataclass(frozen=True)
class Loop:
    """A training by hand; what `trained` and `losses` take besides is something to get wrong."""

    tagger: Tagger
    seed: int
    epochs: int
    batch_size: int

    def at(self):
        return *self.tagger.at, np.random.default_rng(self.seed), self.epochs, self.batch_size, RATE

    def right(self, name):
        return self.run()[0][name]

    def losses(self, **wrong):
        return self.run(**wrong)[1]

    def run(  # noqa: PLR0913 (what there is to get wrong)
        self,
        *,
        loss: Callable | None = None,
        orders: Callable | None = None,
        whole_only: bool = False,
        count: Callable = lambda t, _batch: t,
        forget: Callable = lambda _batch: False,
        step: Callable | None = None,
        of_epoch: Callable = np.average,
    ):
        """Return the weights and the losses of the epochs."""
        loss = loss or (lambda *at: self.tagger.reference.tagger_loss(*at, self.tagger.output))
        step = step or self.tagger.reference.adam_step
        params, moments, t, losses = dict(self.tagger.params), {}, 0, []
        for order in (orders or drawn)(np.random.default_rng(self.seed), len(self.tagger.x), self.epochs):
            found, sizes = [], []
            for k, batch in enumerate(self.batches(order, whole_only)):
                t += 1
                moments = {} if forget(k) else moments
                value, grads = loss(self.tagger.kind, self.tagger.x[batch], self.tagger.y[batch], params)
                params, moments = step(params, grads, moments, count(t, k), RATE)
                found, sizes = [*found, value], [*sizes, len(batch)]
            losses.append(of_epoch(found, weights=sizes))
        return params, np.array(losses)

    def batches(self, order, whole_only):
        cut = range(0, len(order), self.batch_size)
        batches = [order[k : k + self.batch_size] for k in cut]
        return [batch for batch in batches if len(batch) == self.batch_size or not whole_only]

    # --------------------------------------------------------------- the student's own functions

    def of_own_loss(self):
        """Return what the steps of Adam make of the student's own loss and gradients."""
        student = self.tagger.carry.start()

        def loss(*at):
            out = student.tagger_loss(*at)
            return float(out.loss.array), {f"d{name}": getattr(out, f"d{name}").array for name in at[-1]}

        return self.run(loss=loss)

    def credit(self, name):
        return self.tagger.carry.credit(Own(lambda: self.of_own_loss()[0][name], self.is_alive, GRADIENTS))

    def credit_losses(self):
        return self.tagger.carry.credit(Own(lambda: self.of_own_loss()[1], self.is_alive, GRADIENTS))

    def is_alive(self):
        """Tell whether the own loss and gradients depend on what they are given."""

        def losses():
            return [Call(self.tagger.carry.start().tagger_loss, self.tagger.at)]

        Cross(losses, "dWya", self.tagger.rng).expect_dependence("x|Wya")
        said, turned = (losses()[0].run(y=y).dWya for y in (self.tagger.y, 1 - self.tagger.y))
        if close(said, turned):
            raise CheckFailed(finding("cell_not_alive", function="tagger_loss", name="y"))
        return True


@pytest.fixture
def taggers(student, reference, rng, carry, conventions):
    """Give what draws a tagger of a kind, `scale` being the size of the weights of its scores."""

    def draw(kind, *, scale=1.0, **sizes):
        sizes = {**SIZES, **sizes}
        x, *_, params = getattr(student, f"{kind}_forward").draw(rng, **sizes)
        params |= {"Wya": scale * generic(rng, 1, sizes["n_a"]), "by": generic(rng, 1)}
        y = rng.integers(0, 2, x.shape[:2]).astype(float)
        y.flat[: min(2, y.size)] = (1, 0)[: min(2, y.size)]
        return Tagger(kind, x, y, params, student, reference, carry, rng, conventions["lstm_output"])

    return draw


def expect_gradients(student, tagger):
    out = student.tagger_loss(*tagger.at)
    for name in (f"d{name}" for name in tagger.params):
        expect(
            getattr(out, name),
            tagger.gradients[name],
            within=OF_SCORES,
            carried=tagger.credit(partial(tagger.own_gradient, name)),
            suspects=wrong_gradients(name, tagger),
        )


def expect_params(loop, trained):
    for name in loop.tagger.params:
        with known(not_finite="X77"):
            expect(
                getattr(trained, name),
                loop.right(name),
                within=GRADIENTS,
                carried=loop.credit(name),
                suspects=wrong_loops(loop, name),
            )


def tells(told, losses):
    """Tell whether each epoch was told once, in order and with its loss."""
    try:
        numbers, values = np.array(told, dtype=float).T
    except (ValueError, TypeError):
        return False
    in_order = len(numbers) == len(losses) and bool(np.all(np.diff(numbers) == 1))
    return in_order and bool(np.allclose(values, losses, rtol=1e-4))


def scores(a, params):
    return a @ params["Wya"][0] + params["by"]


def head(dz, a):
    return {"dWya": np.einsum("mt,mta->a", dz, a)[np.newaxis], "dby": np.array([dz.sum()])}


def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


def cross_entropy(z, y):
    return np.logaddexp(0, np.where(y == 1, -z, z))


def drawn(rng, m, epochs):
    return (rng.permutation(m) for _ in range(epochs))


# ------------------------------------------------------------------------------- known mistakes


def wrong_losses(tagger):
    z, y = tagger.scores, tagger.y
    p = sigmoid(z)
    states = tagger.states[0]
    before = np.concatenate([np.zeros_like(states[:, :1]), states[:, :-1]], axis=1)
    return {
        "M15": lambda: [factor * cross_entropy(z, y).mean() for factor in (y.size, *y.shape)],
        "R04": lambda: cross_entropy(scores(before, tagger.params), y).mean(),
        "X71": cross_entropy(z, y)[:, -1].mean,
        "X74": lambda: cross_entropy(z, y).mean() / np.log(2),
        "X120": lambda: [np.mean((p - y) ** 2), np.mean((p - y) ** 2) / 2, np.mean(np.abs(p - y))],
        "X121": lambda: [-np.mean(y * np.log(p)), -np.mean((1 - y) * np.log(1 - p))],
        "X122": lambda: cross_entropy(z - tagger.params["by"], y).mean(),
    }


def wrong_gradients(name, tagger):
    p, y = tagger.probabilities, tagger.y
    last = np.arange(y.shape[1]) == y.shape[1] - 1
    whole = {
        "M15": (p - y) / len(y),
        "X123": (y - p) / y.size,
        "X71": (p - y) * last / len(y),
        "X73": (p - y) * p * (1 - p) / y.size,
        "X120": 2 * (p - y) * p * (1 - p) / y.size,
    }
    found = {code: lambda dz=dz: tagger.gradients_of(dz)[name] for code, dz in whole.items()}
    if name in {"dWya", "dby"}:
        return found
    return found | {"X131": lambda: tagger.gradients_of((p - y) / y.size, weights=1.0)[name]}


def cut_losses(tagger):
    """Return the losses of probabilities that are kept away from 0 and 1."""
    p, y = tagger.probabilities, tagger.y

    def cut(eps):
        kept = np.clip(p, eps, 1 - eps)
        added = -np.mean(y * np.log(p + eps) + (1 - y) * np.log(1 - p + eps))
        return [-np.mean(y * np.log(kept) + (1 - y) * np.log(1 - kept)), added]

    return {"X126": lambda: [one for places in range(5, 17) for one in cut(10.0**-places)]}


def wrong_loops(loop, name):
    """Return what the known mistakes make of a weight."""

    def trained(**wrong):
        return lambda: loop.run(**wrong)[0][name]

    def of_one_epoch(t, _batch):
        return (t - 1) % -(-len(loop.tagger.x) // loop.batch_size) + 1

    return {
        "X75": trained(orders=lambda _, m, epochs: [np.arange(m)] * epochs),
        "X130": trained(orders=lambda rng, m, epochs: [rng.permutation(m)] * epochs),
        "X76": trained(whole_only=True),
        "X77": lambda: [trained(count=count)() for count in (lambda *_: 1, of_one_epoch)],
        "X78": lambda: [trained(forget=forget)() for forget in (lambda _: True, lambda k: k == 0)],
        "X129": trained(step=descend),
        "X145": trained(
            orders=lambda rng, m, epochs: [rng.permutation(m)[: loop.batch_size] for _ in range(epochs)]
        ),
    }


def descend(params, grads, moments, _t, rate):
    return {name: w - rate * grads[f"d{name}"] for name, w in params.items()}, moments


def wrong_epochs(loop):
    """Return what the known mistakes make of the losses of the epochs."""
    return {
        "X79": lambda: [
            loop.losses(of_epoch=of_epoch)
            for of_epoch in (
                lambda found, **_: np.mean(found),
                lambda found, **_: found[-1],
                lambda found, **_: np.sum(found),
                weighed,
            )
        ]
    }


def weighed(found, weights):
    return np.dot(found, weights)
