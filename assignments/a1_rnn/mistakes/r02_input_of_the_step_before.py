"""
row: R02
title: "x[:, t - 1] is read, with steps counted from 0"
fails:
  - a1.forward.example
  - a1.forward.states
  - a1.forward.causal
  - a1.forward.edges
  - a1.backward.numerical
  - a1.backward.dx
  - a1.backward.edges
"""

import numpy as np


def rnn_forward(x, a0, params):
    m, T_x, n_x = x.shape
    n_a, n_y = a0.shape[1], params["by"].shape[0]
    a = np.zeros((m, T_x, n_a))
    y_hat = np.zeros((m, T_x, n_y))
    steps = []
    a_t = a0
    for t in range(T_x):
        a_t, y_t, step = rnn_cell_forward(x[:, t - 1], a_t, params)
        a[:, t], y_hat[:, t] = a_t, y_t
        steps.append(step)
    return a, y_hat, RNNCache(tuple(steps))
