"""
row: B05
title: The weights' gradients are overwritten in each step
fails:
  - a3.gru_backward.numerical
  - a3.gru_backward.weights
  - a3.gru_backward.biases
  - a3.gru_backward.reset_after
  - a3.gru_backward.edges
  - a3.tagger_loss.numerical
  - a3.tagger_loss.gradients
"""

import numpy as np


def gru_backward(da, cache):
    m, T_x, n_a = da.shape
    n_x = cache.steps[0].x_t.shape[1]
    dx = np.zeros((m, T_x, n_x))
    da_prev = np.zeros((m, n_a))
    sums = {}
    for t in reversed(range(T_x)):
        step = gru_cell_backward(da[:, t] + da_prev, cache.steps[t])
        dx[:, t] = step.pop("dx_t")
        da_prev = step.pop("da_prev")
        for name in step:
            sums[name] = step[name]
    return {"dx": dx, "da0": da_prev, **sums}
