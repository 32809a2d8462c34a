"""
row: X10
title: da of the last step only is sent back
fails:
  - a1.backward.numerical
  - a1.backward.dx
  - a1.backward.da0
  - a1.backward.dWaa
  - a1.backward.dWax
  - a1.backward.dba
  - a1.backward.edges
"""

import numpy as np


def rnn_backward(da, cache):
    m, T_x, _ = da.shape
    params = cache.steps[0].params
    dx = np.zeros((m, T_x, params["Wax"].shape[1]))
    dWaa, dWax, dba = (np.zeros_like(params[name]) for name in ("Waa", "Wax", "ba"))
    da_prev = da[:, -1]
    for t in reversed(range(T_x)):
        step = rnn_cell_backward(da_prev, cache.steps[t])
        da_prev = step["da_prev"]
        dx[:, t] = step["dx_t"]
        dWaa += step["dWaa"]
        dWax += step["dWax"]
        dba += step["dba"]
    return {"dx": dx, "da0": da_prev, "dWaa": dWaa, "dWax": dWax, "dba": dba}
