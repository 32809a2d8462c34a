"""
row: X41
title: All gates share one orthogonal square
fails: [a3.init.recurrent]
"""

import numpy as np


def init_gru(n_a, n_x, rng):
    params = {}
    recurrent = orthogonal(n_a, rng)
    for gate in "urc":
        inputs = rng.normal(0, 1 / np.sqrt(n_x), size=(n_a, n_x))
        params["W" + gate] = np.concatenate([recurrent, inputs], axis=1)
        params["b" + gate] = np.zeros(n_a)
    return params
