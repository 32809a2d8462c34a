"""
row: V16
title: numerical_gradient moves the entries of w itself and puts them back
"""

import numpy as np


def numerical_gradient(f, w, eps=1e-5):
    grad = np.zeros_like(w)
    it = np.nditer(w, flags=["multi_index"], op_flags=["readwrite"])
    while not it.finished:
        ix = it.multi_index
        w[ix] += eps
        fxph = f(w)
        w[ix] -= 2 * eps
        fxmh = f(w)
        w[ix] += eps
        grad[ix] = (fxph - fxmh) / (2 * eps)
        it.iternext()
    return grad
