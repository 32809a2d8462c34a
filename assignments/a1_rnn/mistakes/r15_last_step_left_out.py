"""
row: R15
title: The loop stops one step before the last
fails:
  - a1.forward.example
  - a1.forward.states
  - a1.forward.predictions
  - a1.forward.edges
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
may_fail:
  a1.forward.causal: it may look at the last step only
  a1.many_to_one.last: its last prediction does not depend on x
"""

import numpy as np


def rnn_forward(x, a0, params):
    m, T_x, n_x = x.shape
    n_a, n_y = a0.shape[1], params["by"].shape[0]
    a = np.zeros((m, T_x, n_a))
    y_hat = np.zeros((m, T_x, n_y))
    steps = []
    a_t = a0
    for t in range(T_x - 1):
        a_t, y_t, step = rnn_cell_forward(x[:, t], a_t, params)
        a[:, t], y_hat[:, t] = a_t, y_t
        steps.append(step)
    return a, y_hat, RNNCache(tuple(steps))
