"""
row: L18
title: The states that are returned begin with a0
fails:
  - a3.gru.states
  - a3.gru.edges
  - a3.gru_backward.numerical
  - a3.tagger_loss.numerical
  - a3.tagger_loss.values
"""

import numpy as np


def gru_forward(x, a0, params, reset="before"):
    m, T_x, n_x = x.shape
    a = [a0]
    steps = []
    for t in range(T_x):
        a_t, step = gru_cell_forward(x[:, t], a[t], params, reset)
        a.append(a_t)
        steps.append(step)
    return np.stack(a[:T_x], axis=1), GRUCache(tuple(steps))
