"""
row: X45
title: The biases are drawn too
fails: [a3.init.biases]
"""

import numpy as np


def init_gru(n_a, n_x, rng):
    params = {}
    for gate in "urc":
        recurrent = orthogonal(n_a, rng)
        inputs = rng.normal(0, 1 / np.sqrt(n_x), size=(n_a, n_x))
        params["W" + gate] = np.concatenate([recurrent, inputs], axis=1)
        params["b" + gate] = rng.normal(0, 0.1, n_a)
    return params
