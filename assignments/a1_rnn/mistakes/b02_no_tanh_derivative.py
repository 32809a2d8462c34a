"""
row: B02
title: The derivative of tanh is missing
fails:
  - a1.cell_backward.numerical
  - a1.cell_backward.dx_t
  - a1.cell_backward.da_prev
  - a1.cell_backward.dWaa
  - a1.cell_backward.dWax
  - a1.cell_backward.dba
  - a1.backward.numerical
"""


def rnn_cell_backward(da_next, cache):
    dz = da_next
    dx_t = dz @ cache.params["Wax"]
    da_prev = dz @ cache.params["Waa"]
    dWaa = dz.T @ cache.a_prev
    dWax = dz.T @ cache.x_t
    dba = dz.sum(axis=0)
    return {"dx_t": dx_t, "da_prev": da_prev, "dWaa": dWaa, "dWax": dWax, "dba": dba}
