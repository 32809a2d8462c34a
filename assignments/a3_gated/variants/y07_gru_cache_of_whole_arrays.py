"""
row: Y07
title: The cache holds whole arrays, one entry more for the initial state
"""

import numpy as np


def gru_forward(x, a0, params, reset="before"):
    h = np.zeros((x.shape[0], x.shape[1] + 1, a0.shape[1]))
    h[:, -1] = a0
    for t in range(x.shape[1]):
        h[:, t] = gru_cell_forward(x[:, t], h[:, t - 1], params, reset)[0]
    return h[:, :-1], {"x": x, "h": h, "params": params, "reset": reset}


def gru_backward(da, cache):
    x, h = cache["x"], cache["h"]
    dx, sums, dh = np.zeros_like(x), {}, 0
    for t in range(x.shape[1] - 1, -1, -1):
        _, step = gru_cell_forward(x[:, t], h[:, t - 1], cache["params"], cache["reset"])
        grads = gru_cell_backward(da[:, t] + dh, step)
        dx[:, t], dh = grads.pop("dx_t"), grads.pop("da_prev")
        for name, gradient in grads.items():
            sums[name] = sums.get(name, 0) + gradient
    return {"dx": dx, "da0": dh, **sums}
