"""
row: R03
title: Every step receives a0
fails: [a3.gru.states, a3.gru.edges, a3.gru_backward.numerical, a3.tagger_loss.numerical, a3.tagger_loss.gradients]
"""

import numpy as np


def gru_forward(x, a0, params, reset="before"):
    m, T_x, n_x = x.shape
    a = np.zeros((m, T_x, a0.shape[1]))
    steps = []
    for t in range(T_x):
        a_t, step = gru_cell_forward(x[:, t], a0, params, reset)
        a[:, t] = a_t
        steps.append(step)
    return a, GRUCache(tuple(steps))
