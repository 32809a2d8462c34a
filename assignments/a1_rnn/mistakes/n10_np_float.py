"""
row: N10
title: A name that numpy has removed
fails: [a1.one_hot.rows, a1.one_hot.values]
"""

import numpy as np


def one_hot(ids, n_x):
    ids = np.asarray(ids)
    return (ids[..., np.newaxis] == np.arange(n_x)).astype(np.float)
