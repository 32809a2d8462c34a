"""
row: R22
title: dx is squeezed
fails: [a1.backward.edges]
"""

import numpy as np


def rnn_backward(da, cache):
    m, T_x, n_a = da.shape
    params = cache.steps[0].params
    dx = np.zeros((m, T_x, params["Wax"].shape[1]))
    dWaa, dWax, dba = (np.zeros_like(params[name]) for name in ("Waa", "Wax", "ba"))
    da_prev = np.zeros((m, n_a))
    for t in reversed(range(T_x)):
        step = rnn_cell_backward(da[:, t] + da_prev, cache.steps[t])
        da_prev = step["da_prev"]
        dx[:, t] = step["dx_t"]
        dWaa += step["dWaa"]
        dWax += step["dWax"]
        dba += step["dba"]
    return {"dx": dx.squeeze(), "da0": da_prev, "dWaa": dWaa, "dWax": dWax, "dba": dba}
