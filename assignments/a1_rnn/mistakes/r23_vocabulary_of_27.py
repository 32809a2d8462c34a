"""
row: R23
title: The number of ids is written as 27
fails: [a1.one_hot.rows, a1.one_hot.values]
"""

import numpy as np


def one_hot(ids, n_x):
    ids = np.asarray(ids)
    vectors = np.zeros((*ids.shape, 27))
    np.put_along_axis(vectors, ids[..., np.newaxis], 1, axis=-1)
    return vectors
