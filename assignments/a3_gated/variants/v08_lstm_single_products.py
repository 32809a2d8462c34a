"""
row: V08
title: Each gate adds two products instead of one of joined arrays
conventions: {lstm_output: tanh}
"""

import numpy as np


def pre(gate, x_t, a_prev, params):
    W, n_a = params["W" + gate], a_prev.shape[1]
    return np.matmul(a_prev, W[:, :n_a].T) + np.matmul(x_t, W[:, n_a:].T) + params["b" + gate]


def lstm_cell_forward(x_t, a_prev, c_prev, params):
    u, f, o = [sigmoid(pre(gate, x_t, a_prev, params)) for gate in "ufo"]
    cc = np.tanh(pre("c", x_t, a_prev, params))
    c_next = f * c_prev + u * cc
    return o * np.tanh(c_next), c_next, [x_t, a_prev, c_prev, c_next, u, f, o, cc, params]


def lstm_cell_backward(da_next, dc_next, cache):
    x_t, a_prev, c_prev, c_next, u, f, o, cc, params = cache
    n_a = a_prev.shape[1]
    dc = da_next * o * (1 - np.tanh(c_next) ** 2) + dc_next
    dz = {"c": dc * u * (1 - cc**2), "u": dc * cc * u * (1 - u), "f": dc * c_prev * f * (1 - f)}
    dz["o"] = da_next * np.tanh(c_next) * o * (1 - o)
    gradients = {"dx_t": 0, "da_prev": 0, "dc_prev": dc * f}
    for gate, d in dz.items():
        W = params["W" + gate]
        gradients["da_prev"] = gradients["da_prev"] + d @ W[:, :n_a]
        gradients["dx_t"] = gradients["dx_t"] + d @ W[:, n_a:]
        gradients["dW" + gate] = np.concatenate([d.T @ a_prev, d.T @ x_t], axis=1)
        gradients["db" + gate] = d.sum(axis=0)
    return gradients
