"""
row: V33
title: Recursion forward, a while loop back
"""

import numpy as np


def run(x, a_t, c_t, params, t):
    if t == x.shape[1]:
        return [], [], []
    a_t, c_t, step = lstm_cell_forward(x[:, t], a_t, c_t, params)
    states, cells, steps = run(x, a_t, c_t, params, t + 1)
    return [a_t] + states, [c_t] + cells, [step] + steps


def lstm_forward(x, a0, c0, params):
    states, cells, steps = run(x, a0, c0, params, 0)
    return np.stack(states, axis=1), np.stack(cells, axis=1), LSTMCache(tuple(steps))


def lstm_backward(da, dc_last, cache):
    m, T_x, n_a = da.shape
    params = cache.steps[0].params
    dx = np.zeros((m, T_x, params["Wu"].shape[1] - n_a))
    total = {f"d{kind}{gate}": np.zeros_like(params[kind + gate]) for kind in "Wb" for gate in "ufoc"}
    da_prev = np.zeros((m, n_a))
    dc_prev = np.zeros((m, n_a)) if dc_last is None else dc_last
    t = T_x
    while t > 0:
        t -= 1
        step = lstm_cell_backward(da[:, t] + da_prev, dc_prev, cache.steps[t])
        da_prev = step["da_prev"]
        dc_prev = step["dc_prev"]
        dx[:, t] = step["dx_t"]
        for name in total:
            total[name] += step[name]
    return {"dx": dx, "da0": da_prev, "dc0": dc_prev, **total}
