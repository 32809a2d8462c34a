"""
row: V39
title: Prints and warns in every step
conventions: {lstm_output: tanh}
"""

import warnings

import numpy as np


def lstm_cell_forward(x_t, a_prev, c_prev, params):
    print("x_t", x_t.shape, "a_prev", a_prev.shape, "c_prev", c_prev.shape)
    joined = np.concatenate([a_prev, x_t], axis=1)
    update = sigmoid(joined @ params["Wu"].T + params["bu"])
    forget = sigmoid(joined @ params["Wf"].T + params["bf"])
    output = sigmoid(joined @ params["Wo"].T + params["bo"])
    candidate = np.tanh(joined @ params["Wc"].T + params["bc"])
    c_next = update * candidate + forget * c_prev
    told = np.tanh(c_next)
    a_next = output * told
    cache = LSTMCellCache(x_t, a_prev, c_prev, update, forget, output, candidate, told, params, "tanh")
    warnings.warn("remember to remove the prints")
    print(f"largest |c_next| = {np.abs(c_next).max():.3f}")
    return a_next, c_next, cache
