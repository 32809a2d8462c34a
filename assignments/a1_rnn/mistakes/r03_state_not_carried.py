"""
row: R03
title: Every step receives a0
fails: [a1.forward.example, a1.forward.states, a1.forward.causal, a1.forward.edges, a1.backward.numerical]
"""

import numpy as np


def rnn_forward(x, a0, params):
    m, T_x, n_x = x.shape
    n_a, n_y = a0.shape[1], params["by"].shape[0]
    a = np.zeros((m, T_x, n_a))
    y_hat = np.zeros((m, T_x, n_y))
    steps = []
    for t in range(T_x):
        a[:, t], y_hat[:, t], step = rnn_cell_forward(x[:, t], a0, params)
        steps.append(step)
    return a, y_hat, RNNCache(tuple(steps))
