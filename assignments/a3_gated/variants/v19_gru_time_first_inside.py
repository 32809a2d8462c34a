"""
row: V19
title: Works with time first and returns transposed views
"""

import numpy as np


def gru_forward(x, a0, params, reset="before"):
    a, steps = [], []
    a_t = a0
    for x_t in x.transpose(1, 0, 2):
        a_t, step = gru_cell_forward(x_t, a_t, params, reset)
        a.append(a_t)
        steps.append(step)
    return np.array(a).transpose(1, 0, 2), GRUCache(tuple(steps))


def gru_backward(da, cache):
    dx, sums, da_t = [], {}, np.zeros(da[:, 0].shape)
    for upstream, step in zip(np.moveaxis(da, 1, 0)[::-1], cache.steps[::-1]):
        grads = gru_cell_backward(upstream + da_t, step)
        da_t = grads["da_prev"]
        dx.append(grads["dx_t"])
        for name in grads.keys() - {"da_prev", "dx_t"}:
            sums[name] = sums.get(name, 0) + grads[name]
    return {"dx": np.array(dx)[::-1].swapaxes(0, 1), "da0": da_t} | sums
