"""
row: X02
title: The lists of steps become arrays with time first
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
"""

import numpy as np


def rnn_forward(x, a0, params):
    a, y_hat, caches = [], [], []
    a_t = a0
    for t in range(x.shape[1]):
        a_t, y_t, cache = rnn_cell_forward(x[:, t], a_t, params)
        a.append(a_t)
        y_hat.append(y_t)
        caches.append(cache)
    return np.array(a), np.array(y_hat), RNNCache(tuple(caches))
