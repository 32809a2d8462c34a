"""
row: R19
title: The cell goes on from one call to the next
fails:
  - a3.lstm.edges
  - a3.lstm.arguments
  - a3.lstm_backward.numerical
  - a3.lstm_backward.dx
  - a3.lstm_backward.da0
  - a3.lstm_backward.dc0
  - a3.lstm_backward.weights
  - a3.lstm_backward.biases
  - a3.lstm_backward.dc_last
  - a3.lstm_backward.arguments
  - a3.tagger_loss.numerical
  - a3.tagger_loss.gradients
  - a3.tagger_loss.stable
  - a3.tag.values
"""

import numpy as np


memory = {}


def lstm_forward(x, a0, c0, params):
    m, T_x, n_x = x.shape
    n_a = a0.shape[1]
    a, c, steps = np.zeros((m, T_x, n_a)), np.zeros((m, T_x, n_a)), []
    a_next, c_next = a0, memory.get("c", c0)
    if c_next.shape != c0.shape:
        c_next = c0
    for t in range(T_x):
        a_next, c_next, step = lstm_cell_forward(x[:, t], a_next, c_next, params)
        a[:, t] = a_next
        c[:, t] = c_next
        steps.append(step)
    memory["c"] = c_next
    return a, c, LSTMCache(tuple(steps))
