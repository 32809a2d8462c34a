"""
row: R23
title: The batch size of the handout's example is written into the code
fails:
  - a1.backward.numerical
  - a1.backward.dx
  - a1.backward.da0
  - a1.backward.dWaa
  - a1.backward.dWax
  - a1.backward.dba
  - a1.backward.edges
  - a1.backward.arguments
  - a1.backward.upstream
"""

import numpy as np


def rnn_backward(da, cache):
    T_x, n_a = da.shape[1:]
    params = cache.steps[0].params
    dx = np.zeros((10, T_x, params["Wax"].shape[1]))
    dWaa, dWax, dba = (np.zeros_like(params[name]) for name in ("Waa", "Wax", "ba"))
    da_prev = np.zeros((10, n_a))
    for t in reversed(range(T_x)):
        step = rnn_cell_backward(da[:, t] + da_prev, cache.steps[t])
        da_prev = step["da_prev"]
        dx[:, t] = step["dx_t"]
        dWaa += step["dWaa"]
        dWax += step["dWax"]
        dba += step["dba"]
    return {"dx": dx, "da0": da_prev, "dWaa": dWaa, "dWax": dWax, "dba": dba}
