"""
row: V01
title: Computes and answers in float32
"""

import numpy as np


def rnn_cell_forward(x_t, a_prev, params):
    x_t, a_prev = x_t.astype(np.float32), a_prev.astype(np.float32)
    params = {name: w.astype(np.float32) for name, w in params.items()}
    a_next = np.tanh(a_prev @ params["Waa"].T + x_t @ params["Wax"].T + params["ba"])
    y_hat = softmax(a_next @ params["Wya"].T + params["by"])
    return a_next, y_hat, RNNCellCache(x_t, a_prev, a_next, params)


def rnn_cell_backward(da_next, cache):
    dz = da_next.astype(np.float32) * (1 - cache.a_next**2)
    return {
        "dx_t": dz @ cache.params["Wax"],
        "da_prev": dz @ cache.params["Waa"],
        "dWaa": dz.T @ cache.a_prev,
        "dWax": dz.T @ cache.x_t,
        "dba": dz.sum(axis=0),
    }


def rnn_backward(da, cache):
    params = cache.steps[0].params
    m, T_x, n_a = da.shape
    dx = np.zeros((m, T_x, params["Wax"].shape[1]), dtype=np.float32)
    dWaa, dWax, dba = (np.zeros_like(params[name]) for name in ("Waa", "Wax", "ba"))
    da_prev = np.zeros((m, n_a), dtype=np.float32)
    for t in reversed(range(T_x)):
        step = rnn_cell_backward(da[:, t] + da_prev, cache.steps[t])
        da_prev = step["da_prev"]
        dx[:, t] = step["dx_t"]
        dWaa += step["dWaa"]
        dWax += step["dWax"]
        dba += step["dba"]
    return {"dx": dx, "da0": da_prev, "dWaa": dWaa, "dWax": dWax, "dba": dba}
