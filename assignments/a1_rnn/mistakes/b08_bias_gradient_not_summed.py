"""
row: B08
title: dba keeps one row for each example
fails:
  - a1.cell_backward.numerical
  - a1.cell_backward.dba
  - a1.backward.numerical
  - a1.backward.dba
  - a1.backward.edges
"""


import numpy as np


def rnn_cell_backward(da_next, cache):
    dz = da_next * (1 - cache.a_next**2)
    dx_t = dz @ cache.params["Wax"]
    da_prev = dz @ cache.params["Waa"]
    dWaa = dz.T @ cache.a_prev
    dWax = dz.T @ cache.x_t
    dba = dz
    return {"dx_t": dx_t, "da_prev": da_prev, "dWaa": dWaa, "dWax": dWax, "dba": dba}


def rnn_backward(da, cache):
    dx, dWaa, dWax, dba, da_prev = [], 0, 0, 0, 0
    for t in range(da.shape[1] - 1, -1, -1):
        step = rnn_cell_backward(da[:, t] + da_prev, cache.steps[t])
        da_prev = step["da_prev"]
        dx.insert(0, step["dx_t"])
        dWaa = dWaa + step["dWaa"]
        dWax = dWax + step["dWax"]
        dba = dba + step["dba"]
    return {"dx": np.stack(dx, axis=1), "da0": da_prev, "dWaa": dWaa, "dWax": dWax, "dba": dba}
