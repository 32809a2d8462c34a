"""
row: V19
title: Works with time first and returns transposed views
"""

import numpy as np


def rnn_forward(x, a0, params):
    a, y_hat, steps = [], [], []
    a_t = a0
    for x_t in x.transpose(1, 0, 2):
        a_t, y_t, step = rnn_cell_forward(x_t, a_t, params)
        a.append(a_t)
        y_hat.append(y_t)
        steps.append(step)
    return np.array(a).transpose(1, 0, 2), np.array(y_hat).transpose(1, 0, 2), RNNCache(tuple(steps))
