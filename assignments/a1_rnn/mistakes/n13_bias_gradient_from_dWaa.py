"""
row: N13
title: dba is summed from dWaa
fails: [a1.cell_backward.numerical, a1.cell_backward.dba, a1.backward.numerical]
"""


def rnn_cell_backward(da_next, cache):
    dz = da_next * (1 - cache.a_next**2)
    dx_t = dz @ cache.params["Wax"]
    da_prev = dz @ cache.params["Waa"]
    dWaa = dz.T @ cache.a_prev
    dWax = dz.T @ cache.x_t
    dba = dWaa.sum(axis=1)
    return {"dx_t": dx_t, "da_prev": da_prev, "dWaa": dWaa, "dWax": dWax, "dba": dba}
