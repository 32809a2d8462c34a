"""
row: X15
title: numerical_gradient goes through rows and columns
fails: [a1.numerical_gradient.values]
"""

import numpy as np


def numerical_gradient(f, w, eps=1e-5):
    grad = np.zeros(w.shape)
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            up = w.copy()
            down = w.copy()
            up[i, j] += eps
            down[i, j] -= eps
            grad[i, j] = (f(up) - f(down)) / (2 * eps)
    return grad
