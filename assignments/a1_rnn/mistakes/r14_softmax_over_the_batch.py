"""
row: R14
title: softmax sums over the examples
fails: [a1.softmax.rows, a1.softmax.values, a1.softmax.large, a1.cell_forward.example]
"""

import numpy as np


def softmax(z):
    e = np.exp(z - z.max(axis=0, keepdims=True))
    return e / e.sum(axis=0, keepdims=True)
