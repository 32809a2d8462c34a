"""
row: X01
title: ba is left out
fails: [a1.cell_forward.example, a1.cell_forward.state, a1.cell_backward.numerical, a1.backward.numerical]
"""

import numpy as np


def rnn_cell_forward(x_t, a_prev, params):
    a_next = np.tanh(a_prev @ params["Waa"].T + x_t @ params["Wax"].T)
    y_hat = softmax(a_next @ params["Wya"].T + params["by"])
    return a_next, y_hat, RNNCellCache(x_t, a_prev, a_next, params)
