"""
row: R09
title: tanh is applied to each term instead of the sum
fails: [a1.cell_forward.example, a1.cell_forward.state, a1.cell_backward.numerical, a1.backward.numerical]
"""

import numpy as np


def rnn_cell_forward(x_t, a_prev, params):
    a_next = np.tanh(a_prev @ params["Waa"].T) + np.tanh(x_t @ params["Wax"].T + params["ba"])
    y_hat = softmax(a_next @ params["Wya"].T + params["by"])
    return a_next, y_hat, RNNCellCache(x_t, a_prev, a_next, params)
