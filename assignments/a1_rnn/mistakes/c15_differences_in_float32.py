"""
row: C15
title: The differences are taken in float32
fails: [a1.numerical_gradient.values]
may_fail:
  a1.numerical_gradient.square: the tolerance of float32 answers allows it for a small example
"""

import numpy as np


def numerical_gradient(f, w, eps=1e-5):
    w = w.astype(np.float32)
    gradient = np.zeros_like(w)
    for k in np.ndindex(w.shape):
        above, below = w.copy(), w.copy()
        above[k] += eps
        below[k] -= eps
        gradient[k] = (f(above) - f(below)) / (2 * eps)
    return gradient
