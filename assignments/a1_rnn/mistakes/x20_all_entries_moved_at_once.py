"""
row: X20
title: numerical_gradient moves all entries of w together
fails: [a1.numerical_gradient.square, a1.numerical_gradient.values]
"""

import numpy as np


def numerical_gradient(f, w, eps=1e-5):
    slope = (f(w + eps) - f(w - eps)) / (2 * eps)
    return slope * np.ones_like(w)
