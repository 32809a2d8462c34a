"""
row: L22
title: One orthogonal matrix of all four gates is cut into blocks
fails: [a3.init.recurrent]
"""

import numpy as np


def init_lstm(n_a, n_x, rng, forget_bias=1.0):
    blocks = np.split(orthogonal(4 * n_a, rng)[:, :n_a], 4)
    params = {}
    for gate, block in zip("ufoc", blocks):
        inputs = rng.normal(size=(n_a, n_x)) / np.sqrt(n_x)
        params["W" + gate] = np.concatenate([block, inputs], axis=1)
        params["b" + gate] = np.zeros(n_a)
    params["bf"] = np.full(n_a, forget_bias)
    return params
