"""
row: C15
title: After the step up w goes back by eps, not by 2 eps
fails: [a1.numerical_gradient.square, a1.numerical_gradient.values]
"""

import numpy as np


def numerical_gradient(f, w, eps=1e-5):
    grad = np.zeros_like(w)
    it = np.nditer(w, flags=["multi_index"])
    while not it.finished:
        k = it.multi_index
        w[k] += eps
        plus = f(w)
        w[k] -= eps
        minus = f(w)
        grad[k] = (plus - minus) / (2 * eps)
        it.iternext()
    return grad
