"""
row: X07
title: dWaa is the product the other way round
fails: [a1.cell_backward.numerical, a1.cell_backward.dWaa, a1.backward.numerical]
"""

import numpy as np


def rnn_cell_backward(da_next, cache):
    x_t, a_prev, a_next, params = cache
    dz = da_next * (1 - a_next**2)
    return {
        "dx_t": np.dot(dz, params["Wax"]),
        "da_prev": np.dot(dz, params["Waa"]),
        "dWaa": np.dot(a_prev.T, dz),
        "dWax": np.dot(dz.T, x_t),
        "dba": np.sum(dz, axis=0),
    }
