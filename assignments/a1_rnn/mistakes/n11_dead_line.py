"""
row: N11
title: A line nobody needs indexes the examples with t
fails: [a1.forward.states, a1.forward.edges, a1.backward.edges]
may_fail:
  a1.forward.example: it raises when there are more steps than examples
  a1.forward.predictions: it raises when there are more steps than examples
  a1.forward.causal: it raises when there are more steps than examples
  a1.forward.arguments: it raises when there are more steps than examples
  a1.many_to_one.last: it raises when there are more steps than examples
  a1.many_to_one.values: it raises when there are more steps than examples
  a1.backward.numerical: it raises when there are more steps than examples
  a1.backward.dx: it raises when there are more steps than examples
  a1.backward.da0: it raises when there are more steps than examples
  a1.backward.dWaa: it raises when there are more steps than examples
  a1.backward.dWax: it raises when there are more steps than examples
  a1.backward.dba: it raises when there are more steps than examples
  a1.backward.arguments: it raises when there are more steps than examples
  a1.backward.upstream: it raises when there are more steps than examples
"""

import numpy as np


def rnn_forward(x, a0, params):
    m, T_x, n_x = x.shape
    n_a, n_y = a0.shape[1], params["by"].shape[0]
    a = np.zeros((m, T_x, n_a))
    y_hat = np.zeros((m, T_x, n_y))
    steps = []
    a_t = a0
    for t in range(T_x):
        current = x[t]
        a_t, y_t, step = rnn_cell_forward(x[:, t], a_t, params)
        a[:, t], y_hat[:, t] = a_t, y_t
        steps.append(step)
    return a, y_hat, RNNCache(tuple(steps))
