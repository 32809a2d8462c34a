"""
row: R03
title: The state is set to zeros inside the loop
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
        a_t = np.zeros((m, n_a)) if t > 0 else a0
        a_t, y_t, step = rnn_cell_forward(x[:, t], a_t, params)
        a[:, t], y_hat[:, t] = a_t, y_t
        steps.append(step)
    return a, y_hat, RNNCache(tuple(steps))
