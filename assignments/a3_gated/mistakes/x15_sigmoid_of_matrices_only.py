"""
row: X15
title: sigmoid counts on two axes
fails: [a3.sigmoid.symmetry, a3.sigmoid.values]
"""

import numpy as np


def sigmoid(z):
    m, n = z.shape
    out = np.zeros((m, n))
    for i in range(m):
        for j in range(n):
            out[i, j] = 0.5 * (1 + np.tanh(0.5 * z[i, j]))
    return out
