"""
row: X41
title: The columns have length 1 and are not orthogonal
fails: [a3.orthogonal.columns, a3.orthogonal.uniform, a3.init.recurrent]
"""

import numpy as np


def orthogonal(n, rng):
    W = rng.normal(size=(n, n))
    return W / np.linalg.norm(W, axis=0)
