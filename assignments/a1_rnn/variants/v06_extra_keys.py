"""
row: V06
title: More gradients than asked for, in another order
"""

import numpy as np


def rnn_cell_backward(da_next, cache):
    dz = da_next * (1 - cache.a_next**2)
    return {
        "dba": dz.sum(axis=0),
        "dz": dz,
        "dWax": dz.T @ cache.x_t,
        "dWaa": dz.T @ cache.a_prev,
        "da_prev": dz @ cache.params["Waa"],
        "dx_t": dz @ cache.params["Wax"],
    }


def rnn_backward(da, cache):
    gradients = {"dx": [], "dWya": 0 * cache.steps[0].params["Wya"]}
    da_prev = 0
    for t in reversed(range(da.shape[1])):
        step = rnn_cell_backward(da[:, t] + da_prev, cache.steps[t])
        da_prev = step["da_prev"]
        gradients["dx"].insert(0, step["dx_t"])
        for name in ("dba", "dWax", "dWaa"):
            gradients[name] = gradients.get(name, 0) + step[name]
    gradients["da0"] = da_prev
    gradients["dx"] = np.stack(gradients["dx"], axis=1)
    return gradients
