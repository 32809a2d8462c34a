"""
row: X25
title: 1 minus the reset gate stands for 1 minus the update gate
fails:
  - a3.gru_cell.example
  - a3.gru_cell.keeps
  - a3.gru_cell.state
  - a3.gru_cell.reset_after
  - a3.gru_cell_backward.numerical
  - a3.gru_backward.numerical
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
    a_next = gamma_u * candidate + (1 - gamma_r) * a_prev
    return a_next, GRUCellCache(x_t, a_prev, gamma_u, gamma_r, recurrent, candidate, params, reset)
