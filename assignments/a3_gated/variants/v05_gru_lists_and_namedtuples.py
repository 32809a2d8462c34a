"""
row: V05
title: Results come as a list and as a namedtuple
"""

from collections import namedtuple

import numpy as np

Forward = namedtuple("Forward", "states caches")


def gru_cell_forward(x_t, a_prev, params, reset="before"):
    n_a = a_prev.shape[1]
    joined = np.concatenate([a_prev, x_t], axis=1)
    gamma_u = sigmoid(joined @ params["Wu"].T + params["bu"])
    gamma_r = sigmoid(joined @ params["Wr"].T + params["br"])
    Wca, Wcx = params["Wc"][:, :n_a], params["Wc"][:, n_a:]
    if reset == "before":
        recurrent = a_prev
        candidate = np.tanh((gamma_r * a_prev) @ Wca.T + x_t @ Wcx.T + params["bc"])
    else:
        recurrent = a_prev @ Wca.T + params["bhc"]
        candidate = np.tanh(gamma_r * recurrent + x_t @ Wcx.T + params["bc"])
    a_next = gamma_u * candidate + (1 - gamma_u) * a_prev
    cache = GRUCellCache(x_t, a_prev, gamma_u, gamma_r, recurrent, candidate, params, reset)
    return [a_next, cache]


def gru_forward(x, a0, params, reset="before"):
    m, T_x, n_x = x.shape
    a = np.zeros((m, T_x, a0.shape[1]))
    steps = []
    a_t = a0
    for t in range(T_x):
        a_t, step = gru_cell_forward(x[:, t], a_t, params, reset)
        a[:, t] = a_t
        steps.append(step)
    return Forward(a, GRUCache(tuple(steps)))
