"""
row: X17
title: relative_error divides the norm of the difference by the sum of the norms
fails: [a1.relative_error.example, a1.relative_error.values]
"""

import numpy as np


def relative_error(a, b):
    numerator = np.linalg.norm(a - b)
    denominator = np.linalg.norm(a) + np.linalg.norm(b)
    return numerator / max(1e-8, denominator)
