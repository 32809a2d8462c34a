"""
row: R24
title: softmax works in the array it was given
fails: [a1.forward.arguments]
"""

import numpy as np


def softmax(z):
    z -= np.max(z, axis=-1, keepdims=True)
    np.exp(z, out=z)
    z /= np.sum(z, axis=-1, keepdims=True)
    return z
