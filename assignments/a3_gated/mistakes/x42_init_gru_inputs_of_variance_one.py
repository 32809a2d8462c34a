"""
row: X42
title: The input block has the standard deviation 1
fails: [a3.init.inputs]
"""

import numpy as np


def init_gru(n_a, n_x, rng):
    params = {}
    for gate in "urc":
        recurrent = orthogonal(n_a, rng)
        inputs = rng.normal(size=(n_a, n_x))
        params["W" + gate] = np.concatenate([recurrent, inputs], axis=1)
        params["b" + gate] = np.zeros(n_a)
    return params
