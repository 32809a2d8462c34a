"""
row: Y07
title: The cache holds whole arrays; sums start as 0; one entry more for the initial state
"""

import numpy as np


def rnn_forward(x, a0, params):
    m, T_x, _ = x.shape
    h = np.zeros((m, T_x + 1, a0.shape[1]))
    h[:, -1] = a0
    y_hat = np.zeros((m, T_x, params["by"].size))
    for t in range(T_x):
        h[:, t], y_hat[:, t], _ = rnn_cell_forward(x[:, t], h[:, t - 1], params)
    return h[:, :-1], y_hat, {"x": x, "h": h, "params": params}


def rnn_backward(da, cache):
    x, h, params = cache["x"], cache["h"], cache["params"]
    dx = np.zeros_like(x)
    dWaa = dWax = dba = dhnext = 0
    for t in range(x.shape[1] - 1, -1, -1):
        dhraw = (1 - h[:, t] * h[:, t]) * (da[:, t] + dhnext)
        dx[:, t] = np.dot(dhraw, params["Wax"])
        dWaa = dWaa + np.dot(dhraw.T, h[:, t - 1])
        dWax = dWax + np.dot(dhraw.T, x[:, t])
        dba = dba + dhraw.sum(axis=0)
        dhnext = np.dot(dhraw, params["Waa"])
    return {"dx": dx, "da0": dhnext, "dWaa": dWaa, "dWax": dWax, "dba": dba}
