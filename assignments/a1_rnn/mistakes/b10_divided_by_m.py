"""
row: B10
title: The weights' gradients are averaged over the examples
fails:
  - a1.cell_backward.numerical
  - a1.cell_backward.dWaa
  - a1.cell_backward.dWax
  - a1.cell_backward.dba
  - a1.backward.numerical
"""


def rnn_cell_backward(da_next, cache):
    m = da_next.shape[0]
    dz = da_next * (1 - cache.a_next**2)
    dx_t = dz @ cache.params["Wax"]
    da_prev = dz @ cache.params["Waa"]
    dWaa = dz.T @ cache.a_prev / m
    dWax = dz.T @ cache.x_t / m
    dba = dz.sum(axis=0) / m
    return {"dx_t": dx_t, "da_prev": da_prev, "dWaa": dWaa, "dWax": dWax, "dba": dba}
