"""
row: V19
title: Time is the first axis inside
"""

import numpy as np


def lstm_forward(x, a0, c0, params):
    x = x.transpose(1, 0, 2)
    h, c, steps = np.empty((len(x), *a0.shape)), np.empty((len(x), *c0.shape)), []
    a_t, c_t = a0, c0
    for t, x_t in enumerate(x):
        a_t, c_t, step = lstm_cell_forward(x_t, a_t, c_t, params)
        h[t], c[t] = a_t, c_t
        steps.append(step)
    return h.transpose(1, 0, 2), np.moveaxis(c, 0, 1), LSTMCache(tuple(steps))


def lstm_backward(da, dc_last, cache):
    da = np.swapaxes(da, 0, 1)
    dx, grads = [None] * len(da), None
    da_t, dc_t = np.zeros_like(da[0]), dc_last
    if dc_t is None:
        dc_t = np.zeros_like(da_t)
    for t in range(len(da))[::-1]:
        g = lstm_cell_backward(da[t] + da_t, dc_t, cache.steps[t])
        dx[t], da_t, dc_t = g.pop("dx_t"), g.pop("da_prev"), g.pop("dc_prev")
        grads = g if grads is None else {k: grads[k] + g[k] for k in g}
    return dict(grads, dx=np.array(dx).swapaxes(0, 1), da0=da_t, dc0=dc_t)
