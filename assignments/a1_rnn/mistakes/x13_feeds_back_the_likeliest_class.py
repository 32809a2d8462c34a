"""
row: X13
title: one_to_many feeds back the one-hot vector of the likeliest class
fails: [a1.one_to_many.feeds_back, a1.one_to_many.values]
"""

import numpy as np


def one_to_many(x_1, a0, params, T_y):
    outputs = []
    x_t, a_t = x_1, a0
    for t in range(T_y):
        a_t, y_t, _ = rnn_cell_forward(x_t, a_t, params)
        outputs.append(y_t)
        x_t = one_hot(np.argmax(y_t, axis=-1), y_t.shape[-1])
    return np.stack(outputs, axis=1)
