"""
row: L22
title: The whole matrix of a gate is made orthogonal, not its recurrent square
fails: [a3.init.recurrent, a3.init.inputs]
"""

import numpy as np


def init_gru(n_a, n_x, rng):
    params = {}
    for gate in "urc":
        Q, _ = np.linalg.qr(rng.normal(size=(n_a + n_x, n_a)))
        params["W" + gate] = Q.T
        params["b" + gate] = np.zeros(n_a)
    return params
