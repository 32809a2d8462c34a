"""
row: R04
title: The sequence predicts from the state that a step starts from
fails: [a1.forward.example, a1.forward.predictions]
"""

import numpy as np


def rnn_forward(x, a0, params):
    m, T_x, n_x = x.shape
    n_a, n_y = a0.shape[1], params["by"].shape[0]
    a = np.zeros((m, T_x, n_a))
    y_hat = np.zeros((m, T_x, n_y))
    steps = []
    a_prev = a0
    for t in range(T_x):
        y_hat[:, t] = softmax(a_prev @ params["Wya"].T + params["by"])
        a_prev, _, step = rnn_cell_forward(x[:, t], a_prev, params)
        a[:, t] = a_prev
        steps.append(step)
    return a, y_hat, RNNCache(tuple(steps))
