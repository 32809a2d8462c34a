"""
row: X11
title: da0 is kept before the first step of the sequence is gone through
fails: [a1.backward.numerical, a1.backward.da0, a1.backward.edges]
"""

import numpy as np


def rnn_backward(da, cache):
    dx, dWaa, dWax, dba = [], 0.0, 0.0, 0.0
    da_prevt = np.zeros_like(da[:, 0])
    for t in reversed(range(da.shape[1])):
        da0 = da_prevt
        g = rnn_cell_backward(da[:, t] + da_prevt, cache.steps[t])
        dx.append(g["dx_t"])
        da_prevt = g["da_prev"]
        dWaa = dWaa + g["dWaa"]
        dWax = dWax + g["dWax"]
        dba = dba + g["dba"]
    return {"dx": np.stack(dx[::-1], axis=1), "da0": da0, "dWaa": dWaa, "dWax": dWax, "dba": dba}
