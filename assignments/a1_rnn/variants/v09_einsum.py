"""
row: V09
title: Products by einsum, tensordot and np.dot
"""

import numpy as np


def rnn_cell_forward(x_t, a_prev, params):
    z = np.einsum("jk,ik->ij", params["Waa"], a_prev) + np.tensordot(x_t, params["Wax"], axes=(1, 1))
    a_next = np.tanh(z + params["ba"])
    y_hat = softmax(np.dot(a_next, params["Wya"].T) + params["by"])
    return a_next, y_hat, RNNCellCache(x_t, a_prev, a_next, params)


def rnn_cell_backward(da_next, cache):
    dz = np.multiply(da_next, 1 - np.square(cache.a_next))
    return {
        "dx_t": np.matmul(dz, cache.params["Wax"]),
        "da_prev": np.einsum("ij,jk->ik", dz, cache.params["Waa"]),
        "dWaa": np.einsum("ij,ik->jk", dz, cache.a_prev),
        "dWax": np.tensordot(dz, cache.x_t, axes=(0, 0)),
        "dba": np.einsum("ij->j", dz),
    }
