"""
row: X03
title: The cell returns y_hat before a_next
fails:
  - a1.cell_forward.example
  - a1.cell_forward.state
  - a1.cell_forward.prediction
  - a1.forward.arguments
  - a1.one_to_many.feeds_back
  - a1.cell_backward.numerical
"""

import numpy as np


def rnn_cell_forward(x_t, a_prev, params):
    a_next = np.tanh(a_prev @ params["Waa"].T + x_t @ params["Wax"].T + params["ba"])
    y_hat = softmax(a_next @ params["Wya"].T + params["by"])
    return y_hat, a_next, RNNCellCache(x_t, a_prev, a_next, params)


def rnn_forward(x, a0, params):
    a, y_hat, caches = [], [], []
    a_t = a0
    for t in range(x.shape[1]):
        y_t, a_t, cache = rnn_cell_forward(x[:, t], a_t, params)
        a.append(a_t)
        y_hat.append(y_t)
        caches.append(cache)
    return np.stack(a, axis=1), np.stack(y_hat, axis=1), RNNCache(tuple(caches))


def one_to_many(x_1, a0, params, T_y):
    outputs = []
    a_t, y_t = a0, x_1
    for _ in range(T_y):
        y_t, a_t, _ = rnn_cell_forward(y_t, a_t, params)
        outputs.append(y_t)
    return np.stack(outputs, axis=1)
