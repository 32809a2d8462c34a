"""
row: R24
title: one_to_many writes each prediction into x_1
fails: [a1.forward.arguments]
"""

import numpy as np


def one_to_many(x_1, a0, params, T_y):
    m, n_x = x_1.shape
    outputs = np.zeros((m, T_y, n_x))
    a_t = a0
    for t in range(T_y):
        a_t, y_t, _ = rnn_cell_forward(x_1, a_t, params)
        outputs[:, t] = y_t
        x_1[:] = y_t
    return outputs
