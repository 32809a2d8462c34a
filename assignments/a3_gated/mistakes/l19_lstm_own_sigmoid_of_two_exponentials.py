"""
row: L19
title: An own sigmoid is exp(z) / (1 + exp(z))
conventions: {lstm_output: tanh}
fails: [a3.lstm_cell.cell, a3.lstm_cell.state]
"""

import numpy as np


def sigma(z):
    return np.exp(z) / (1 + np.exp(z))


def lstm_cell_forward(x_t, a_prev, c_prev, params):
    joined = np.concatenate([a_prev, x_t], axis=1)
    update = sigma(joined @ params["Wu"].T + params["bu"])
    forget = sigma(joined @ params["Wf"].T + params["bf"])
    output = sigma(joined @ params["Wo"].T + params["bo"])
    candidate = np.tanh(joined @ params["Wc"].T + params["bc"])
    c_next = update * candidate + forget * c_prev
    told = np.tanh(c_next)
    a_next = output * told
    cache = LSTMCellCache(x_t, a_prev, c_prev, update, forget, output, candidate, told, params, "tanh")
    return a_next, c_next, cache
