"""
row: G02
title: Without the argument the gate resets before the product
conventions: {gru_reset: after}
fails: [a3.gru_cell.reset_after]
"""

import numpy as np


def gru_cell_forward(x_t, a_prev, params, reset="before"):
    n_a = a_prev.shape[1]
    joined = np.concatenate([a_prev, x_t], axis=1)
    gamma_u = sigmoid(joined @ params["Wu"].T + params["bu"])
    gamma_r = sigmoid(joined @ params["Wr"].T + params["br"])
    Wca, Wcx = params["Wc"][:, :n_a], params["Wc"][:, n_a:]
    if reset == "before":
        recurrent = a_prev
        old = (gamma_r * a_prev) @ Wca.T
    else:
        recurrent = a_prev @ Wca.T + params["bhc"]
        old = gamma_r * recurrent
    candidate = np.tanh(old + x_t @ Wcx.T + params["bc"])
    a_next = gamma_u * candidate + (1 - gamma_u) * a_prev
    return a_next, GRUCellCache(x_t, a_prev, gamma_u, gamma_r, recurrent, candidate, params, reset)
