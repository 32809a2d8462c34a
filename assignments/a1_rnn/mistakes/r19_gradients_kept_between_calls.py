"""
row: R19
title: The sums of the gradients are kept from call to call
fails: [a1.backward.edges, a1.backward.arguments]
"""

import numpy as np

grads = {}


def rnn_backward(da, cache):
    dx = []
    da_prev = np.zeros_like(da[:, 0])
    for t in reversed(range(da.shape[1])):
        step = rnn_cell_backward(da[:, t] + da_prev, cache.steps[t])
        da_prev = step["da_prev"]
        dx.insert(0, step["dx_t"])
        for name in ("dWaa", "dWax", "dba"):
            grads[name] = grads.get(name, 0) + step[name]
    return {"dx": np.stack(dx, axis=1), "da0": da_prev, **grads}
