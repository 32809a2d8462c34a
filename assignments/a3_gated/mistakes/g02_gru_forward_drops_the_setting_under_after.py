"""
row: G02
title: The sequence does not pass the setting on to its steps, which reset after the product
conventions: {gru_reset: after}
fails:
  - a3.gru.states
  - a3.gru.edges
  - a3.gru.arguments
  - a3.gru_backward.numerical
  - a3.gru_backward.dx
  - a3.gru_backward.da0
  - a3.gru_backward.weights
  - a3.gru_backward.biases
  - a3.gru_backward.edges
  - a3.gru_backward.arguments
  - a3.tagger_loss.coin
  - a3.tagger_loss.values
  - a3.tagger_loss.gradients
  - a3.tagger_loss.numerical
  - a3.tagger_loss.stable
  - a3.tag.values
  - a3.train_tagger.first_steps
  - a3.train_tagger.epochs
"""

import numpy as np


def gru_forward(x, a0, params, reset="after"):
    m, T_x, n_x = x.shape
    a = np.zeros((m, T_x, a0.shape[1]))
    steps = []
    a_t = a0
    for t in range(T_x):
        a_t, step = gru_cell_forward(x[:, t], a_t, params)
        a[:, t] = a_t
        steps.append(step)
    return a, GRUCache(tuple(steps))
