"""
row: L07
title: Each step starts from a cell of zeros
fails:
  - a3.lstm.states
  - a3.lstm.cells
  - a3.lstm.edges
  - a3.lstm_backward.numerical
  - a3.lstm_backward.weights
  - a3.lstm_backward.biases
  - a3.lstm_backward.dc_last
  - a3.lstm_backward.edges
  - a3.tagger_loss.numerical
  - a3.tagger_loss.gradients
"""

import numpy as np


def lstm_forward(x, a0, c0, params):
    m, T_x, n_x = x.shape
    n_a = a0.shape[1]
    a, c, steps = np.zeros((m, T_x, n_a)), np.zeros((m, T_x, n_a)), []
    a_next, c_next = a0, c0
    for t in range(T_x):
        a_next, c_next, step = lstm_cell_forward(x[:, t], a_next, np.zeros((m, n_a)), params)
        a[:, t] = a_next
        c[:, t] = c_next
        steps.append(step)
    return a, c, LSTMCache(tuple(steps))
