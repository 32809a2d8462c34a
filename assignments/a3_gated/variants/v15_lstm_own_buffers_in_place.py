"""
row: V15
title: Own arrays are made once and filled in place
conventions: {lstm_output: tanh}
"""

import numpy as np


def lstm_cell_forward(x_t, a_prev, c_prev, params):
    joined = np.concatenate([a_prev, x_t], axis=1)
    update = sigmoid(joined @ params["Wu"].T + params["bu"])
    forget = sigmoid(joined @ params["Wf"].T + params["bf"])
    output = sigmoid(joined @ params["Wo"].T + params["bo"])
    candidate = np.tanh(joined @ params["Wc"].T + params["bc"])
    c_next = np.empty_like(c_prev)
    np.multiply(update, candidate, out=c_next)
    c_next += forget * c_prev
    told = np.tanh(c_next)
    a_next = output * told
    cache = LSTMCellCache(x_t, a_prev, c_prev, update, forget, output, candidate, told, params, "tanh")
    return a_next, c_next, cache


def lstm_forward(x, a0, c0, params):
    m, T_x, n_x = x.shape
    n_a = a0.shape[1]
    a, c, steps = np.zeros((m, T_x, n_a)), np.zeros((m, T_x, n_a)), []
    a_next, c_next = a0.copy(), c0.copy()
    for t in range(T_x):
        a[:, t], c[:, t], step = lstm_cell_forward(x[:, t], a_next, c_next, params)
        a_next, c_next = a[:, t], c[:, t]
        steps.append(step)
    return a, c, LSTMCache(tuple(steps))


def lstm_backward(da, dc_last, cache):
    m, T_x, n_a = da.shape
    params = cache.steps[0].params
    dx = np.zeros((m, T_x, params["Wu"].shape[1] - n_a))
    total = {f"d{kind}{gate}": np.zeros_like(params[kind + gate]) for kind in "Wb" for gate in "ufoc"}
    da_prev, dc_prev = np.zeros((m, n_a)), np.zeros((m, n_a))
    if dc_last is not None:
        dc_prev += dc_last
    for t in reversed(range(T_x)):
        step = lstm_cell_backward(da[:, t] + da_prev, dc_prev, cache.steps[t])
        da_prev[:] = step["da_prev"]
        dc_prev[:] = step["dc_prev"]
        dx[:, t] = step["dx_t"]
        for name in total:
            total[name] += step[name]
    return {"dx": dx, "da0": da_prev, "dc0": dc_prev, **total}
