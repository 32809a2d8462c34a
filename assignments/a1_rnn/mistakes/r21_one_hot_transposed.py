"""
row: R21
title: The ids run along the last axis
fails: [a1.one_hot.rows, a1.one_hot.values]
"""

import numpy as np


def one_hot(ids, n_x):
    return np.eye(n_x)[:, ids]
