"""
row: Y15
title: from numpy import *
"""

from numpy import *


def softmax(z):
    z = z - amax(z, axis=-1, keepdims=True)
    return exp(z) / sum(exp(z), axis=-1, keepdims=True)


def rnn_cell_forward(x_t, a_prev, params):
    a_next = tanh(dot(a_prev, params["Waa"].T) + dot(x_t, params["Wax"].T) + params["ba"])
    y_hat = softmax(dot(a_next, params["Wya"].T) + params["by"])
    return a_next, y_hat, RNNCellCache(x_t, a_prev, a_next, params)
