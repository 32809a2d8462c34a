"""
row: X21
title: An entry stays moved while the next ones are
fails: [a1.numerical_gradient.values]
"""

import numpy as np


def numerical_gradient(f, w, eps=1e-5):
    w = w.copy()
    grad = np.zeros_like(w)
    for k in np.ndindex(w.shape):
        w[k] += eps
        plus = f(w)
        w[k] -= 2 * eps
        minus = f(w)
        grad[k] = (plus - minus) / (2 * eps)
    return grad
