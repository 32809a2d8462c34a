"""
row: V08
title: One product with the concatenation of state and input
"""

import numpy as np


def rnn_cell_forward(x_t, a_prev, params):
    W = np.concatenate([params["Waa"], params["Wax"]], axis=1)
    u = np.concatenate([a_prev, x_t], axis=1)
    a_next = np.tanh(u @ W.T + params["ba"])
    y_hat = softmax(a_next @ params["Wya"].T + params["by"])
    return a_next, y_hat, (u, W, a_next)


def rnn_cell_backward(da_next, cache):
    u, W, a_next = cache
    n_a = a_next.shape[1]
    dz = da_next * (1 - a_next**2)
    du, dW = dz @ W, dz.T @ u
    return {
        "dx_t": du[:, n_a:],
        "da_prev": du[:, :n_a],
        "dWaa": dW[:, :n_a],
        "dWax": dW[:, n_a:],
        "dba": dz.sum(axis=0),
    }


def rnn_backward(da, cache):
    steps = list(cache.steps)
    dx, dWaa, dWax, dba, da_prev = [], 0.0, 0.0, 0.0, 0.0
    for t in range(da.shape[1] - 1, -1, -1):
        g = rnn_cell_backward(da[:, t] + da_prev, steps[t])
        da_prev = g["da_prev"]
        dx = [g["dx_t"], *dx]
        dWaa, dWax, dba = dWaa + g["dWaa"], dWax + g["dWax"], dba + g["dba"]
    return {"dx": np.stack(dx, axis=1), "da0": da_prev, "dWaa": dWaa, "dWax": dWax, "dba": dba}
