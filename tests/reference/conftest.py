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
