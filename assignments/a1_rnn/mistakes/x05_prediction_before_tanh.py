"""
row: X05
title: The prediction reads the sum that tanh has not seen yet
fails: [a1.cell_forward.example, a1.cell_forward.prediction]
"""

import numpy as np


def rnn_cell_forward(x_t, a_prev, params):
    z = a_prev @ params["Waa"].T + x_t @ params["Wax"].T + params["ba"]
    a_next = np.tanh(z)
    y_hat = softmax(z @ params["Wya"].T + params["by"])
    return a_next, y_hat, RNNCellCache(x_t, a_prev, a_next, params)
