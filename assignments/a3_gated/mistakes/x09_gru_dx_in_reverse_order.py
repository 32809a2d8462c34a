"""
row: X09
title: dx is collected from the last step to the first and not turned round
fails: [a3.gru_backward.numerical, a3.gru_backward.dx, a3.gru_backward.reset_after, a3.gru_backward.edges]
"""

import numpy as np


def gru_backward(da, cache):
    dx, sums = [], {}
    da_prev = np.zeros_like(da[:, 0])
    for t in reversed(range(da.shape[1])):
        step = gru_cell_backward(da[:, t] + da_prev, cache.steps[t])
        dx.append(step.pop("dx_t"))
        da_prev = step.pop("da_prev")
        for name in step:
            sums[name] = sums.get(name, 0) + step[name]
    return {"dx": np.stack(dx, axis=1), "da0": da_prev, **sums}
