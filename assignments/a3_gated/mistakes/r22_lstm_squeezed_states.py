"""
row: R22
title: squeeze removes every axis of size 1
fails:
  - a3.lstm.edges
  - a3.lstm_backward.edges
  - a3.tagger_loss.gradients
  - a3.tag.values
  - a3.train_tagger.first_steps
"""

import numpy as np


def lstm_forward(x, a0, c0, params):
    m, T_x, n_x = x.shape
    n_a = a0.shape[1]
    a, c, steps = np.zeros((m, T_x, n_a)), np.zeros((m, T_x, n_a)), []
    a_next, c_next = a0, c0
    for t in range(T_x):
        a_next, c_next, step = lstm_cell_forward(x[:, t], a_next, c_next, params)
        a[:, t] = a_next
        c[:, t] = c_next
        steps.append(step)
    return a.squeeze(), c.squeeze(), LSTMCache(tuple(steps))
