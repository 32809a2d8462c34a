"""
row: R24
title: The new state is written into a0
fails: [a1.forward.arguments]
"""

import numpy as np


def rnn_forward(x, a0, params):
    m, T_x, n_x = x.shape
    n_a, n_y = a0.shape[1], params["by"].shape[0]
    a = np.zeros((m, T_x, n_a))
    y_hat = np.zeros((m, T_x, n_y))
    steps = []
    for t in range(T_x):
        a_next, y_hat[:, t], step = rnn_cell_forward(x[:, t], a0.copy(), params)
        steps.append(step)
        a[:, t] = a_next
        a0[:] = a_next
    return a, y_hat, RNNCache(tuple(steps))
