"""
row: V15
title: Preallocates buffers of its own and fills them in place
"""

import numpy as np


def softmax(z):
    e = np.array(z, dtype=float)
    e -= e.max(axis=-1, keepdims=True)
    np.exp(e, out=e)
    e /= e.sum(axis=-1, keepdims=True)
    return e


def rnn_forward(x, a0, params):
    m, T_x, _ = x.shape
    a = np.empty((m, T_x + 1, a0.shape[1]))
    y_hat = np.empty((m, T_x, len(params["by"])))
    a[:, 0] = a0
    steps = []
    for t in range(T_x):
        a[:, t + 1], y_hat[:, t], step = rnn_cell_forward(x[:, t], a[:, t], params)
        steps.append(step)
    return a[:, 1:], y_hat, RNNCache(tuple(steps))


def rnn_backward(da, cache):
    params = cache.steps[0].params
    dnext = np.zeros_like(da[:, 0])
    dx = np.empty((*da.shape[:2], params["Wax"].shape[1]))
    sums = {"d" + name: np.zeros_like(params[name]) for name in ("Waa", "Wax", "ba")}
    for t in reversed(range(da.shape[1])):
        dnext += da[:, t]
        step = rnn_cell_backward(dnext, cache.steps[t])
        dnext[...] = step["da_prev"]
        dx[:, t] = step["dx_t"]
        for name in sums:
            sums[name] += step[name]
    return {"dx": dx, "da0": dnext, **sums}


def numerical_gradient(f, w, eps=1e-5):
    gradient = np.zeros_like(w)
    for k in np.ndindex(w.shape):
        kept = w[k]
        w[k] = kept + eps
        gradient[k] = f(w)
        w[k] = kept - eps
        gradient[k] -= f(w)
        w[k] = kept
    gradient /= 2 * eps
    return gradient
