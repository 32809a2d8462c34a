"""
row: V13
title: Backward computes the step again from its inputs
"""

import numpy as np


def rnn_cell_forward(x_t, a_prev, params):
    a_next = np.tanh(a_prev @ params["Waa"].T + x_t @ params["Wax"].T + params["ba"])
    y_hat = softmax(a_next @ params["Wya"].T + params["by"])
    return a_next, y_hat, (x_t, a_prev, params)


def rnn_cell_backward(da_next, cache):
    x_t, a_prev, params = cache
    z = a_prev @ params["Waa"].T + x_t @ params["Wax"].T + params["ba"]
    dz = da_next / np.cosh(z) ** 2
    return {
        "dx_t": dz @ params["Wax"],
        "da_prev": dz @ params["Waa"],
        "dWaa": dz.T @ a_prev,
        "dWax": dz.T @ x_t,
        "dba": dz.sum(axis=0),
    }


def rnn_backward(da, cache):
    params = cache.steps[0][-1]
    grads = {"dWaa": np.zeros_like(params["Waa"]), "dWax": np.zeros_like(params["Wax"])}
    grads["dba"] = np.zeros_like(params["ba"])
    dx, da_prev = [], np.zeros_like(da[:, 0])
    for t in reversed(range(da.shape[1])):
        step = rnn_cell_backward(da[:, t] + da_prev, cache.steps[t])
        da_prev = step["da_prev"]
        dx.append(step["dx_t"])
        for name in grads:
            grads[name] += step[name]
    return grads | {"dx": np.stack(dx[::-1], axis=1), "da0": da_prev}
