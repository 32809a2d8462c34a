"""
family: errors carried forward
tries: a cell of constants, and sequences that are the same constants, so that the one agrees with the other
stopped_by: [alive_cells]
shows: gained
assignment: a1_rnn
deserves: 0.25
"""

import numpy as np


def rnn_cell_forward(x_t, a_prev, params):
    n_y = len(params["by"])
    return np.full(a_prev.shape, 0.5), np.full((len(x_t), n_y), 1 / n_y), None


def rnn_forward(x, a0, params):
    m, T_x, _ = x.shape
    n_y = len(params["by"])
    return np.full((m, T_x, a0.shape[1]), 0.5), np.full((m, T_x, n_y), 1 / n_y), None


def many_to_one(x, a0, params):
    n_y = len(params["by"])
    return np.full((len(x), n_y), 1 / n_y)


def one_to_many(x_1, a0, params, T_y):
    n_y = len(params["by"])
    return np.full((len(x_1), T_y, n_y), 1 / n_y)
