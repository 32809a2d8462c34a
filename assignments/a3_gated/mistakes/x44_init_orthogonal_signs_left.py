"""
row: X44
title: The signs that QR chose stay, so the matrices are not uniform
fails: [a3.orthogonal.uniform]
"""

import numpy as np


def orthogonal(n, rng):
    Q, R = np.linalg.qr(rng.normal(size=(n, n)))
    return Q
