"""
row: L01
title: The state is output gate times c, and so on the way back
conventions: {lstm_output: tanh}
fails: [a3.lstm_cell.example, a3.lstm_cell.state]
"""

import numpy as np


def lstm_cell_forward(x_t, a_prev, c_prev, params):
    joined = np.concatenate([a_prev, x_t], axis=1)
    update = sigmoid(joined @ params["Wu"].T + params["bu"])
    forget = sigmoid(joined @ params["Wf"].T + params["bf"])
    output = sigmoid(joined @ params["Wo"].T + params["bo"])
    candidate = np.tanh(joined @ params["Wc"].T + params["bc"])
    c_next = update * candidate + forget * c_prev
    told = c_next
    a_next = output * told
    cache = LSTMCellCache(x_t, a_prev, c_prev, update, forget, output, candidate, told, params, "linear")
    return a_next, c_next, cache
