"""
row: X14
title: x_1 stands in the place of the first prediction
fails: [a1.one_to_many.feeds_back, a1.one_to_many.values]
"""

import numpy as np


def one_to_many(x_1, a0, params, T_y):
    outputs = [x_1]
    a_t = a0
    for t in range(T_y - 1):
        a_t, y_t, _ = rnn_cell_forward(outputs[-1], a_t, params)
        outputs.append(y_t)
    return np.stack(outputs, axis=1)
