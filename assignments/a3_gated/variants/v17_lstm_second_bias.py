"""
row: V17
title: Two biases inside, whose sum is the one that is given
conventions: {lstm_output: tanh}
"""

import numpy as np


def lstm_cell_forward(x_t, a_prev, c_prev, params):
    joined = np.concatenate([a_prev, x_t], axis=1)
    b_ih = {gate: 0.25 * params["b" + gate] for gate in "ufoc"}
    b_hh = {gate: 0.75 * params["b" + gate] for gate in "ufoc"}
    update = sigmoid(joined @ params["Wu"].T + b_ih["u"] + b_hh["u"])
    forget = sigmoid(joined @ params["Wf"].T + b_ih["f"] + b_hh["f"])
    output = sigmoid(joined @ params["Wo"].T + b_ih["o"] + b_hh["o"])
    candidate = np.tanh(joined @ params["Wc"].T + b_ih["c"] + b_hh["c"])
    c_next = update * candidate + forget * c_prev
    told = np.tanh(c_next)
    a_next = output * told
    cache = LSTMCellCache(x_t, a_prev, c_prev, update, forget, output, candidate, told, params, "tanh")
    return a_next, c_next, cache
