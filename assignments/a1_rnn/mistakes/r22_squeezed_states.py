"""
row: R22
title: squeeze removes every axis of size 1
fails: [a1.forward.edges]
may_fail:
  a1.backward.edges: differences of forward have no right shape
  a1.many_to_one.values: many_to_one reads the squeezed predictions
  a1.many_to_one.last: many_to_one reads the squeezed predictions
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
        a_t, y_t, step = rnn_cell_forward(x[:, t], a_t, params)
        a[:, t], y_hat[:, t] = a_t, y_t
        steps.append(step)
    return np.squeeze(a), np.squeeze(y_hat), RNNCache(tuple(steps))
