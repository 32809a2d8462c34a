"""
row: C15
title: The difference goes to one side only
fails: [a1.numerical_gradient.values]
may_fail:
  a1.numerical_gradient.square: the error of a square is eps, which a small example may allow
"""

import numpy as np


def numerical_gradient(f, w, eps=1e-5):
    gradient = np.zeros_like(w)
    start = f(w)
    for k in np.ndindex(w.shape):
        moved = w.copy()
        moved[k] += eps
        gradient[k] = (f(moved) - start) / eps
    return gradient
