"""
row: R10
title: The state goes through relu instead of tanh
fails: [a1.cell_forward.example, a1.cell_forward.state, a1.cell_backward.numerical, a1.backward.numerical]
may_fail:
  a1.forward.causal: relu may give zeros only, on which nothing depends
  a1.forward.edges: relu may give zeros only, and zeros earn no credit
  a1.backward.edges: relu may give zeros only, and such a cell earns no credit
"""

import numpy as np


def relu(z):
    return np.maximum(0, z)


def rnn_cell_forward(x_t, a_prev, params):
    a_next = relu(a_prev @ params["Waa"].T + x_t @ params["Wax"].T + params["ba"])
    y_hat = softmax(a_next @ params["Wya"].T + params["by"])
    return a_next, y_hat, RNNCellCache(x_t, a_prev, a_next, params)
