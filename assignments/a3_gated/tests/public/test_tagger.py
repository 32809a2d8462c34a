"""The tagger: a loss you can work out by hand, and gradients against differences of that loss."""

import numpy as np

from autograder.checks import Loss, check, expect, expect_gradients, generic

KINDS = ("gru", "lstm")
SIZES = {"m": 2, "T_x": 3, "n_x": 4, "n_a": 5}


@check("a3.tagger_loss.coin")
def test_a_tagger_that_tosses_a_coin_has_the_loss_of_a_coin(student, rng):
    for kind in KINDS:
        x, params = drawn(student, rng, kind)
        params |= {"Wya": np.zeros((1, 5)), "by": np.zeros(1)}
        y = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
        expect(student.tagger_loss(kind, x, y, params).loss, np.log(2))
        params["by"] = np.array([np.log(3)])  # three to one for a 1
        expected = (2 * np.log(4 / 3) + 4 * np.log(4)) / 6
        expect(student.tagger_loss(kind, x, y, params).loss, expected)


@check("a3.tagger_loss.numerical")
def test_the_gradients_agree_with_differences_of_your_own_loss(student, rng):
    for kind in KINDS:
        x, params = drawn(student, rng, kind)
        params |= {"Wya": generic(rng, 1, 5), "by": generic(rng, 1)}
        y = np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 0.0]])
        out = student.tagger_loss(kind, x, y, params)
        loss = Loss(student.tagger_loss, (kind, x, y, params), {"loss": np.array(1.0)})
        expect_gradients({f"d{name}": getattr(out, f"d{name}") for name in params}, loss, rng)


def drawn(student, rng, kind):
    x, *_, params = getattr(student, f"{kind}_forward").draw(rng, **SIZES)
    return x, params
