"""
row: T08
title: one_to_many reads x_1 in every step
fails: [a1.one_to_many.feeds_back, a1.one_to_many.values]
"""

import numpy as np


def one_to_many(x_1, a0, params, T_y):
    predictions = []
    a_t = a0
    for _ in range(T_y):
        a_t, y_t, cache = rnn_cell_forward(x_1, a_t, params)
        predictions.append(y_t)
    return np.stack(predictions, axis=1)
