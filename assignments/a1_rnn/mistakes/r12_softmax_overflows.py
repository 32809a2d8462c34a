"""
row: R12
title: softmax without subtracting the maximum
fails: [a1.softmax.large]
"""

import numpy as np


def softmax(z):
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)
