"""
row: L09
title: The input block stands before the recurrent one
fails: [a3.init.recurrent, a3.init.inputs]
"""

import numpy as np


def init_gru(n_a, n_x, rng):
    params = {}
    for gate in "urc":
        recurrent = orthogonal(n_a, rng)
        inputs = rng.normal(0, 1 / np.sqrt(n_x), size=(n_a, n_x))
        params["W" + gate] = np.concatenate([inputs, recurrent], axis=1)
        params["b" + gate] = np.zeros(n_a)
    return params
