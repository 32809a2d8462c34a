"""
row: X43
title: orthogonal always returns the same matrix
fails: [a3.orthogonal.uniform, a3.init.recurrent]
"""

import numpy as np


def orthogonal(n, rng):
    generator = np.random.default_rng(0)
    Q, R = np.linalg.qr(generator.normal(size=(n, n)))
    return Q * np.sign(np.diag(R))
