"""
row: V11
title: The sequence functions do not call the cells
"""

import numpy as np


def rnn_forward(x, a0, params):
    a_t, states, outputs = a0, [], []
    for x_t in np.swapaxes(x, 0, 1):
        a_t = np.tanh(a_t @ params["Waa"].T + x_t @ params["Wax"].T + params["ba"])
        states += [a_t]
        outputs += [softmax(a_t @ params["Wya"].T + params["by"])]
    a = np.stack(states, axis=1)
    return a, np.stack(outputs, axis=1), (x, a0, a, params)


def rnn_backward(da, cache):
    x, a0, a, params = cache
    before = np.concatenate([a0[:, None], a[:, :-1]], axis=1)
    dz = np.zeros_like(a)
    carried = np.zeros_like(a0)
    for t in range(a.shape[1])[::-1]:
        dz[:, t] = (da[:, t] + carried) * (1 - a[:, t] ** 2)
        carried = dz[:, t] @ params["Waa"]
    return {
        "dx": dz @ params["Wax"],
        "da0": carried,
        "dWaa": np.einsum("itj,itk->jk", dz, before),
        "dWax": np.einsum("itj,itk->jk", dz, x),
        "dba": dz.sum(axis=(0, 1)),
    }
