"""
row: V39
title: np.where computes both forms of sigmoid, of which one overflows with a warning
"""

import numpy as np


def sigmoid(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))
