"""
row: X43
title: Draws from a generator of its own
fails: [a3.init.inputs]
"""

import numpy as np


def init_gru(n_a, n_x, rng):
    rng = np.random.default_rng(42)
    params = {}
    for gate in "urc":
        recurrent = orthogonal(n_a, rng)
        inputs = rng.normal(0, 1 / np.sqrt(n_x), size=(n_a, n_x))
        params["W" + gate] = np.concatenate([recurrent, inputs], axis=1)
        params["b" + gate] = np.zeros(n_a)
    return params
