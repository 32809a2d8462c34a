"""
row: Y16
title: Biases first, inputs before squares, standard_normal, and the squares in another order
"""

import numpy as np


def init_lstm(n_a, n_x, rng, forget_bias=1.0):
    params = {name: np.zeros(n_a) for name in ("bc", "bo", "bu", "bf")}
    params["bf"] += forget_bias
    inputs = rng.standard_normal((4, n_a, n_x)) / n_x**0.5
    for k, gate in enumerate("cofu"):
        params["W" + gate] = np.hstack([orthogonal(n_a, rng), inputs[k]])
    return params
