"""
row: V33
title: Back through time by recursion, forward by while
"""

import numpy as np


def gru_forward(x, a0, params, reset="before"):
    states, steps, t, a_t = [], [], 0, a0
    while t < x.shape[1]:
        a_t, step = gru_cell_forward(x[:, t, :], a_t, params, reset)
        states += [a_t]
        steps += [step]
        t += 1
    return np.stack(states, 1), GRUCache(tuple(steps))


def gru_backward(da, cache):
    step, *later = cache.steps
    if not later:
        own = gru_cell_backward(da[:, 0], step)
        dx = own.pop("dx_t")[:, None]
        return {"da0": own.pop("da_prev"), "dx": dx, **own}
    after = gru_backward(da[:, 1:], GRUCache(tuple(later)))
    own = gru_cell_backward(da[:, 0] + after["da0"], step)
    dx = np.concatenate([own.pop("dx_t")[:, None], after["dx"]], axis=1)
    return {"dx": dx, "da0": own.pop("da_prev"), **{name: own[name] + after[name] for name in own}}
