"""
row: B08
title: dba is summed over the units, as with examples in columns
fails:
  - a1.cell_backward.numerical
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

import numpy as np


def rnn_cell_backward(da_next, cache):
    dz = da_next * (1 - cache.a_next**2)
    dx_t = dz @ cache.params["Wax"]
    da_prev = dz @ cache.params["Waa"]
    dWaa = dz.T @ cache.a_prev
    dWax = dz.T @ cache.x_t
    dba = np.sum(dz, axis=1)
    return {"dx_t": dx_t, "da_prev": da_prev, "dWaa": dWaa, "dWax": dWax, "dba": dba}
