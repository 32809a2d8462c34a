"""
row: B01
title: The derivative of tanh is written in terms of its argument
fails:
  - a1.cell_backward.numerical
  - a1.cell_backward.dx_t
  - a1.cell_backward.da_prev
  - a1.cell_backward.dWaa
  - a1.cell_backward.dWax
  - a1.cell_backward.dba
  - a1.backward.numerical
"""

import numpy as np


def rnn_cell_backward(da_next, cache):
    x_t, a_prev, a_next, params = cache
    z = a_prev @ params["Waa"].T + x_t @ params["Wax"].T + params["ba"]
    dtanh = (1 - z**2) * da_next
    return {
        "dx_t": dtanh @ params["Wax"],
        "da_prev": dtanh @ params["Waa"],
        "dWaa": dtanh.T @ a_prev,
        "dWax": dtanh.T @ x_t,
        "dba": np.sum(dtanh, axis=0),
    }
