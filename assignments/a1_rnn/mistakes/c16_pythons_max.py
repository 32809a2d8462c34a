"""
row: C16
title: Python's max is asked for the larger of a number and an array
fails: [a1.relative_error.example, a1.relative_error.values]
"""

import numpy as np


def relative_error(a, b):
    return float(np.max(np.abs(a - b) / max(1e-8, np.abs(a) + np.abs(b))))
