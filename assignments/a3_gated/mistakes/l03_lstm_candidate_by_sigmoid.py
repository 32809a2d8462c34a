"""
row: L03
title: The candidate goes through sigmoid like the gates
conventions: {lstm_output: tanh}
fails:
  - a3.lstm_cell.example
  - a3.lstm_cell.cell
  - a3.lstm_cell_backward.numerical
  - a3.lstm_backward.numerical
  - a3.tagger_loss.numerical
"""

import numpy as np


def lstm_cell_forward(x_t, a_prev, c_prev, params):
    joined = np.concatenate([a_prev, x_t], axis=1)
    update = sigmoid(joined @ params["Wu"].T + params["bu"])
    forget = sigmoid(joined @ params["Wf"].T + params["bf"])
    output = sigmoid(joined @ params["Wo"].T + params["bo"])
    candidate = sigmoid(joined @ params["Wc"].T + params["bc"])
    c_next = update * candidate + forget * c_prev
    told = np.tanh(c_next)
    a_next = output * told
    cache = LSTMCellCache(x_t, a_prev, c_prev, update, forget, output, candidate, told, params, "tanh")
    return a_next, c_next, cache
