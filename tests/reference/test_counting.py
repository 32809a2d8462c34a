"""Parameter counts against counting the entries of arrays, and torch's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference import count_parameters, init_gru, init_lstm

sizes = st.integers(1, 30)


def entries(params):
    return sum(value.size for value in params.values())


@given(sizes, sizes)
def test_it_is_the_number_of_entries_of_the_weights(n_a, n_x):
    rng = np.random.default_rng(1)
    assert count_parameters("gru", n_a, n_x) == entries(init_gru(n_a, n_x, rng))
    assert count_parameters("lstm", n_a, n_x) == entries(init_lstm(n_a, n_x, rng))


@given(sizes, sizes)
def test_a_gru_has_three_times_and_an_lstm_four_times_the_parameters_of_a_plain_network(n_a, n_x):
    plain = count_parameters("rnn", n_a, n_x)
    assert count_parameters("gru", n_a, n_x) == 3 * plain
    assert count_parameters("lstm", n_a, n_x) == 4 * plain


def test_a_plain_network_on_paper():
    assert count_parameters("rnn", 2, 3) == 2 * 2 + 2 * 3 + 2


@pytest.mark.parametrize(("kind", "gates"), [("rnn", 1), ("gru", 3), ("lstm", 4)])
@pytest.mark.parametrize(("n_a", "n_x"), [(1, 1), (5, 3), (3, 7)])
def test_torch_has_a_second_bias_for_each_gate(kind, gates, n_a, n_x):
    torch = pytest.importorskip("torch")
    layer = getattr(torch.nn, kind.upper())(n_x, n_a)
    assert sum(p.numel() for p in layer.parameters()) == count_parameters(kind, n_a, n_x) + gates * n_a
