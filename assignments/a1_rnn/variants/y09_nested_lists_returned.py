"""
row: Y09
title: Arrays come back as nested lists, numbers as numpy scalars
"""

import numpy as np


def softmax(z):
    rows = np.reshape(z, (-1, np.shape(z)[-1]))
    return np.array([np.exp(row - max(row)) / sum(np.exp(row - max(row))) for row in rows]).reshape(np.shape(z))


def rnn_forward(x, a0, params):
    a, y_hat, steps = [a0], [], []
    for t in range(x.shape[1]):
        a_next, y_t, step = rnn_cell_forward(x[:, t], a[-1], params)
        a.append(a_next)
        y_hat.append(y_t)
        steps.append(step)
    return [
        np.swapaxes(a[1:], 0, 1).tolist(),
        np.swapaxes(y_hat, 0, 1).tolist(),
        RNNCache(tuple(steps)),
    ]


def many_to_one(x, a0, params):
    return rnn_forward(x, a0, params)[1] and [rows[-1] for rows in rnn_forward(x, a0, params)[1]]


def relative_error(a, b):
    return np.max(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-8))
