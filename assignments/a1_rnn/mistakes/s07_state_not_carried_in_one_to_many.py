"""
row: S07
title: one_to_many starts each step from a0
fails: [a1.one_to_many.feeds_back, a1.one_to_many.values]
"""

import numpy as np


def one_to_many(x_1, a0, params, T_y):
    predictions = []
    y_t = x_1
    for _ in range(T_y):
        a_t, y_t, cache = rnn_cell_forward(y_t, a0, params)
        predictions.append(y_t)
    return np.stack(predictions, axis=1)
