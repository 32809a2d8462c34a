"""
row: R17
title: a_next is another name for a_prev and is written over it
fails:
  - a3.gru.states
  - a3.gru.edges
  - a3.gru.arguments
  - a3.gru_cell_backward.numerical
  - a3.gru_cell_backward.dx_t
  - a3.gru_cell_backward.da_prev
  - a3.gru_cell_backward.update
  - a3.gru_cell_backward.reset
  - a3.gru_cell_backward.candidate
  - a3.gru_cell_backward.reset_after
  - a3.gru_backward.numerical
  - a3.gru_backward.dx
  - a3.gru_backward.da0
  - a3.gru_backward.weights
  - a3.gru_backward.biases
  - a3.gru_backward.reset_after
  - a3.gru_backward.edges
  - a3.tagger_loss.numerical
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
        candidate = np.tanh((gamma_r * a_prev) @ Wca.T + x_t @ Wcx.T + params["bc"])
    else:
        recurrent = a_prev @ Wca.T + params["bhc"]
        candidate = np.tanh(gamma_r * recurrent + x_t @ Wcx.T + params["bc"])
    a_next = a_prev
    a_next[:] = gamma_u * candidate + (1 - gamma_u) * a_prev
    return a_next, GRUCellCache(x_t, a_prev, gamma_u, gamma_r, recurrent, candidate, params, reset)
