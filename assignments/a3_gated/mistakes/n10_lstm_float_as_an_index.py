"""
row: N10
title: A quarter of the columns is a float
conventions: {lstm_output: tanh}
fails:
  - a3.lstm_cell.example
  - a3.lstm_cell.keeps
  - a3.lstm_cell.cell
  - a3.lstm_cell.state
  - a3.lstm.states
  - a3.lstm.cells
  - a3.lstm.edges
  - a3.lstm.arguments
  - a3.lstm_cell_backward.numerical
  - a3.lstm_cell_backward.dx_t
  - a3.lstm_cell_backward.da_prev
  - a3.lstm_cell_backward.dc_prev
  - a3.lstm_cell_backward.update
  - a3.lstm_cell_backward.forget
  - a3.lstm_cell_backward.output
  - a3.lstm_cell_backward.candidate
  - a3.lstm_backward.numerical
  - a3.lstm_backward.dx
  - a3.lstm_backward.da0
  - a3.lstm_backward.dc0
  - a3.lstm_backward.weights
  - a3.lstm_backward.biases
  - a3.lstm_backward.dc_last
  - a3.lstm_backward.edges
  - a3.lstm_backward.arguments
  - a3.tagger_loss.coin
  - a3.tagger_loss.numerical
  - a3.tagger_loss.values
  - a3.tagger_loss.gradients
  - a3.tagger_loss.stable
  - a3.tag.values
  - a3.train_tagger.first_steps
"""

import numpy as np


def lstm_cell_forward(x_t, a_prev, c_prev, params):
    W = np.concatenate([params["Wu"], params["Wf"], params["Wo"], params["Wc"]])
    b = np.concatenate([params["bu"], params["bf"], params["bo"], params["bc"]])
    z = np.concatenate([a_prev, x_t], axis=1) @ W.T + b
    n = z.shape[1] / 4
    update, forget, output = sigmoid(z[:, :n]), sigmoid(z[:, n : 2 * n]), sigmoid(z[:, 2 * n : 3 * n])
    candidate = np.tanh(z[:, 3 * n :])
    c_next = update * candidate + forget * c_prev
    told = np.tanh(c_next)
    cache = LSTMCellCache(x_t, a_prev, c_prev, update, forget, output, candidate, told, params, "tanh")
    return output * told, c_next, cache
