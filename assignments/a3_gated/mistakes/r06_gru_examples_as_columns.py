"""
row: R06
title: The formula of another course, with examples in columns
fails:
  - a3.gru_cell.example
  - a3.gru_cell.keeps
  - a3.gru_cell.state
  - a3.gru_cell.reset_after
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
  - a3.gru_backward.arguments
  - a3.tagger_loss.coin
  - a3.tagger_loss.numerical
  - a3.tagger_loss.values
  - a3.tagger_loss.gradients
  - a3.tagger_loss.stable
  - a3.tag.values
  - a3.train_tagger.first_steps
  - a3.train_tagger.epochs
"""

import numpy as np


def gru_cell_forward(xt, a_prev, parameters, reset="before"):
    n_a, m = a_prev.shape
    concat = np.concatenate((a_prev, xt), axis=0)
    ut = sigmoid(np.dot(parameters["Wu"], concat) + parameters["bu"])
    rt = sigmoid(np.dot(parameters["Wr"], concat) + parameters["br"])
    gated = np.concatenate((rt * a_prev, xt), axis=0)
    cct = np.tanh(np.dot(parameters["Wc"], gated) + parameters["bc"])
    a_next = ut * cct + (1 - ut) * a_prev
    return a_next, (a_next, a_prev, ut, rt, cct, xt, parameters)
