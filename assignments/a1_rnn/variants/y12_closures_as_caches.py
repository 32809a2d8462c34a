"""
row: Y12
title: A cache is a function that goes back, with Jacobians of tanh as matrices
"""

import numpy as np


def rnn_cell_forward(x_t, a_prev, params):
    a_next = np.tanh(a_prev @ params["Waa"].T + x_t @ params["Wax"].T + params["ba"])
    y_hat = softmax(a_next @ params["Wya"].T + params["by"])

    def back(da_next):
        slopes = np.stack([np.diag(1 - a**2) for a in a_next])
        dz = (slopes @ da_next[:, :, None]).squeeze(axis=2)
        return {
            "dx_t": dz @ params["Wax"],
            "da_prev": dz @ params["Waa"],
            "dWaa": (dz[:, :, None] * a_prev[:, None, :]).sum(axis=0),
            "dWax": (dz[:, :, None] * x_t[:, None, :]).sum(axis=0),
            "dba": np.ones(len(dz)) @ dz,
        }

    return a_next, y_hat, back


def rnn_cell_backward(da_next, cache):
    return cache(da_next)


def rnn_backward(da, cache):
    backs, da_t, dx, sums = list(cache.steps), np.zeros_like(da[:, 0]), [], None
    while backs:
        step = backs.pop()(da[:, len(backs)] + da_t)
        da_t = step.pop("da_prev")
        dx.append(step.pop("dx_t"))
        sums = step if sums is None else {name: sums[name] + step[name] for name in step}
    return {"dx": np.stack(dx[::-1], axis=1), "da0": da_t, **sums}
