"""
row: R09
title: "The cell is linear: tanh is missing"
fails:
  - a1.cell_forward.example
  - a1.cell_forward.state
  - a1.cell_backward.numerical
  - a1.cell_backward.dx_t
  - a1.cell_backward.da_prev
  - a1.cell_backward.dWaa
  - a1.cell_backward.dWax
  - a1.cell_backward.dba
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
    a_next = a_prev @ params["Waa"].T + x_t @ params["Wax"].T + params["ba"]
    y_hat = softmax(a_next @ params["Wya"].T + params["by"])
    return a_next, y_hat, RNNCellCache(x_t, a_prev, a_next, params)
