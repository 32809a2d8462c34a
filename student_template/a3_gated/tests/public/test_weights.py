"""How weights start, and that they come back from PyTorch's order as they were."""

import numpy as np

from autograder.checks import check, expect, expect_property, generic


@check("a3.orthogonal.columns")
def test_the_columns_of_orthogonal_are_perpendicular_and_of_length_1(student, rng):
    got = student.orthogonal(6, rng).orthogonal
    right = np.allclose(got.array.T @ got.array, np.eye(6), atol=1e-5)
    expect_property(bool(right and np.any(np.abs(got.array - np.eye(6)) > 1e-3)), got, "orthogonal")


@check("a3.init.biases")
def test_the_biases_start_at_zero_and_that_of_the_forget_gate_at_forget_bias(student, rng):
    gru = student.init_gru(4, 3, rng).params
    for name in ("bu", "br", "bc"):
        expect(gru[name], np.zeros(4))
    for forget_bias, given in [(1.0, ()), (2.5, (2.5,))]:
        lstm = student.init_lstm(4, 3, rng, *given).params
        for name in ("bu", "bo", "bc"):
            expect(lstm[name], np.zeros(4))
        expect(lstm["bf"], np.full(4, forget_bias))


@check("a3.torch.round_trip")
def test_to_pytorch_and_back_the_weights_are_what_they_were(student, rng):
    *_, lstm = student.lstm_forward.draw(rng, m=1, T_x=1, n_x=3, n_a=4)
    *_, gru = student.gru_forward.draw(rng, m=1, T_x=1, n_x=3, n_a=4)
    gru = {**gru, "bhc": generic(rng, 4)}
    there = arrays(student.lstm_to_torch(lstm).weights)
    expect_same(student.lstm_from_torch(there).params, lstm)
    there = arrays(student.gru_to_torch(gru, "after").weights)
    expect_same(student.gru_from_torch(there).params, gru)


def arrays(answers):
    return {name: answers[name].array for name in answers}


def expect_same(answers, weights):
    for name, right in weights.items():
        expect(answers[name], right)
