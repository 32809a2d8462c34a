"""
row: R06
title: The recurrent block of the update gate is not transposed
conventions: {lstm_output: tanh}
fails:
  - a3.lstm_cell.example
  - a3.lstm_cell.cell
  - a3.lstm_cell_backward.numerical
  - a3.lstm_cell_backward.da_prev
  - a3.lstm_cell_backward.update
  - a3.lstm_backward.numerical
  - a3.tagger_loss.numerical
"""

import numpy as np


def lstm_cell_forward(x_t, a_prev, c_prev, params):
    joined = np.concatenate([a_prev, x_t], axis=1)
    n_a = a_prev.shape[1]
    update = sigmoid(a_prev @ params["Wu"][:, :n_a] + x_t @ params["Wu"][:, n_a:].T + params["bu"])
    forget = sigmoid(joined @ params["Wf"].T + params["bf"])
    output = sigmoid(joined @ params["Wo"].T + params["bo"])
    candidate = np.tanh(joined @ params["Wc"].T + params["bc"])
    c_next = update * candidate + forget * c_prev
    told = np.tanh(c_next)
    a_next = output * told
    cache = LSTMCellCache(x_t, a_prev, c_prev, update, forget, output, candidate, told, params, "tanh")
    return a_next, c_next, cache
