"""
row: L10
title: The output gate reads the new cell instead of a_prev
conventions: {lstm_output: tanh}
fails:
  - a3.lstm_cell.example
  - a3.lstm_cell.state
  - a3.lstm_cell_backward.numerical
  - a3.lstm_cell_backward.dx_t
  - a3.lstm_cell_backward.da_prev
  - a3.lstm_cell_backward.dc_prev
  - a3.lstm_cell_backward.forget
  - a3.lstm_cell_backward.output
  - a3.lstm_cell_backward.candidate
  - a3.lstm_backward.numerical
  - a3.tagger_loss.numerical
may_fail:
  a3.lstm_cell_backward.update: "in float32 it may agree with differences of the step it goes back from"
"""

import numpy as np


def lstm_cell_forward(x_t, a_prev, c_prev, params):
    joined = np.concatenate([a_prev, x_t], axis=1)
    update = sigmoid(joined @ params["Wu"].T + params["bu"])
    forget = sigmoid(joined @ params["Wf"].T + params["bf"])
    candidate = np.tanh(joined @ params["Wc"].T + params["bc"])
    c_next = update * candidate + forget * c_prev
    output = sigmoid(np.concatenate([c_next, x_t], axis=1) @ params["Wo"].T + params["bo"])
    told = np.tanh(c_next)
    a_next = output * told
    cache = LSTMCellCache(x_t, a_prev, c_prev, update, forget, output, candidate, told, params, "tanh")
    return a_next, c_next, cache
