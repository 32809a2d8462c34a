"""
row: R24
title: w is left eps lower than it was
fails: [a1.numerical_gradient.values]
"""

import numpy as np


def numerical_gradient(f, w, eps=1e-5):
    grad = np.zeros_like(w)
    for k in np.ndindex(w.shape):
        w[k] += eps
        above = f(w)
        w[k] -= 2 * eps
        below = f(w)
        grad[k] = (above - below) / (2 * eps)
    return grad
