"""
row: X01
title: by is left out
fails: [a1.cell_forward.example, a1.cell_forward.prediction]
"""

import numpy as np


def rnn_cell_forward(x_t, a_prev, params):
    a_next = np.tanh(a_prev @ params["Waa"].T + x_t @ params["Wax"].T + params["ba"])
    y_hat = softmax(a_next @ params["Wya"].T)
    return a_next, y_hat, RNNCellCache(x_t, a_prev, a_next, params)
