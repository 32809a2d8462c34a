"""
row: R21
title: The 1 stands one place too early
fails: [a1.one_hot.rows, a1.one_hot.values]
"""

import numpy as np


def one_hot(ids, n_x):
    return np.eye(n_x)[np.asarray(ids) - 1]
