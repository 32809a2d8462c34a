"""
row: N02
title: tanh by a single exponential is nan for large inputs
fails: [a1.cell_forward.state]
"""

import numpy as np


def my_tanh(z):
    e = np.exp(2 * z)
    return (e - 1) / (e + 1)


def rnn_cell_forward(x_t, a_prev, params):
    a_next = my_tanh(a_prev @ params["Waa"].T + x_t @ params["Wax"].T + params["ba"])
    y_hat = softmax(a_next @ params["Wya"].T + params["by"])
    return a_next, y_hat, RNNCellCache(x_t, a_prev, a_next, params)
