"""
row: C15
title: The difference over 2 eps is divided by eps
fails: [a1.numerical_gradient.square, a1.numerical_gradient.values]
"""

import numpy as np


def numerical_gradient(f, w, eps=1e-5):
    gradient = np.zeros_like(w)
    for k in np.ndindex(w.shape):
        above, below = w.copy(), w.copy()
        above[k] += eps
        below[k] -= eps
        gradient[k] = (f(above) - f(below)) / eps
    return gradient
