"""
row: L19
title: sigmoid by exp(z) is nan for large positive z
fails: [a3.sigmoid.values, a3.tagger_loss.stable]
"""

import numpy as np


def sigmoid(z):
    e = np.exp(z)
    return e / (1 + e)
