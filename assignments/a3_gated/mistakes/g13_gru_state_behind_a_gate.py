"""
row: G13
title: The new state is the update gate times a second state
fails:
  - a3.gru_cell.example
  - a3.gru_cell.keeps
  - a3.gru_cell.state
  - a3.gru_cell.reset_after
  - a3.gru_cell_backward.numerical
  - a3.gru_backward.numerical
  - a3.tagger_loss.numerical
may_fail:
  a3.gru_backward.edges: "with one unit a step back may depend on what it is given by less than float32 shows"
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
    c_next = gamma_u * candidate + (1 - gamma_u) * a_prev
    a_next = gamma_u * c_next
    return a_next, GRUCellCache(x_t, a_prev, gamma_u, gamma_r, recurrent, candidate, params, reset)
