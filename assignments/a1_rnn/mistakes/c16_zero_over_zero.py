"""
row: C16
title: The denominator may be zero
fails: [a1.relative_error.values]
may_fail:
  a1.relative_error.example: the example may hold two zeros
"""

import numpy as np


def relative_error(a, b):
    return float(np.max(np.abs(a - b) / (np.abs(a) + np.abs(b))))
