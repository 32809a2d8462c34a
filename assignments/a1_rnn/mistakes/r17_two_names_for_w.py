"""
row: R17
title: w_plus and w_minus are both w itself
fails: [a1.numerical_gradient.square, a1.numerical_gradient.values]
"""

import numpy as np


def numerical_gradient(f, w, eps=1e-5):
    grad = np.zeros(w.shape)
    for k in np.ndindex(w.shape):
        w_plus = w
        w_minus = w
        w_plus[k] += eps
        w_minus[k] -= eps
        grad[k] = (f(w_plus) - f(w_minus)) / (2 * eps)
    return grad
