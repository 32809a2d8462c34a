"""
row: X15
title: one_hot knows ids along one axis only
fails: [a1.one_hot.values]
"""

import numpy as np


def one_hot(ids, n_x):
    out = np.zeros((len(ids), n_x))
    out[np.arange(len(ids)), ids] = 1
    return out
