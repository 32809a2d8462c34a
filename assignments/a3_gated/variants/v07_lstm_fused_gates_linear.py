"""
row: V07
title: One product for all gates, where the state is gate times c
conventions: {lstm_output: linear}
"""

import numpy as np


def lstm_cell_forward(x_t, a_prev, c_prev, params):
    W = np.concatenate([params["Wu"], params["Wf"], params["Wo"], params["Wc"]])
    b = np.concatenate([params["bu"], params["bf"], params["bo"], params["bc"]])
    u = np.concatenate([a_prev, x_t], axis=1)
    gates, zc = np.split(u @ W.T + b, [3 * a_prev.shape[1]], axis=1)
    i, f, o = np.split(sigmoid(gates), 3, axis=1)
    g = np.tanh(zc)
    c_next = f * c_prev + i * g
    return o * c_next, c_next, (u, W, c_prev, i, f, o, g, c_next)


def lstm_cell_backward(da_next, dc_next, cache):
    u, W, c_prev, i, f, o, g, c_next = cache
    n_a = c_next.shape[1]
    dc = dc_next + da_next * o
    dz = np.concatenate(
        [dc * g * i * (1 - i), dc * c_prev * f * (1 - f), da_next * c_next * o * (1 - o), dc * i * (1 - g * g)],
        axis=1,
    )
    du, dW, db = dz @ W, dz.T @ u, dz.sum(axis=0)
    gradients = {"dx_t": du[:, n_a:], "da_prev": du[:, :n_a], "dc_prev": dc * f}
    for name, part, bias in zip("ufoc", np.split(dW, 4), np.split(db, 4)):
        gradients["dW" + name], gradients["db" + name] = part, bias
    return gradients
