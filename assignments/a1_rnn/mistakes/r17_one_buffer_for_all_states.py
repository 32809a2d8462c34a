"""
row: R17
title: Every cached state is the same array, written anew in each step
fails:
  - a1.backward.numerical
  - a1.backward.dx
  - a1.backward.da0
  - a1.backward.dWaa
  - a1.backward.dWax
  - a1.backward.dba
  - a1.backward.edges
"""

import numpy as np


def rnn_forward(x, a0, params):
    m, T_x, n_x = x.shape
    n_a, n_y = a0.shape[1], params["by"].shape[0]
    a = np.zeros((m, T_x, n_a))
    y_hat = np.zeros((m, T_x, n_y))
    steps = []
    state = a0.copy()
    for t in range(T_x):
        a_next, y_hat[:, t], _ = rnn_cell_forward(x[:, t], state, params)
        a_prev = state
        state[:] = a_next
        a[:, t] = state
        steps.append(RNNCellCache(x[:, t], a_prev, state, params))
    return a, y_hat, RNNCache(tuple(steps))
