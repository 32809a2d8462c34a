"""
row: R22
title: squeeze leaves no matrix of a single unit
fails: [a3.orthogonal.uniform]
"""

import numpy as np


def orthogonal(n, rng):
    Q, R = np.linalg.qr(rng.normal(size=(n, n)))
    return np.squeeze(Q * np.sign(np.diag(R)))
