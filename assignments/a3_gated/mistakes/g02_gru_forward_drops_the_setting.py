"""
row: G02
title: The sequence does not pass the setting on to its steps
conventions: {gru_reset: before}
fails: [a3.gru.states, a3.gru.edges, a3.gru_backward.reset_after]
"""

import numpy as np


def gru_forward(x, a0, params, reset="before"):
    m, T_x, n_x = x.shape
    a = np.zeros((m, T_x, a0.shape[1]))
    steps = []
    a_t = a0
    for t in range(T_x):
        a_t, step = gru_cell_forward(x[:, t], a_t, params)
        a[:, t] = a_t
        steps.append(step)
    return a, GRUCache(tuple(steps))
