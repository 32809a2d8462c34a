"""
row: X41
title: All gates start with the same orthogonal matrix
fails: [a3.init.recurrent]
"""

import numpy as np


def init_lstm(n_a, n_x, rng, forget_bias=1.0):
    params = {}
    recurrent = orthogonal(n_a, rng)
    for gate in "ufoc":
        inputs = rng.normal(size=(n_a, n_x)) / np.sqrt(n_x)
        params["W" + gate] = np.concatenate([recurrent, inputs], axis=1)
        params["b" + gate] = np.zeros(n_a)
    params["bf"] = np.full(n_a, forget_bias)
    return params
