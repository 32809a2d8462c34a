"""
row: N02
title: tanh by exponentials is nan for large inputs
fails: [a1.cell_forward.state]
"""

import numpy as np


def tanh(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


def rnn_cell_forward(x_t, a_prev, params):
    a_next = tanh(a_prev @ params["Waa"].T + x_t @ params["Wax"].T + params["ba"])
    y_hat = softmax(a_next @ params["Wya"].T + params["by"])
    return a_next, y_hat, RNNCellCache(x_t, a_prev, a_next, params)
