"""
row: X43
title: The input block is drawn from numpy's global generator
fails: [a3.init.inputs]
"""

import numpy as np


def init_gru(n_a, n_x, rng):
    params = {}
    for gate in "urc":
        recurrent = orthogonal(n_a, rng)
        inputs = np.random.randn(n_a, n_x) / np.sqrt(n_x)
        params["W" + gate] = np.concatenate([recurrent, inputs], axis=1)
        params["b" + gate] = np.zeros(n_a)
    return params
