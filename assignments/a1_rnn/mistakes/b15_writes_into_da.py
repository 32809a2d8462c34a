"""
row: B15
title: The carried gradient is added into the caller's da
fails: [a1.backward.upstream]
may_fail:
  a1.backward.arguments: a second call with the same da gives another result
"""

import numpy as np


def rnn_backward(da, cache):
    m, T_x, n_a = da.shape
    params = cache.steps[0].params
    dx = np.zeros((m, T_x, params["Wax"].shape[1]))
    dWaa, dWax, dba = (np.zeros_like(params[name]) for name in ("Waa", "Wax", "ba"))
    da_prev = np.zeros((m, n_a))
    for t in reversed(range(T_x)):
        da[:, t] += da_prev
        step = rnn_cell_backward(da[:, t], cache.steps[t])
        da_prev = step["da_prev"]
        dx[:, t] = step["dx_t"]
        dWaa += step["dWaa"]
        dWax += step["dWax"]
        dba += step["dba"]
    return {"dx": dx, "da0": da_prev, "dWaa": dWaa, "dWax": dWax, "dba": dba}
