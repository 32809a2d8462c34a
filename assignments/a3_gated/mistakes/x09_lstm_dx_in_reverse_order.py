"""
row: X09
title: dx is appended from the last step to the first and not turned round
fails: [a3.lstm_backward.numerical, a3.lstm_backward.dx, a3.lstm_backward.edges]
"""

import numpy as np


def lstm_backward(da, dc_last, cache):
    m, T_x, n_a = da.shape
    params = cache.steps[0].params
    dx = []
    total = {f"d{kind}{gate}": np.zeros_like(params[kind + gate]) for kind in "Wb" for gate in "ufoc"}
    da_prev = np.zeros((m, n_a))
    dc_prev = np.zeros((m, n_a)) if dc_last is None else dc_last
    for t in reversed(range(T_x)):
        step = lstm_cell_backward(da[:, t] + da_prev, dc_prev, cache.steps[t])
        da_prev = step["da_prev"]
        dc_prev = step["dc_prev"]
        dx.append(step["dx_t"])
        for name in total:
            total[name] += step[name]
    return {"dx": np.stack(dx, axis=1), "da0": da_prev, "dc0": dc_prev, **total}
