"""
row: R24
title: Waa is transposed inside the caller's params
fails:
  - a1.forward.example
  - a1.forward.states
  - a1.forward.edges
  - a1.forward.arguments
  - a1.one_to_many.feeds_back
  - a1.one_to_many.values
  - a1.backward.numerical
  - a1.backward.dWaa
  - a1.backward.edges
"""

import numpy as np


def rnn_cell_forward(x_t, a_prev, params):
    params["Waa"] = params["Waa"].T
    a_next = np.tanh(a_prev @ params["Waa"] + x_t @ params["Wax"].T + params["ba"])
    y_hat = softmax(a_next @ params["Wya"].T + params["by"])
    return a_next, y_hat, RNNCellCache(x_t, a_prev, a_next, dict(params, Waa=params["Waa"].T))
