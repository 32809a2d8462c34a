"""
row: R02
title: x[:, t - 1] is read, with steps counted from 0
fails:
  - a3.gru.states
  - a3.gru.edges
  - a3.gru_backward.numerical
  - a3.gru_backward.dx
  - a3.gru_backward.reset_after
  - a3.gru_backward.edges
"""

import numpy as np


def gru_forward(x, a0, params, reset="before"):
    m, T_x, n_x = x.shape
    a = np.zeros((m, T_x, a0.shape[1]))
    steps = []
    a_t = a0
    for t in range(T_x):
        a_t, step = gru_cell_forward(x[:, t - 1], a_t, params, reset)
        a[:, t] = a_t
        steps.append(step)
    return a, GRUCache(tuple(steps))
