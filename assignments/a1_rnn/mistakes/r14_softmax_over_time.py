"""
row: R14
title: All predictions at once, with probabilities along time
fails: [a1.forward.example, a1.forward.predictions]
"""

import numpy as np


def rnn_forward(x, a0, params):
    states, caches, a_t = [], [], a0
    for t in range(x.shape[1]):
        a_t, _, cache = rnn_cell_forward(x[:, t], a_t, params)
        states.append(a_t)
        caches.append(cache)
    a = np.stack(states, axis=1)
    z = a @ params["Wya"].T + params["by"]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    y_hat = e / e.sum(axis=1, keepdims=True)
    return a, y_hat, RNNCache(tuple(caches))
