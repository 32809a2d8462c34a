"""
row: V02
title: Computes in a wider type and answers in float64
"""

import numpy as np


def softmax(z):
    z = np.asarray(z, dtype=np.longdouble)
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True)).astype(np.float64)


def rnn_cell_backward(da_next, cache):
    x_t, a_prev, a_next = (np.asarray(v, dtype=np.longdouble) for v in cache[:3])
    dz = da_next * (1 - a_next**2)
    gradients = {
        "dx_t": dz @ cache.params["Wax"],
        "da_prev": dz @ cache.params["Waa"],
        "dWaa": dz.T @ a_prev,
        "dWax": dz.T @ x_t,
        "dba": dz.sum(axis=0),
    }
    return {name: gradient.astype(np.float64) for name, gradient in gradients.items()}
