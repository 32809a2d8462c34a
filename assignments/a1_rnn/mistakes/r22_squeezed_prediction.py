"""
row: R22
title: many_to_one squeezes away every axis of size 1
fails: [a1.many_to_one.values]
"""

import numpy as np


def many_to_one(x, a0, params):
    a, y_hat, cache = rnn_forward(x, a0, params)
    return np.squeeze(y_hat[:, -1:, :])
