"""Problems of every size for the tests of the reference."""

from dataclasses import dataclass

import numpy as np
import pytest

SIZES = [  # m, T_x, n_x, n_a, n_y: all different, T_x > m and T_x < m, and each edge
    (2, 5, 3, 4, 6),
    (5, 3, 2, 6, 4),
    (1, 4, 3, 5, 2),
    (3, 1, 4, 2, 5),
    (4, 3, 1, 2, 5),
    (2, 4, 3, 1, 5),
    (2, 3, 4, 5, 1),
    (1, 1, 1, 1, 1),
]


@dataclass(frozen=True)
class Problem:
    """Inputs of the sequence functions, drawn without zeros or symmetries; T_y = T_x."""

    x: np.ndarray
    a0: np.ndarray
    da: np.ndarray
    params: dict[str, np.ndarray]


def draw_problem(m, T_x, n_x, n_a, n_y):
    """Draw a Problem of the given sizes."""
    normal = np.random.default_rng((m, T_x, n_x, n_a, n_y)).normal
    shapes = {"Waa": (n_a, n_a), "Wax": (n_a, n_x), "ba": (n_a,), "Wya": (n_y, n_a), "by": (n_y,)}
    params = {name: normal(size=shape) for name, shape in shapes.items()}
    return Problem(
        x=normal(size=(m, T_x, n_x)), a0=normal(size=(m, n_a)), da=normal(size=(m, T_x, n_a)), params=params
    )


@pytest.fixture
def draw():
    return draw_problem


@pytest.fixture(params=SIZES, ids=lambda sizes: "m{}_T{}_x{}_a{}_y{}".format(*sizes))
def problem(request):
    return draw_problem(*request.param)


@dataclass(frozen=True)
class Gated:
    """Inputs of the gated units, drawn without zeros or symmetries; bhc is for a GRU that resets after."""

    x: np.ndarray
    a0: np.ndarray
    c0: np.ndarray
    da: np.ndarray
    dc: np.ndarray
    params: dict[str, np.ndarray]


def draw_gates(gates, m, T_x, n_x, n_a):
    """Draw the weights of gates on [a_prev, x_t], and inputs and upstream gradients, of the given sizes."""
    normal = np.random.default_rng((m, T_x, n_x, n_a)).normal
    weights = {f"W{gate}": normal(size=(n_a, n_a + n_x)) for gate in gates}
    biases = {f"b{gate}": normal(size=n_a) for gate in (*gates, "hc")}
    states = {name: normal(size=(m, n_a)) for name in ("a0", "c0", "dc")}
    return Gated(
        x=normal(size=(m, T_x, n_x)), da=normal(size=(m, T_x, n_a)), params=weights | biases, **states
    )


@pytest.fixture(params=SIZES, ids=lambda sizes: "m{}_T{}_x{}_a{}_y{}".format(*sizes))
def gru(request):
    return draw_gates("urc", *request.param[:4])


@pytest.fixture(params=SIZES, ids=lambda sizes: "m{}_T{}_x{}_a{}_y{}".format(*sizes))
def lstm(request):
    return draw_gates("ufoc", *request.param[:4])
