"""
row: R12
title: One maximum is subtracted from all rows
fails: [a1.softmax.large]
"""

import numpy as np


def softmax(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e, axis=-1, keepdims=True)
