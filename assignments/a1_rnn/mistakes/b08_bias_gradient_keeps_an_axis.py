"""
row: B08
title: dba has shape (1, n_a)
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
    dba = np.sum(dz, axis=0, keepdims=True)
    return {"dx_t": dx_t, "da_prev": da_prev, "dWaa": dWaa, "dWax": dWax, "dba": dba}


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
        dba = dba + step["dba"]
    return {"dx": dx, "da0": da_prev, "dWaa": dWaa, "dWax": dWax, "dba": dba}
