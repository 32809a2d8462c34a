"""
row: R24
title: sigmoid works in the array it was given
fails: [a3.sigmoid.values]
"""

import numpy as np


def sigmoid(z):
    z *= 0.5
    np.tanh(z, out=z)
    z += 1
    z *= 0.5
    return z
