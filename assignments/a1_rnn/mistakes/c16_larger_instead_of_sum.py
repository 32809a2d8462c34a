"""
row: C16
title: The denominator is the larger of the two, not their sum
fails: [a1.relative_error.example, a1.relative_error.values]
"""

import numpy as np


def relative_error(a, b):
    size = np.maximum(np.abs(a), np.abs(b))
    return float(np.max(np.abs(a - b) / np.maximum(1e-8, size)))
