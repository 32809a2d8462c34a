"""
row: L18
title: The list of cells begins with c0, and the way back reads c_prev at t + 1
fails:
  - a3.lstm_backward.numerical
  - a3.lstm_backward.dx
  - a3.lstm_backward.da0
  - a3.lstm_backward.dc0
  - a3.lstm_backward.weights
  - a3.lstm_backward.biases
  - a3.lstm_backward.dc_last
  - a3.lstm_backward.edges
  - a3.tagger_loss.numerical
"""

import numpy as np


def lstm_forward(x, a0, c0, params):
    m, T_x, n_x = x.shape
    n_a = a0.shape[1]
    a, c, steps = np.zeros((m, T_x, n_a)), np.zeros((m, T_x, n_a)), []
    a_next, c_next = a0, c0
    cells = [c0]
    for t in range(T_x):
        a_next, c_next, step = lstm_cell_forward(x[:, t], a_next, c_next, params)
        a[:, t] = a_next
        c[:, t] = c_next
        cells.append(c_next)
        steps.append(step)
    return a, c, (steps, cells)


def lstm_backward(da, dc_last, cache):
    m, T_x, n_a = da.shape
    steps, cells = cache
    params = steps[0].params
    dx = np.zeros((m, T_x, params["Wu"].shape[1] - n_a))
    total = {f"d{kind}{gate}": np.zeros_like(params[kind + gate]) for kind in "Wb" for gate in "ufoc"}
    da_prev = np.zeros((m, n_a))
    dc_prev = np.zeros((m, n_a)) if dc_last is None else dc_last
    for t in reversed(range(T_x)):
        step = lstm_cell_backward(da[:, t] + da_prev, dc_prev, steps[t]._replace(c_prev=cells[t + 1]))
        da_prev = step["da_prev"]
        dc_prev = step["dc_prev"]
        dx[:, t] = step["dx_t"]
        for name in total:
            total[name] += step[name]
    return {"dx": dx, "da0": da_prev, "dc0": dc_prev, **total}
