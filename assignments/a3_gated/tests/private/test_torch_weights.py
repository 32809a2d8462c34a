"""Weights to and from PyTorch, as arrays."""

from itertools import permutations

import numpy as np

from autograder.checks import check, expect, expect_property, expect_unchanged, generic
from autograder.model.verdict import StudentFault

SIZES = {"n_a": 4, "n_x": 3}
NAMES = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")


@check("a3.gru_to_torch.rows")
def test_gru_to_torch_puts_each_gate_into_its_rows(student, reference, rng):
    params = gru_params(student, rng)
    got = expect_unchanged(student.gru_to_torch, params, "after").weights
    expected = reference.gru_to_torch(params, "after")
    for name in NAMES:
        suspects = wrong_rows(expected[name], 3, name) | wrong_blocks(reference, params, name)
        expect(got[name], expected[name], suspects=suspects)
    expect_refused(student, params)


@check("a3.gru_from_torch.rows")
def test_gru_from_torch_reads_each_gate_from_its_rows(student, reference, rng):
    (weights,) = student.gru_from_torch.draw(rng, **SIZES)
    got, expected = student.gru_from_torch(weights).params, reference.gru_from_torch(weights)
    only = {which: reference.gru_from_torch({**weights, which: np.zeros(12)}) for which in NAMES[2:]}
    for name, right in expected.items():
        suspects = {
            "G08": lambda name=name: (
                [np.zeros(4), *(one[name] for one in only.values())]
                if name == "bhc"
                else added(weights, name)
            ),
            "X96": lambda name=name: [one[name] for one in only.values()],
            "X97": lambda right=right: -right,
            "G07": lambda name=name: [
                reference.gru_from_torch(shuffled(weights, order))[name] for order in orders(3)
            ],
        }
        expect(got[name], right, suspects=suspects)


@check("a3.lstm_to_torch.rows")
def test_lstm_to_torch_puts_each_gate_into_its_rows(student, reference, rng):
    *_, params = student.lstm_forward.draw(rng, **SIZES, m=1, T_x=1)
    got, expected = student.lstm_to_torch(params).weights, reference.lstm_to_torch(params)
    for name in NAMES:
        expect(got[name], expected[name], suspects=wrong_rows(expected[name], 4, name))


@check("a3.lstm_from_torch.rows")
def test_lstm_from_torch_reads_each_gate_from_its_rows(student, reference, rng):
    (weights,) = student.lstm_from_torch.draw(rng, **SIZES)
    got, expected = student.lstm_from_torch(weights).params, reference.lstm_from_torch(weights)
    only = [reference.lstm_from_torch({**weights, which: np.zeros(16)}) for which in NAMES[2:]]
    for name, right in expected.items():
        suspects = {
            "X96": lambda name=name: [one[name] for one in only],
            "L02": lambda name=name: [
                reference.lstm_from_torch(shuffled(weights, order))[name] for order in orders(4)
            ],
        }
        expect(got[name], right, suspects=suspects)


def added(weights, name):
    """Return bc with the bias added that belongs inside the product with the reset gate."""
    return [np.split(weights["bias_ih"] + weights["bias_hh"], 3)[2]] if name == "bc" else []


def gru_params(student, rng):
    *_, params = student.gru_forward.draw(rng, **SIZES, m=1, T_x=1)
    return {**params, "bhc": generic(rng, SIZES["n_a"])}


def expect_refused(student, params):
    """Require a ValueError where torch has no such unit."""
    try:
        weights = student.gru_to_torch(params, "before").weights
    except StudentFault as fault:
        if fault.findings[0].params.get("error") != "ValueError":
            raise
        return
    expect_property(False, weights["weight_ih"], "refused")  # noqa: FBT003 (reads as a sentence)


def wrong_blocks(reference, params, name):
    """Return the weights with the columns of the input first, or with bhc beside the input."""
    n_a, n_x = SIZES["n_a"], SIZES["n_x"]
    rolled = {name: np.roll(one, -n_x, axis=1) if one.ndim > 1 else one for name, one in params.items()}
    inside = {**params, "bc": params["bc"] + params["bhc"], "bhc": np.zeros(n_a)}
    return {
        "G12": lambda: reference.gru_to_torch(rolled, "after")[name],
        "G08": lambda: reference.gru_to_torch(inside, "after")[name],
    }


def wrong_rows(right, gates, name):
    """Return the rows in another order, and for the GRU with the wrong sign or without bhc."""
    order_hint = "G07" if gates == 3 else "L02"
    blocks = np.split(right, gates)
    signed = (
        [np.concatenate([sign * b for sign, b in zip((1, -1, 1), blocks, strict=False)])]
        if gates == 3
        else []
    )
    return {
        "X97": lambda: signed,
        "G08": lambda: np.zeros_like(right) if gates == 3 and name == "bias_hh" else [],
        order_hint: lambda: (
            [np.concatenate([blocks[i] for i in order]) for order in orders(gates)]
            + [
                np.concatenate([one[i] for i in order])
                for order in orders(gates)
                for one in [np.split(s, gates) for s in signed]
            ]
        ),
    }


def orders(gates):
    """Return every order of the gates but the right one."""
    return list(permutations(range(gates)))[1:]


def shuffled(weights, order):
    return {
        name: np.concatenate([np.split(one, len(order))[i] for i in order]) for name, one in weights.items()
    }
