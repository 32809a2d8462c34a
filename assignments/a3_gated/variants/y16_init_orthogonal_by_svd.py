"""
row: Y16
title: A uniform orthogonal matrix from the two factors of an SVD; draws in another order
"""

import numpy as np


def orthogonal(n, rng):
    U, _, Vt = np.linalg.svd(rng.standard_normal((n, n)))
    return U @ Vt


def init_gru(n_a, n_x, rng):
    inputs = rng.standard_normal((3, n_a, n_x)) / np.sqrt(n_x)
    params = {"b" + gate: np.zeros(n_a) for gate in "cru"}
    for gate, block in zip("cru", inputs):
        params["W" + gate] = np.hstack([orthogonal(n_a, rng), block])
    return params
