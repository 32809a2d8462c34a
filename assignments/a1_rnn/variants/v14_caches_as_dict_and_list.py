"""
row: V14
title: A cell's cache is a dict, a sequence's a list
"""

import numpy as np


def rnn_cell_forward(x_t, a_prev, params):
    a_next = np.tanh(a_prev @ params["Waa"].T + x_t @ params["Wax"].T + params["ba"])
    y_hat = softmax(a_next @ params["Wya"].T + params["by"])
    return a_next, y_hat, {"x": x_t, "a_prev": a_prev, "a": a_next, "p": params}


def rnn_cell_backward(da_next, cache):
    dz = da_next * (1 - cache["a"] ** 2)
    return {
        "dx_t": dz @ cache["p"]["Wax"],
        "da_prev": dz @ cache["p"]["Waa"],
        "dWaa": dz.T @ cache["a_prev"],
        "dWax": dz.T @ cache["x"],
        "dba": dz.sum(axis=0),
    }


def rnn_forward(x, a0, params):
    caches, a, y_hat = [], [], []
    a_t = a0
    for t in range(x.shape[1]):
        a_t, y_t, cache = rnn_cell_forward(x[:, t], a_t, params)
        a.append(a_t)
        y_hat.append(y_t)
        caches.append(cache)
    return np.stack(a, axis=1), np.stack(y_hat, axis=1), caches


def rnn_backward(da, caches):
    dx, dWaa, dWax, dba, da_prev = [], 0, 0, 0, 0
    for t in reversed(range(len(caches))):
        g = rnn_cell_backward(da[:, t] + da_prev, caches[t])
        da_prev = g["da_prev"]
        dx.append(g["dx_t"])
        dWaa, dWax, dba = dWaa + g["dWaa"], dWax + g["dWax"], dba + g["dba"]
    return {"dx": np.stack(dx[::-1], axis=1), "da0": da_prev, "dWaa": dWaa, "dWax": dWax, "dba": dba}
