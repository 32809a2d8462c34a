"""
row: D07
title: Time and examples are exchanged by reshape
fails: [a1.forward.example, a1.forward.states, a1.forward.causal, a1.forward.edges, a1.backward.numerical]
"""

import numpy as np


def rnn_forward(x, a0, params):
    m, T_x, n_x = x.shape
    a, y_hat, caches = [], [], []
    a_t = a0
    for t in range(T_x):
        a_t, y_t, cache = rnn_cell_forward(x[:, t], a_t, params)
        a.append(a_t)
        y_hat.append(y_t)
        caches.append(cache)
    a = np.array(a).reshape(m, T_x, -1)
    y_hat = np.array(y_hat).reshape(m, T_x, -1)
    return a, y_hat, RNNCache(tuple(caches))
