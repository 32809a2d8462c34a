"""
row: R22
title: squeeze removes every axis of size 1
fails:
  - a3.gru.edges
  - a3.gru_backward.edges
  - a3.tagger_loss.values
  - a3.tag.values
  - a3.train_tagger.first_steps
  - a3.train_tagger.epochs
"""

import numpy as np


def gru_forward(x, a0, params, reset="before"):
    m, T_x, n_x = x.shape
    a = np.zeros((m, T_x, a0.shape[1]))
    steps = []
    a_t = a0
    for t in range(T_x):
        a_t, step = gru_cell_forward(x[:, t], a_t, params, reset)
        a[:, t] = a_t
        steps.append(step)
    return np.squeeze(a), GRUCache(tuple(steps))
