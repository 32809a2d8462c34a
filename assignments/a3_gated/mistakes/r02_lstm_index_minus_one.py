"""
row: R02
title: State and cell are read at t - 1, at t = 0 the last ones, still zeros
fails:
  - a3.lstm.states
  - a3.lstm.cells
  - a3.lstm.edges
  - a3.lstm_backward.numerical
  - a3.lstm_backward.dx
  - a3.lstm_backward.da0
  - a3.lstm_backward.weights
  - a3.lstm_backward.biases
  - a3.lstm_backward.dc_last
  - a3.lstm_backward.edges
  - a3.tagger_loss.numerical
"""

import numpy as np


def lstm_forward(x, a0, c0, params):
    m, T_x, n_x = x.shape
    n_a = a0.shape[1]
    a, c, steps = np.zeros((m, T_x, n_a)), np.zeros((m, T_x, n_a)), []
    for t in range(T_x):
        a_next, c_next, step = lstm_cell_forward(x[:, t], a[:, t - 1], c[:, t - 1], params)
        a[:, t] = a_next
        c[:, t] = c_next
        steps.append(step)
    return a, c, LSTMCache(tuple(steps))
