"""
row: R02
title: "a[:, t - 1] in the first step reads the last entry"
fails:
  - a1.forward.example
  - a1.forward.states
  - a1.forward.edges
  - a1.backward.numerical
  - a1.backward.dWaa
  - a1.backward.edges
"""

import numpy as np


def rnn_forward(x, a0, params):
    m, T_x, n_x = x.shape
    n_a, n_y = a0.shape[1], params["by"].shape[0]
    a = np.zeros((m, T_x, n_a))
    y_hat = np.zeros((m, T_x, n_y))
    steps = []
    for t in range(T_x):
        a[:, t], y_hat[:, t], step = rnn_cell_forward(x[:, t], a[:, t - 1], params)
        steps.append(step)
    return a, y_hat, RNNCache(tuple(steps))
