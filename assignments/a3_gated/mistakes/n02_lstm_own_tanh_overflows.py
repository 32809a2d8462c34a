"""
row: N02
title: An own tanh of four exponentials
conventions: {lstm_output: tanh}
fails: [a3.lstm_cell.cell, a3.lstm_cell.state]
"""

import numpy as np


def tanh(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


def lstm_cell_forward(x_t, a_prev, c_prev, params):
    joined = np.concatenate([a_prev, x_t], axis=1)
    update = sigmoid(joined @ params["Wu"].T + params["bu"])
    forget = sigmoid(joined @ params["Wf"].T + params["bf"])
    output = sigmoid(joined @ params["Wo"].T + params["bo"])
    candidate = tanh(joined @ params["Wc"].T + params["bc"])
    c_next = update * candidate + forget * c_prev
    told = tanh(c_next)
    a_next = output * told
    cache = LSTMCellCache(x_t, a_prev, c_prev, update, forget, output, candidate, told, params, "tanh")
    return a_next, c_next, cache
