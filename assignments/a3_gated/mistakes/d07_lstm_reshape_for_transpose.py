"""
row: D07
title: The list of states is reshaped instead of turned
fails: [a3.lstm.states, a3.lstm.cells, a3.lstm.edges, a3.lstm_backward.numerical, a3.tagger_loss.numerical]
"""

import numpy as np


def lstm_forward(x, a0, c0, params):
    states, cells, steps = [], [], []
    a_next, c_next = a0, c0
    for t in range(x.shape[1]):
        a_next, c_next, step = lstm_cell_forward(x[:, t], a_next, c_next, params)
        states.append(a_next)
        cells.append(c_next)
        steps.append(step)
    shape = (x.shape[0], x.shape[1], a0.shape[1])
    return np.array(states).reshape(shape), np.array(cells).reshape(shape), LSTMCache(tuple(steps))
