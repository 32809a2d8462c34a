"""Initial weights: laws of orthogonal matrices, and statistics that are wrong less than once in a million."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference import init_gru, init_lstm, orthogonal

# A normal number is farther from its mean than this many deviations once in 10^9.
FAR = 6.1

seeds = st.integers(0, 2**32)


@given(st.integers(1, 12), seeds)
def test_an_orthogonal_matrix_keeps_every_length(n, seed):
    Q = orthogonal(n, np.random.default_rng(seed))
    assert Q.shape == (n, n)
    np.testing.assert_allclose(Q.T @ Q, np.eye(n), atol=1e-12)


def test_no_direction_is_preferred():
    # Every entry of a uniform orthogonal matrix has mean 0 and variance 1/n. Without the signs of R, the
    # algorithm that LAPACK uses gives a diagonal whose mean is far below 0.
    n, draws = 4, 3000
    rng = np.random.default_rng(5)
    matrices = np.stack([orthogonal(n, rng) for _ in range(draws)])
    far = FAR * np.sqrt(1 / n / draws)
    np.testing.assert_allclose(matrices.mean(axis=0), 0, atol=far)
    # entry^2 is Beta(1/2, (n - 1)/2), of variance 2 (n - 1) / (n^2 (n + 2))
    far = FAR * np.sqrt(2 * (n - 1) / (n**2 * (n + 2)) / draws)
    np.testing.assert_allclose((matrices**2).mean(axis=0), 1 / n, atol=far)


def test_it_turns_as_often_as_it_mirrors():
    rng = np.random.default_rng(6)
    signs = [np.linalg.det(orthogonal(3, rng)) for _ in range(3000)]
    assert abs(np.mean(signs)) < FAR / np.sqrt(3000)


def test_one_number_is_one_or_minus_one():
    rng = np.random.default_rng(7)
    assert {float(orthogonal(1, rng)[0, 0]) for _ in range(60)} == {1.0, -1.0}


@given(st.integers(1, 7), st.integers(1, 7), seeds)
def test_every_gate_has_its_own_orthogonal_block(n_a, n_x, seed):
    for params in (
        init_gru(n_a, n_x, np.random.default_rng(seed)),
        init_lstm(n_a, n_x, np.random.default_rng(seed)),
    ):
        blocks = [W[:, :n_a] for name, W in params.items() if name.startswith("W")]
        for block in blocks:
            np.testing.assert_allclose(block @ block.T, np.eye(n_a), atol=1e-12)
        inputs = [W[:, n_a:] for name, W in params.items() if name.startswith("W")]
        assert len({block.tobytes() for block in inputs}) == len(inputs)


def of_inputs(params, n_a):
    return np.concatenate([W[:, n_a:].ravel() for name, W in params.items() if name.startswith("W")])


@pytest.mark.parametrize("n_x", [1, 9])
@pytest.mark.parametrize("init", [init_gru, init_lstm])
def test_input_blocks_are_normal_with_a_deviation_by_the_size_of_the_input(init, n_x):
    n_a, rng = 20, np.random.default_rng(8)
    z = np.concatenate([of_inputs(init(n_a, n_x, rng), n_a) for _ in range(60)]) * np.sqrt(n_x)
    assert abs(z.mean()) < FAR / np.sqrt(z.size)
    assert abs((z**2).mean() - 1) < FAR * np.sqrt(2 / z.size)  # z^2 has variance 2
    assert abs((z**4).mean() - 3) < FAR * np.sqrt(96 / z.size)  # z^4 has mean 3, variance 96


@given(st.floats(-3, 3), seeds)
def test_all_biases_are_zero_but_for_the_forget_gate_s(forget_bias, seed):
    gru = init_gru(3, 2, np.random.default_rng(seed))
    lstm = init_lstm(3, 2, np.random.default_rng(seed), forget_bias)
    assert all(not gru[f"b{gate}"].any() for gate in "urc")
    assert all(not lstm[f"b{gate}"].any() for gate in "uoc")
    assert lstm["bf"].tolist() == [forget_bias] * 3


def test_a_forget_gate_starts_open_and_a_whole_number_is_a_bias_too():
    assert init_lstm(2, 3, np.random.default_rng(9))["bf"].tolist() == [1.0, 1.0]
    assert init_lstm(2, 3, np.random.default_rng(9), forget_bias=2)["bf"].dtype == np.float64


@pytest.mark.parametrize("init", [init_gru, init_lstm])
def test_the_generator_decides_and_nothing_else(init):
    one, other = (init(4, 3, np.random.default_rng(10)) for _ in range(2))
    another = init(4, 3, np.random.default_rng(11))
    for name, value in one.items():
        np.testing.assert_array_equal(value, other[name])
        assert not name.startswith("W") or not np.allclose(value, another[name])
