"""
row: N05
title: A size that only a notebook cell defined
fails:
  - a1.forward.example
  - a1.forward.states
  - a1.forward.predictions
  - a1.forward.causal
  - a1.forward.edges
  - a1.forward.arguments
  - a1.many_to_one.last
  - a1.many_to_one.values
  - a1.backward.numerical
  - a1.backward.dx
  - a1.backward.da0
  - a1.backward.dWaa
  - a1.backward.dWax
  - a1.backward.dba
  - a1.backward.edges
  - a1.backward.arguments
  - a1.backward.upstream
"""

import numpy as np


def rnn_forward(x, a0, params):
    m, T_x, n_x = x.shape
    a = np.zeros((m, T_x, a0.shape[1]))
    y_hat = np.zeros((m, T_x, n_y))
    steps = []
    a_t = a0
    for t in range(T_x):
        a_t, y_t, step = rnn_cell_forward(x[:, t], a_t, params)
        a[:, t], y_hat[:, t] = a_t, y_t
        steps.append(step)
    return a, y_hat, RNNCache(tuple(steps))
