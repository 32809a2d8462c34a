"""
row: V15
title: Preallocates buffers of its own and fills them in place
"""

import numpy as np


def sigmoid(z):
    out = np.empty_like(z, dtype=float)
    positive = z >= 0
    out[positive] = 1 / (1 + np.exp(-z[positive]))
    e = np.exp(z[~positive])
    out[~positive] = e / (1 + e)
    return out


def gru_forward(x, a0, params, reset="before"):
    m, T_x, _ = x.shape
    a = np.empty((m, T_x + 1, a0.shape[1]))
    a[:, 0] = a0
    steps = []
    for t in range(T_x):
        a[:, t + 1], step = gru_cell_forward(x[:, t], a[:, t], params, reset)
        steps.append(step)
    return a[:, 1:], GRUCache(tuple(steps))


def gru_backward(da, cache):
    first = cache.steps[0]
    names = ["Wu", "Wr", "Wc", "bu", "br", "bc"] + (["bhc"] if first.reset == "after" else [])
    sums = {"d" + name: np.zeros_like(first.params[name]) for name in names}
    dx = np.empty((*da.shape[:2], first.x_t.shape[1]))
    carried = np.zeros_like(da[:, 0])
    for t in reversed(range(da.shape[1])):
        carried += da[:, t]
        step = gru_cell_backward(carried, cache.steps[t])
        carried[...] = step["da_prev"]
        dx[:, t] = step["dx_t"]
        for name in sums:
            sums[name] += step[name]
    return {"dx": dx, "da0": carried, **sums}
