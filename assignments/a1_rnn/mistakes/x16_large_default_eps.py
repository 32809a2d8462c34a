"""
row: X16
title: The default of eps was made larger and stayed so
fails: [a1.numerical_gradient.values]
"""

import numpy as np


def numerical_gradient(f, w, eps=1e-1):
    grad = np.zeros_like(w)
    for k in np.ndindex(w.shape):
        up, down = w.copy(), w.copy()
        up[k] += eps
        down[k] -= eps
        grad[k] = (f(up) - f(down)) / (2 * eps)
    return grad
