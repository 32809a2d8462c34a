"""
row: V08
title: Each weight is cut into its two blocks, each block has a product of its own
"""

import numpy as np


def blocks(W, n_a):
    return W[:, :n_a], W[:, n_a:]


def gru_cell_forward(x_t, a_prev, params, reset="before"):
    n_a = a_prev.shape[1]
    Wua, Wux = blocks(params["Wu"], n_a)
    Wra, Wrx = blocks(params["Wr"], n_a)
    Wca, Wcx = blocks(params["Wc"], n_a)
    update = sigmoid(a_prev @ Wua.T + x_t @ Wux.T + params["bu"])
    gate = sigmoid(a_prev @ Wra.T + x_t @ Wrx.T + params["br"])
    if reset == "before":
        recurrent = a_prev
        candidate = np.tanh((gate * a_prev) @ Wca.T + x_t @ Wcx.T + params["bc"])
    else:
        recurrent = a_prev @ Wca.T + params["bhc"]
        candidate = np.tanh(gate * recurrent + x_t @ Wcx.T + params["bc"])
    a_next = (1 - update) * a_prev + update * candidate
    return a_next, GRUCellCache(x_t, a_prev, update, gate, recurrent, candidate, params, reset)
