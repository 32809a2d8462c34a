"""
row: L02
title: All gates in one product, cut in the order i, f, g, o of torch
conventions: {lstm_output: tanh}
fails:
  - a3.lstm_cell.example
  - a3.lstm_cell.cell
  - a3.lstm_cell.state
  - a3.lstm_cell_backward.numerical
  - a3.lstm_cell_backward.dx_t
  - a3.lstm_cell_backward.da_prev
  - a3.lstm_cell_backward.output
  - a3.lstm_cell_backward.candidate
  - a3.lstm_backward.numerical
  - a3.tagger_loss.numerical
"""

import numpy as np


def lstm_cell_forward(x_t, a_prev, c_prev, params):
    n_a = a_prev.shape[1]
    W = np.concatenate([params["Wu"], params["Wf"], params["Wo"], params["Wc"]])
    b = np.concatenate([params["bu"], params["bf"], params["bo"], params["bc"]])
    z = np.concatenate([a_prev, x_t], axis=1) @ W.T + b
    update = sigmoid(z[:, :n_a])
    forget = sigmoid(z[:, n_a : 2 * n_a])
    candidate = np.tanh(z[:, 2 * n_a : 3 * n_a])
    output = sigmoid(z[:, 3 * n_a :])
    c_next = update * candidate + forget * c_prev
    told = np.tanh(c_next)
    cache = LSTMCellCache(x_t, a_prev, c_prev, update, forget, output, candidate, told, params, "tanh")
    return output * told, c_next, cache
