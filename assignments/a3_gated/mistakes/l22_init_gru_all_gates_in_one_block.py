"""
row: L22
title: The recurrent squares of all gates are cut from one orthogonal matrix
fails: [a3.init.recurrent]
"""

import numpy as np


def init_gru(n_a, n_x, rng):
    block = orthogonal(3 * n_a, rng)
    params = {}
    for k, gate in enumerate("urc"):
        recurrent = block[k * n_a : (k + 1) * n_a, :n_a]
        params["W" + gate] = np.concatenate([recurrent, rng.normal(0, n_x**-0.5, (n_a, n_x))], axis=1)
        params["b" + gate] = np.zeros(n_a)
    return params
