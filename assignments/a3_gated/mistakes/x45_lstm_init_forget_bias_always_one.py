"""
row: X45
title: forget_bias is not used
fails: [a3.init.biases]
"""

import numpy as np


def init_lstm(n_a, n_x, rng, forget_bias=1.0):
    params = {}
    for gate in "ufoc":
        recurrent = orthogonal(n_a, rng)
        inputs = rng.normal(size=(n_a, n_x)) / np.sqrt(n_x)
        params["W" + gate] = np.concatenate([recurrent, inputs], axis=1)
        params["b" + gate] = np.zeros(n_a)
    params["bf"] = np.ones(n_a)
    return params
