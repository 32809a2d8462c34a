"""
row: R14
title: softmax sums over axis 1, which is the last for matrices only
fails: [a1.softmax.rows, a1.softmax.values]
"""

import numpy as np


def softmax(z):
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)
