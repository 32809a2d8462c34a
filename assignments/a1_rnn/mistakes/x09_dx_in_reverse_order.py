"""
row: X09
title: dx is appended from the last step to the first and not turned round
fails: [a1.backward.numerical, a1.backward.dx, a1.backward.edges]
"""

import numpy as np


def rnn_backward(da, cache):
    dx, dWaa, dWax, dba = [], 0.0, 0.0, 0.0
    da_prev = np.zeros_like(da[:, 0])
    for t in reversed(range(da.shape[1])):
        g = rnn_cell_backward(da[:, t] + da_prev, cache.steps[t])
        da_prev = g["da_prev"]
        dx.append(g["dx_t"])
        dWaa, dWax, dba = dWaa + g["dWaa"], dWax + g["dWax"], dba + g["dba"]
    return {"dx": np.stack(dx, axis=1), "da0": da_prev, "dWaa": dWaa, "dWax": dWax, "dba": dba}
