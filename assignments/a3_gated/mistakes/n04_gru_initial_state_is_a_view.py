"""
row: N04
title: The state before the first step is a slice that the first step overwrites
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
    a[:, 0] = a0
    a_t = a[:, 0]
    for t in range(T_x):
        a_t, step = gru_cell_forward(x[:, t], a_t, params, reset)
        a[:, t] = a_t
        steps.append(step)
    return a, GRUCache(tuple(steps))
