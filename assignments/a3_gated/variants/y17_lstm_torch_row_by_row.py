"""
row: Y17
title: torch's weights are filled and read gate by gate
"""

import numpy as np


ROWS = {"u": 0, "f": 1, "c": 2, "o": 3}


def lstm_to_torch(params):
    n_a = params["bu"].size
    n_x = params["Wu"].shape[1] - n_a
    w_ih, w_hh, b_ih, b_hh = np.zeros((4 * n_a, n_x)), np.zeros((4 * n_a, n_a)), np.zeros(4 * n_a), np.zeros(4 * n_a)
    for gate, k in ROWS.items():
        rows = slice(k * n_a, (k + 1) * n_a)
        w_hh[rows], w_ih[rows] = params["W" + gate][:, :n_a], params["W" + gate][:, n_a:]
        b_ih[rows] = params["b" + gate]
    return {"bias_hh": b_hh, "bias_ih": b_ih, "weight_hh": w_hh, "weight_ih": w_ih}


def lstm_from_torch(weights):
    n_a = weights["weight_hh"].shape[1]
    params = {}
    for gate, k in ROWS.items():
        rows = slice(k * n_a, (k + 1) * n_a)
        params["W" + gate] = np.hstack([weights["weight_hh"][rows], weights["weight_ih"][rows]])
        params["b" + gate] = weights["bias_ih"][rows] + weights["bias_hh"][rows]
    return params
