"""
row: R17
title: Every cached state is the same array, written anew in each step
fails:
  - a3.gru_backward.numerical
  - a3.gru_backward.dx
  - a3.gru_backward.da0
  - a3.gru_backward.weights
  - a3.gru_backward.biases
  - a3.gru_backward.reset_after
  - a3.gru_backward.edges
  - a3.tagger_loss.numerical
"""

import numpy as np


def gru_forward(x, a0, params, reset="before"):
    m, T_x, n_x = x.shape
    a = np.zeros((m, T_x, a0.shape[1]))
    steps = []
    state = a0.copy()
    for t in range(T_x):
        a_t, step = gru_cell_forward(x[:, t], state, params, reset)
        state[:] = a_t
        a[:, t] = state
        steps.append(step)
    return a, GRUCache(tuple(steps))
