"""
row: R01
title: one_to_many starts from zeros, not from a0
fails: [a1.one_to_many.feeds_back, a1.one_to_many.values]
"""

import numpy as np


def one_to_many(x_1, a0, params, T_y):
    m, n_a = a0.shape
    a_t = np.zeros((m, n_a))
    y_t = x_1
    outputs = []
    for t in range(T_y):
        a_t, y_t, _ = rnn_cell_forward(y_t, a_t, params)
        outputs.append(y_t)
    return np.stack(outputs, axis=1)
