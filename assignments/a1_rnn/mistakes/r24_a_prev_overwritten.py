"""
row: R24
title: The new state is written over the old one
fails:
  - a1.forward.example
  - a1.forward.states
  - a1.forward.causal
  - a1.forward.edges
  - a1.forward.arguments
  - a1.cell_backward.numerical
  - a1.cell_backward.dWaa
  - a1.backward.numerical
  - a1.backward.dx
  - a1.backward.da0
  - a1.backward.dWaa
  - a1.backward.dWax
  - a1.backward.dba
  - a1.backward.edges
"""

import numpy as np


def rnn_cell_forward(x_t, a_prev, params):
    a_next = a_prev
    a_next[:] = np.tanh(a_prev @ params["Waa"].T + x_t @ params["Wax"].T + params["ba"])
    y_hat = softmax(a_next @ params["Wya"].T + params["by"])
    return a_next, y_hat, RNNCellCache(x_t, a_prev, a_next, params)
