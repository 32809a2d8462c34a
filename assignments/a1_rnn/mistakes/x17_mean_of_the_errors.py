"""
row: X17
title: relative_error averages over the entries
fails: [a1.relative_error.example, a1.relative_error.values]
"""

import numpy as np


def relative_error(a, b):
    return float(np.mean(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))
