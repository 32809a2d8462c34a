"""
row: V13
title: The cache holds what went in, and the way back computes the rest again
conventions: {lstm_output: tanh}
"""

import numpy as np


def activations(x_t, a_prev, c_prev, params):
    joined = np.concatenate([a_prev, x_t], axis=1)
    z = {gate: joined @ params["W" + gate].T + params["b" + gate] for gate in "ufoc"}
    u, f, o, cand = sigmoid(z["u"]), sigmoid(z["f"]), sigmoid(z["o"]), np.tanh(z["c"])
    return joined, u, f, o, cand, u * cand + f * c_prev


def lstm_cell_forward(x_t, a_prev, c_prev, params):
    _, _, _, o, _, c_next = activations(x_t, a_prev, c_prev, params)
    return o * np.tanh(c_next), c_next, (x_t, a_prev, c_prev, params)


def lstm_cell_backward(da_next, dc_next, cache):
    x_t, a_prev, c_prev, params = cache
    joined, u, f, o, cand, c_next = activations(x_t, a_prev, c_prev, params)
    dc = dc_next + da_next * o * (1 - np.tanh(c_next) ** 2)
    dz = [dc * cand * u * (1 - u), dc * c_prev * f * (1 - f), da_next * np.tanh(c_next) * o * (1 - o), dc * u * (1 - cand**2)]
    back = sum(d @ params["W" + gate] for gate, d in zip("ufoc", dz))
    weights = {"dW" + gate: d.T @ joined for gate, d in zip("ufoc", dz)}
    biases = {"db" + gate: d.sum(axis=0) for gate, d in zip("ufoc", dz)}
    n_a = a_prev.shape[1]
    return {"dx_t": back[:, n_a:], "da_prev": back[:, :n_a], "dc_prev": dc * f, **weights, **biases}
