"""
row: X04
title: The prediction goes through a sigmoid instead of softmax
fails: [a1.cell_forward.example, a1.cell_forward.prediction]
"""

import numpy as np


def rnn_cell_forward(x_t, a_prev, params):
    a_next = np.tanh(a_prev @ params["Waa"].T + x_t @ params["Wax"].T + params["ba"])
    y_hat = 1 / (1 + np.exp(-(a_next @ params["Wya"].T + params["by"])))
    return a_next, y_hat, RNNCellCache(x_t, a_prev, a_next, params)
