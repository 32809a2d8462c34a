"""
row: B02
title: da_prev is computed from da_next instead of the gradient before tanh
fails: [a1.cell_backward.numerical, a1.cell_backward.da_prev, a1.backward.numerical]
"""

import numpy as np


def rnn_cell_backward(da_next, cache):
    x_t, a_prev, a_next, params = cache
    dtanh = (1 - a_next**2) * da_next
    dx_t = np.dot(dtanh, params["Wax"])
    dWax = np.dot(dtanh.T, x_t)
    da_prev = np.dot(da_next, params["Waa"])
    dWaa = np.dot(dtanh.T, a_prev)
    dba = np.sum(dtanh, axis=0)
    return {"dx_t": dx_t, "da_prev": da_prev, "dWax": dWax, "dWaa": dWaa, "dba": dba}
