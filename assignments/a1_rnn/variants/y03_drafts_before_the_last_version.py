"""
row: Y03
title: Wrong drafts of a function stand above its last version
"""

import numpy as np


def softmax(z):
    return np.exp(z) / np.sum(np.exp(z))


def rnn_cell_forward(x_t, a_prev, params):
    pass


def rnn_cell_forward(x_t, a_prev, params):
    raise NotImplementedError("todo")


# this one works
def rnn_cell_forward(x_t, a_prev, params):
    Waa, Wax, ba, Wya, by = [params[k] for k in ["Waa", "Wax", "ba", "Wya", "by"]]
    a_next = np.tanh(x_t @ Wax.T + a_prev @ Waa.T + ba)
    return a_next, softmax(a_next @ Wya.T + by), RNNCellCache(x_t, a_prev, a_next, params)


def softmax(z):
    shifted = z - np.amax(z, axis=-1, keepdims=True)
    return np.exp(shifted) / np.exp(shifted).sum(axis=-1, keepdims=True)
