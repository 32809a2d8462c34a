"""
row: N04
title: The state before the first step is a slice that the first step overwrites
fails: [a1.backward.numerical, a1.backward.dWaa, a1.backward.edges]
"""

import numpy as np


def rnn_forward(x, a0, params):
    m, T_x, n_x = x.shape
    n_a, n_y = a0.shape[1], params["by"].shape[0]
    a = np.zeros((m, T_x, n_a))
    y_hat = np.zeros((m, T_x, n_y))
    steps = []
    a[:, 0] = a0
    a_next = a[:, 0]
    for t in range(T_x):
        a_next, y_t, step = rnn_cell_forward(x[:, t], a_next, params)
        a[:, t] = a_next
        y_hat[:, t] = y_t
        steps.append(step)
    return a, y_hat, RNNCache(tuple(steps))
