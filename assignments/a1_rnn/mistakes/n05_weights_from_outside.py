"""
row: N05
title: The step back reads a name that only a notebook cell defined
fails:
  - a1.cell_backward.numerical
  - a1.cell_backward.dx_t
  - a1.cell_backward.da_prev
  - a1.cell_backward.dWaa
  - a1.cell_backward.dWax
  - a1.cell_backward.dba
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


def rnn_cell_backward(da_next, cache):
    dz = da_next * (1 - cache.a_next**2)
    dx_t = dz @ parameters["Wax"]
    da_prev = dz @ parameters["Waa"]
    dWaa = dz.T @ cache.a_prev
    dWax = dz.T @ cache.x_t
    dba = dz.sum(axis=0)
    return {"dx_t": dx_t, "da_prev": da_prev, "dWaa": dWaa, "dWax": dWax, "dba": dba}
