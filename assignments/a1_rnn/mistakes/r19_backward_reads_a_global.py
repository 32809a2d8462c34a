"""
row: R19
title: Backward reads what the last forward left in a global
fails: [a1.backward.arguments]
"""

import numpy as np

caches = []


def rnn_forward(x, a0, params):
    global caches
    caches = []
    a, y_hat = [], []
    a_t = a0
    for t in range(x.shape[1]):
        a_t, y_t, cache = rnn_cell_forward(x[:, t], a_t, params)
        a.append(a_t)
        y_hat.append(y_t)
        caches.append(cache)
    return np.stack(a, axis=1), np.stack(y_hat, axis=1), caches


def rnn_backward(da, cache):
    dx, dWaa, dWax, dba = [], 0, 0, 0
    da_prev = np.zeros_like(da[:, 0])
    for t in reversed(range(da.shape[1])):
        step = rnn_cell_backward(da[:, t] + da_prev, caches[t])
        da_prev = step["da_prev"]
        dx.append(step["dx_t"])
        dWaa += step["dWaa"]
        dWax += step["dWax"]
        dba += step["dba"]
    return {"dx": np.stack(dx[::-1], axis=1), "da0": da_prev, "dWaa": dWaa, "dWax": dWax, "dba": dba}
